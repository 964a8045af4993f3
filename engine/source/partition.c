#include "engine/source/partition.h"

#include <string.h>

#include "engine/source/connection.h"
#include "engine/source/dictionary.h"
#include "engine/source/partition_record.h"
#include "engine/words/words.h"

/* What is known of a patient of the partition, by its number there. */
typedef struct {
    bool is_known; /* a row of miroir.patient was read */
    Day birth, died;
    char sex;
} Person;

/* Items of patients, first as they come, then put together by patient. */
typedef struct {
    size_t item_size;
    GArray *items, *patients; /* patients: uint32_t, whose item it is */
    GArray *sorted;
    GArray *first; /* size_t: by patient, where its sorted items begin; one more than patients */
} Bundle;

enum { BUNDLE_LINES, BUNDLE_REGISTRATIONS, BUNDLE_CONDITIONS, N_BUNDLES };

struct PartitionSettler {
    const Program *program;
    Tally *tally;
    Dictionary *patients;
    GArray *persons; /* Person */
    Bundle bundles[N_BUNDLES];
};

/* --- writing --------------------------------------------------------------------------------- */

/* Room for a record of that patient, who is written first. */
static uint8_t *
begin_record(PackedStore *store, PackedKind kind, LineText patient, size_t size,
             unsigned *out_partition)
{
    uint64_t hash = dictionary_hash((const char *)patient.bytes, patient.length);
    *out_partition = (unsigned)(hash >> 56) % N_PARTITIONS;
    uint8_t *at =
        packed_reserve(store, kind, *out_partition, patient.length + PACKED_INTEGER_MAX + size);
    at = packed_put(at, patient.length);
    memcpy(at, patient.bytes, patient.length);
    return at + patient.length;
}

void
partition_put_line(PackedStore *store, LineText patient, const Line *line)
{
    enum { N_INTEGERS = 8 };
    unsigned partition;
    uint8_t *at =
        begin_record(store, PACKED_LINES, patient,
                     N_INTEGERS * PACKED_INTEGER_MAX + line->prescription.length, &partition);
    at = packed_put(at, line->practitioner);
    at = packed_put(at, (uint32_t)(line->performer + 1));
    at = packed_put_signed(at, line->date);
    at = packed_put(at, line->code);
    at = packed_put_signed(at, line->quantity);
    *at++ = line->has_amount;
    if (line->has_amount)
        at = packed_put_signed(at, line->amount);
    if (line->prescription.bytes == NULL) {
        at = packed_put(at, 0);
    } else {
        at = packed_put(at, (uint64_t)line->prescription.length + 1);
        memcpy(at, line->prescription.bytes, line->prescription.length);
        at += line->prescription.length;
    }
    packed_commit(store, PACKED_LINES, partition, at);
}

void
partition_put_patient(PackedStore *store, LineText patient, Day birth, Day died, char sex)
{
    unsigned partition;
    uint8_t *at =
        begin_record(store, PACKED_PATIENTS, patient, 2 * PACKED_INTEGER_MAX + 1, &partition);
    at = packed_put_signed(at, birth);
    at = packed_put_signed(at, died);
    *at++ = (uint8_t)sex;
    packed_commit(store, PACKED_PATIENTS, partition, at);
}

void
partition_put_registration(PackedStore *store, LineText patient,
                           const TallyRegistration *registration)
{
    unsigned partition;
    uint8_t *at =
        begin_record(store, PACKED_REGISTRATIONS, patient, 3 * PACKED_INTEGER_MAX, &partition);
    at = packed_put(at, registration->practitioner);
    at = packed_put_signed(at, registration->valid_from);
    at = packed_put_signed(at, registration->valid_to);
    packed_commit(store, PACKED_REGISTRATIONS, partition, at);
}

void
partition_put_condition(PackedStore *store, LineText patient, LineText condition, Day valid_from,
                        Day valid_to)
{
    unsigned partition;
    uint8_t *at = begin_record(store, PACKED_CONDITIONS, patient,
                               3 * PACKED_INTEGER_MAX + condition.length + 1, &partition);
    at = packed_put(at, (uint64_t)condition.length + 1);
    memcpy(at, condition.bytes, condition.length);
    at += condition.length;
    *at++ = '\0'; /* so that the condition can be used where it lies */
    at = packed_put_signed(at, valid_from);
    at = packed_put_signed(at, valid_to);
    packed_commit(store, PACKED_CONDITIONS, partition, at);
}

