#include "engine/source/stream_job.h"

#include <string.h>

#include "engine/source/copy_tuple.h"
#include "engine/source/decimal.h"
#include "engine/source/dictionary.h"
#include "engine/source/partition.h"
#include "engine/words/words.h"

/* --- names ----------------------------------------------------------------------------------- */

struct StreamNames {
    GMutex lock;
    Dictionary *all;
};

StreamNames *
stream_names_new(const Roster *roster)
{
    StreamNames *self = g_new0(StreamNames, 1);
    g_mutex_init(&self->lock);
    self->all = dictionary_new();
    for (size_t i = 0; i < roster_n_practitioners(roster); i++) {
        const char *id = roster_practitioner(roster, i)->id;
        uint32_t number = dictionary_intern(self->all, id, strlen(id));
        g_assert(number == i);
    }
    return self;
}

void
stream_names_free(StreamNames *self)
{
    if (self == NULL)
        return;
    dictionary_free(self->all);
    g_mutex_clear(&self->lock);
    g_free(self);
}

/* --- what threads tell one another ------------------------------------------------------------ */

void
stream_state_init(StreamState *self, const _Atomic size_t *memory, size_t memory_limit)
{
    self->memory = memory;
    self->memory_limit = memory_limit;
    g_mutex_init(&self->lock);
}

void
stream_state_clear(StreamState *self)
{
    g_mutex_clear(&self->lock);
    g_clear_error(&self->error);
}

void
stream_state_report(StreamState *self, GError *error)
{
    if (error == NULL)
        return;
    atomic_store(&self->is_stopped, true);
    g_mutex_lock(&self->lock);
    if (self->error == NULL)
        self->error = error;
    else
        g_error_free(error);
    g_mutex_unlock(&self->lock);
}

/* --- the sink -------------------------------------------------------------------------------- */

struct StreamSink {
    const StreamSetting *setting;
    PackedStore *store;
    StreamNames *names;
    StreamState *state;
    _Atomic int64_t *rows;
    Dictionary *seen; /* names that this thread has asked for */
    GArray *numbers;  /* uint32_t: what they are among all */
    int64_t unreported_rows;
};

StreamSink *
stream_sink_new(const StreamSetting *setting, PackedStore *store, StreamNames *names,
                StreamState *state, _Atomic int64_t *rows)
{
    StreamSink *self = g_new0(StreamSink, 1);
    self->setting = setting;
    self->store = store;
    self->names = names;
    self->state = state;
    self->rows = rows;
    self->seen = dictionary_new();
    self->numbers = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    return self;
}

void
stream_sink_free(StreamSink *self)
{
    if (self == NULL)
        return;
    dictionary_free(self->seen);
    g_array_unref(self->numbers);
    g_free(self);
}

static uint32_t
name_number(StreamSink *self, CopyField field)
{
    uint32_t seen = dictionary_intern(self->seen, field.bytes, (size_t)field.length);
    if (seen == self->numbers->len) {
        g_mutex_lock(&self->names->lock);
        uint32_t number = dictionary_intern(self->names->all, field.bytes, (size_t)field.length);
        g_mutex_unlock(&self->names->lock);
        g_array_append_val(self->numbers, number);
    }
    return g_array_index(self->numbers, uint32_t, seen);
}

/* Whether reading should go on; the memory taken is looked at as often. */
static bool
may_go_on(StreamSink *self, GError **error)
{
    enum { REPORT_EVERY = 1024 };
    if (++self->unreported_rows == REPORT_EVERY) {
        atomic_fetch_add(self->rows, REPORT_EVERY);
        self->unreported_rows = 0;
    }
    if (atomic_load_explicit(self->state->memory, memory_order_relaxed) >
        self->state->memory_limit) {
        atomic_store(&self->state->is_full, true);
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA, _("the share does not fit in memory"));
        return false;
    }
    if (!atomic_load_explicit(&self->state->is_stopped, memory_order_relaxed))
        return true;
    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CANCELLED, _("another connection failed"));
    return false;
}

static LineText
text_of(CopyField field)
{
    if (field.length < 0)
        return (LineText){0};
    return (LineText){.bytes = (const uint8_t *)field.bytes, .length = (uint32_t)field.length};
}

static bool
refuse_null(const char *relation, const char *columns, GError **error)
{
    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA,
                _("miroir.%s: a row has no %s; the contract does not allow it"), relation, columns);
    return false;
}

/* --- rows ------------------------------------------------------------------------------------ */

enum {
    LINE_PATIENT,
    LINE_PRACTITIONER,
    LINE_PERFORMER,
    LINE_DATE,
    LINE_QUANTITY,
    LINE_AMOUNT,
    LINE_PRESCRIPTION,
    LINE_CODE,
    N_LINE_FIELDS
};

static bool
refuse_number(const StreamSink *self, const CopyField *fields, const char *column,
              DecimalFault fault, GError **error)
{
    const CodeFacts *code =
        code_table_facts(self->setting->codes, (uint32_t)copy_field_int32(fields[LINE_CODE]));
    g_autofree char *date = day_to_string(copy_field_day(fields[LINE_DATE], 0));
    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA,
                _("miroir.claim: the %s of practitioner %.*s on %s, code %s:%s, %s; quantities may "
                  "have %d decimals and amounts %d"),
                column, (int)fields[LINE_PRACTITIONER].length, fields[LINE_PRACTITIONER].bytes,
                date, code->system, code->code, decimal_fault_text(fault), QUANTITY_DECIMALS,
                AMOUNT_DECIMALS);
    return false;
}

