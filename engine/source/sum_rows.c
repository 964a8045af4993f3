#include "engine/source/sum_rows.h"

#include "engine/source/copy_tuple.h"
#include "engine/source/program.h"

typedef struct {
    const SumQuery *query;
    const AgeBands *bands;
    const Roster *roster;
    SumRowTake take;
    void *data;
    CopyField *fields;
    const char **sums;
    GString *texts; /* the sums of the row at hand, each ended */
    GError *fault;  /* of `take`: what the server still sends is passed over */
} Reading;

/* -1 for a stranger to the roster, and for one who stands in no figure. */
static int
find_practitioner(const Reading *self, CopyField id)
{
    if (id.length < 0)
        return -1;
    g_autofree char *text = g_strndup(id.bytes, (gsize)id.length);
    int practitioner = roster_find_practitioner(self->roster, text);
    bool counts = practitioner >= 0 && program_counts_practitioner(
                                           roster_practitioner(self->roster, (size_t)practitioner));
    return counts ? practitioner : -1;
}

static AgeSex
read_age_sex(const Reading *self, CopyField band, CopyField sex)
{
    AgeSex at = age_sex_of(self->bands, -1, sex.length == 1 ? *sex.bytes : '\0');
    if (band.length >= 0)
        at.band = copy_field_int32(band);
    g_assert(at.band >= 0 && at.band <= self->bands->n);
    return at;
}

/* The buffer may move while it grows, so that the texts are pointed to last. */
static void
read_sums(Reading *self, const CopyField *fields)
{
    size_t n = self->query->n_sums;
    g_string_truncate(self->texts, 0);
    for (size_t i = 0; i < n; i++)
        if (fields[i].length >= 0) {
            g_string_append_len(self->texts, fields[i].bytes, fields[i].length);
            g_string_append_c(self->texts, '\0');
        }
    const char *text = self->texts->str;
    for (size_t i = 0; i < n; i++) {
        self->sums[i] = fields[i].length >= 0 ? text : NULL;
        text += fields[i].length >= 0 ? fields[i].length + 1 : 0;
    }
}

static bool
take_tuple(const char *bytes, int length, void *data, GError **error)
{
    enum { PRACTITIONER, PERIOD, N_KEYS, BAND = N_KEYS, SEX, N_KEYS_BY_AGE_SEX };
    (void)length;
    (void)error;
    Reading *self = data;
    if (self->fault != NULL)
        return true;
    int n_keys = self->query->by_age_sex ? N_KEYS_BY_AGE_SEX : N_KEYS;
    copy_tuple_split(bytes, self->fields, n_keys + (int)self->query->n_sums);
    int practitioner = find_practitioner(self, self->fields[PRACTITIONER]);
    if (practitioner < 0)
        return true;
    SumRow row = {.practitioner = (size_t)practitioner,
                  .period = (size_t)copy_field_int32(self->fields[PERIOD]),
                  .sums = self->sums};
    if (self->query->by_age_sex)
        row.at = read_age_sex(self, self->fields[BAND], self->fields[SEX]);
    read_sums(self, self->fields + n_keys);
    self->take(&row, self->data, &self->fault);
    return true;
}

bool
sum_rows_read(Connection *connection, const SumQuery *query, const Campaign *campaign,
              const Roster *roster, SumRowTake take, void *data, GError **error)
{
    enum { MOST_KEYS = 4 };
    g_autofree CopyField *fields = g_new(CopyField, MOST_KEYS + query->n_sums);
    g_autofree const char **sums = g_new(const char *, query->n_sums + 1);
    g_autofree char *sql = g_strdup_printf("COPY (\n%s\n) TO STDOUT (FORMAT binary)", query->sql);
    Reading self = {.query = query,
                    .bands = &campaign->age_bands,
                    .roster = roster,
                    .take = take,
                    .data = data,
                    .fields = fields,
                    .sums = sums,
                    .texts = g_string_new(NULL)};
    bool done = connection_copy_out(connection, sql, take_tuple, &self, error);
    g_string_free(self.texts, TRUE);
    if (self.fault == NULL)
        return done;
    if (done)
        g_propagate_error(error, self.fault);
    else
        g_error_free(self.fault);
    return false;
}