/* --- life ------------------------------------------------------------------------------------ */

static void
bundle_init(Bundle *self, size_t item_size)
{
    self->item_size = item_size;
    self->items = g_array_new(FALSE, FALSE, (guint)item_size);
    self->sorted = g_array_new(FALSE, FALSE, (guint)item_size);
    self->patients = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    self->first = g_array_new(FALSE, FALSE, sizeof(size_t));
}

PartitionSettler *
partition_settler_new(const Program *program, Tally *tally)
{
    PartitionSettler *self = g_new0(PartitionSettler, 1);
    self->program = program;
    self->tally = tally;
    self->patients = dictionary_new();
    self->persons = g_array_new(FALSE, FALSE, sizeof(Person));
    bundle_init(&self->bundles[BUNDLE_LINES], sizeof(Line));
    bundle_init(&self->bundles[BUNDLE_REGISTRATIONS], sizeof(TallyRegistration));
    bundle_init(&self->bundles[BUNDLE_CONDITIONS], sizeof(TallyCondition));
    return self;
}

void
partition_settler_free(PartitionSettler *self)
{
    if (self == NULL)
        return;
    for (size_t i = 0; i < N_BUNDLES; i++) {
        g_array_unref(self->bundles[i].items);
        g_array_unref(self->bundles[i].sorted);
        g_array_unref(self->bundles[i].patients);
        g_array_unref(self->bundles[i].first);
    }
    g_array_unref(self->persons);
    dictionary_free(self->patients);
    g_free(self);
}

/* --- reading --------------------------------------------------------------------------------- */

static void
bundle_empty(Bundle *self)
{
    g_array_set_size(self->items, 0);
    g_array_set_size(self->patients, 0);
}

static void
bundle_add(Bundle *self, uint32_t patient, const void *item)
{
    g_array_append_vals(self->items, item, 1);
    g_array_append_val(self->patients, patient);
}

/* Counting sort by patient; within a patient the order of reading, which nothing relies on. */
static void
bundle_sort(Bundle *self, size_t n_patients)
{
    size_t n = self->items->len;
    g_array_set_size(self->first, 0);
    g_array_set_size(self->first, (guint)(n_patients + 2));
    size_t *first = &g_array_index(self->first, size_t, 0);
    memset(first, 0, (n_patients + 2) * sizeof *first);
    const uint32_t *patients = (const uint32_t *)(void *)self->patients->data;
    for (size_t i = 0; i < n; i++)
        first[patients[i] + 2]++;
    for (size_t i = 2; i < n_patients + 2; i++)
        first[i] += first[i - 1];
    g_array_set_size(self->sorted, (guint)n);
    for (size_t i = 0; i < n; i++)
        memcpy(self->sorted->data + first[patients[i] + 1]++ * self->item_size,
               self->items->data + i * self->item_size, self->item_size);
}

static void *
bundle_of(const Bundle *self, uint32_t patient, size_t *out_n)
{
    const size_t *first = &g_array_index(self->first, size_t, patient);
    *out_n = first[1] - first[0];
    return *out_n == 0 ? NULL : self->sorted->data + first[0] * self->item_size;
}

/* The number of the patient of the record, within the partition. */
static uint32_t
get_patient(PartitionSettler *self, const uint8_t **at)
{
    LineText id = record_get_text(at);
    uint32_t patient = dictionary_intern(self->patients, (const char *)id.bytes, id.length);
    if (patient == self->persons->len) {
        Person person = {.birth = DAY_NONE, .died = DAY_NONE};
        g_array_append_val(self->persons, person);
    }
    return patient;
}

static bool
unpack_line(PartitionSettler *self, const uint8_t **at, GError **error)
{
    (void)error;
    uint32_t patient = get_patient(self, at);
    Line line = record_get_line(at);
    bundle_add(&self->bundles[BUNDLE_LINES], patient, &line);
    return true;
}