static bool
take_line(const char *bytes, int length, void *data, GError **error)
{
    (void)length;
    StreamSink *self = data;
    CopyField fields[N_LINE_FIELDS];
    copy_tuple_split(bytes, fields, N_LINE_FIELDS);
    if (fields[LINE_PATIENT].length < 0 || fields[LINE_PRACTITIONER].length < 0 ||
        fields[LINE_QUANTITY].length < 0)
        return refuse_null("claim", _("patient_id, practitioner_id or quantity"), error);

    Line line = {
        .practitioner = name_number(self, fields[LINE_PRACTITIONER]),
        .performer = fields[LINE_PERFORMER].length < 0 ? LINE_NO_PERFORMER
                                                       : name_number(self, fields[LINE_PERFORMER]),
        .code = (uint32_t)copy_field_int32(fields[LINE_CODE]),
        .date = copy_field_day(fields[LINE_DATE], DAY_NONE),
        .prescription = text_of(fields[LINE_PRESCRIPTION]),
        .has_amount = fields[LINE_AMOUNT].length >= 0,
    };
    DecimalFault fault =
        decimal_from_binary(fields[LINE_QUANTITY].bytes, fields[LINE_QUANTITY].length,
                            QUANTITY_DECIMALS, &line.quantity);
    if (fault != DECIMAL_OK)
        return refuse_number(self, fields, "quantity", fault, error);
    if (line.has_amount)
        fault = decimal_from_binary(fields[LINE_AMOUNT].bytes, fields[LINE_AMOUNT].length,
                                    AMOUNT_DECIMALS, &line.amount);
    if (fault != DECIMAL_OK)
        return refuse_number(self, fields, "amount", fault, error);
    partition_put_line(self->store, text_of(fields[LINE_PATIENT]), &line);
    return may_go_on(self, error);
}

static bool
take_patient(const char *bytes, int length, void *data, GError **error)
{
    enum { PATIENT, BIRTH, DIED, SEX, N_FIELDS };
    (void)length;
    StreamSink *self = data;
    CopyField fields[N_FIELDS];
    copy_tuple_split(bytes, fields, N_FIELDS);
    if (fields[PATIENT].length < 0)
        return refuse_null("patient", "patient_id", error);
    Day birth = copy_field_day(fields[BIRTH], DAY_NONE);
    if (birth == COPY_DAY_MINUS_INFINITY)
        birth = DAY_NONE; /* as in SQL, where nobody born then has an age */
    partition_put_patient(self->store, text_of(fields[PATIENT]), birth,
                          copy_field_day(fields[DIED], DAY_NONE),
                          fields[SEX].length == 1 ? *fields[SEX].bytes : '\0');
    return may_go_on(self, error);
}

static bool
take_registration(const char *bytes, int length, void *data, GError **error)
{
    enum { PATIENT, PRACTITIONER, VALID_FROM, VALID_TO, N_FIELDS };
    (void)length;
    StreamSink *self = data;
    CopyField fields[N_FIELDS];
    copy_tuple_split(bytes, fields, N_FIELDS);
    if (fields[PATIENT].length < 0 || fields[PRACTITIONER].length < 0)
        return refuse_null("registration", _("patient_id or practitioner_id"), error);
    TallyRegistration registration = {
        .practitioner = name_number(self, fields[PRACTITIONER]),
        .valid_from = copy_field_day(fields[VALID_FROM], DAY_FOREVER),
        .valid_to = copy_field_day(fields[VALID_TO], DAY_FOREVER),
    };
    partition_put_registration(self->store, text_of(fields[PATIENT]), &registration);
    return may_go_on(self, error);
}

static bool
take_condition(const char *bytes, int length, void *data, GError **error)
{
    enum { PATIENT, CONDITION, VALID_FROM, VALID_TO, N_FIELDS };
    (void)length;
    StreamSink *self = data;
    CopyField fields[N_FIELDS];
    copy_tuple_split(bytes, fields, N_FIELDS);
    if (fields[PATIENT].length < 0 || fields[CONDITION].length < 0)
        return refuse_null("patient_condition", _("patient_id or condition"), error);
    partition_put_condition(self->store, text_of(fields[PATIENT]), text_of(fields[CONDITION]),
                            copy_field_day(fields[VALID_FROM], DAY_FOREVER),
                            copy_field_day(fields[VALID_TO], DAY_FOREVER));
    return may_go_on(self, error);
}

/* --- jobs ------------------------------------------------------------------------------------ */

struct StreamJob {
    PackedKind kind;
    char *sql;
};

StreamJob *
stream_job_new(PackedKind kind, const char *select)
{
    StreamJob *self = g_new0(StreamJob, 1);
    self->kind = kind;
    self->sql = g_strdup_printf("COPY (\n%s\n) TO STDOUT (FORMAT binary)", select);
    return self;
}

void
stream_job_free(StreamJob *self)
{
    if (self == NULL)
        return;
    g_free(self->sql);
    g_free(self);
}

bool
stream_job_run(const StreamJob *self, Connection *connection, StreamSink *sink, GError **error)
{
    static const ConnectionRow takers[N_PACKED_KINDS] = {
        [PACKED_LINES] = take_line,
        [PACKED_PATIENTS] = take_patient,
        [PACKED_REGISTRATIONS] = take_registration,
        [PACKED_CONDITIONS] = take_condition,
    };
    bool done = connection_copy_out(connection, self->sql, takers[self->kind], sink, error);
    atomic_fetch_add(sink->rows, sink->unreported_rows);
    sink->unreported_rows = 0;
    return done;
}