static bool
unpack_patient(PartitionSettler *self, const uint8_t **at, GError **error)
{
    uint32_t patient = get_patient(self, at);
    Person *person = &g_array_index(self->persons, Person, patient);
    if (person->is_known) {
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA,
                    _("miroir.patient: patient %s stands more than once; keep one row for each"),
                    dictionary_text(self->patients, patient));
        return false;
    }
    person->is_known = true;
    person->birth = (Day)packed_get_signed(at);
    person->died = (Day)packed_get_signed(at);
    person->sex = (char)*(*at)++;
    return true;
}

static bool
unpack_registration(PartitionSettler *self, const uint8_t **at, GError **error)
{
    (void)error;
    uint32_t patient = get_patient(self, at);
    TallyRegistration registration = {.practitioner = (uint32_t)packed_get(at)};
    registration.valid_from = (Day)packed_get_signed(at);
    registration.valid_to = (Day)packed_get_signed(at);
    bundle_add(&self->bundles[BUNDLE_REGISTRATIONS], patient, &registration);
    return true;
}

static bool
unpack_condition(PartitionSettler *self, const uint8_t **at, GError **error)
{
    (void)error;
    uint32_t patient = get_patient(self, at);
    LineText text = record_get_text(at);
    TallyCondition condition = {.condition = (const char *)text.bytes};
    condition.valid_from = (Day)packed_get_signed(at);
    condition.valid_to = (Day)packed_get_signed(at);
    bundle_add(&self->bundles[BUNDLE_CONDITIONS], patient, &condition);
    return true;
}

static bool
unpack_partition(PartitionSettler *self, PackedStore *const *stores, size_t n_stores,
                 unsigned partition, GError **error)
{
    static bool (*const unpackers[N_PACKED_KINDS])(PartitionSettler *, const uint8_t **,
                                                   GError **) = {
        [PACKED_LINES] = unpack_line,
        [PACKED_PATIENTS] = unpack_patient,
        [PACKED_REGISTRATIONS] = unpack_registration,
        [PACKED_CONDITIONS] = unpack_condition,
    };
    for (int kind = 0; kind < N_PACKED_KINDS; kind++) {
        for (size_t i = 0; i < n_stores; i++) {
            const PackedChunk *chunk = packed_store_chunks(stores[i], (PackedKind)kind, partition);
            for (; chunk != NULL; chunk = chunk->next)
                for (const uint8_t *at = chunk->bytes; at < chunk->bytes + chunk->used;)
                    if (!unpackers[kind](self, &at, error))
                        return false;
        }
    }
    return true;
}

static bool
settle_patient(PartitionSettler *self, uint32_t number, GError **error)
{
    const Person *person = &g_array_index(self->persons, Person, number);
    TallyPatient patient = {.birth = person->birth, .died = person->died, .sex = person->sex};
    patient.lines = bundle_of(&self->bundles[BUNDLE_LINES], number, &patient.n_lines);
    patient.registrations =
        bundle_of(&self->bundles[BUNDLE_REGISTRATIONS], number, &patient.n_registrations);
    patient.conditions =
        bundle_of(&self->bundles[BUNDLE_CONDITIONS], number, &patient.n_conditions);
    if (patient.n_lines == 0 && patient.n_registrations == 0)
        return true;

    int64_t n_lines = lines_net(patient.lines, patient.n_lines, error);
    if (n_lines < 0)
        return false;
    patient.n_lines = (size_t)n_lines;
    if (self->program->uses_prescriptions)
        lines_number_prescriptions(patient.lines, patient.n_lines);
    return tally_add_patient(self->tally, &patient, error);
}

bool
partition_settle(PartitionSettler *self, PackedStore *const *stores, size_t n_stores,
                 unsigned partition, GError **error)
{
    dictionary_empty(self->patients);
    g_array_set_size(self->persons, 0);
    for (size_t i = 0; i < N_BUNDLES; i++)
        bundle_empty(&self->bundles[i]);
    if (!unpack_partition(self, stores, n_stores, partition, error))
        return false;

    size_t n_patients = dictionary_size(self->patients);
    for (size_t i = 0; i < N_BUNDLES; i++)
        bundle_sort(&self->bundles[i], n_patients);
    for (uint32_t patient = 0; patient < n_patients; patient++)
        if (!settle_patient(self, patient, error))
            return false;

    for (size_t i = 0; i < n_stores; i++)
        for (int kind = 0; kind < N_PACKED_KINDS; kind++)
            packed_store_drop(stores[i], (PackedKind)kind, partition);
    return true;
}
