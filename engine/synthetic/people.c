#include "engine/synthetic/people.h"

#include <stdio.h>

#include "engine/synthetic/draw.h"

static const char *const PERSON_COLUMNS[] = {
    "ben_nir_psa", "ben_rng_gem", "ben_idt_ano", "ben_nai_ann", "ben_nai_moi",
    "ben_sex_cod", "ben_dcd_dte", "ben_dcd_ame", "ben_res_dpt", "ben_res_com",
    "max_trt_dtd", "ben_dte_maj", NULL};
static const char *const CONDITION_COLUMNS[] = {"ben_nir_psa", "ben_rng_gem", "imb_ald_dtd",
                                                "imb_ald_dtf", "imb_ald_num", "imb_etm_nat",
                                                "med_mtf_cod", NULL};
static const char *const CONTRACT_COLUMNS[] = {
    "ben_nir_psa", "ben_rng_gem", "ben_idt_ano", "mtt_dep_dte", "mtt_fin_dte", "mtt_pfs_num", NULL};

/* Draws of a person's stream, beside those of person.c. */
enum { DRAW_BIRTH_LOST = 40, DRAW_CONTRACT_DAY, DRAW_EXEMPTION, DRAW_CONDITION = 50 };

enum { MISSING_YEAR_OF_BIRTH = 1600, LONG_TERM = 41, ACCIDENT_AT_WORK = 11 };

/* Which traits are long-term conditions, in how many of a thousand. */
static const struct {
    Trait trait;
    int number, per_mille;
    const char *diagnosis;
} CONDITIONS[] = {
    {TRAIT_DIABETES, 8, 860, "E119"},      {TRAIT_HEART, 13, 700, "I251"},
    {TRAIT_CLAUDICATION, 3, 500, "I702"},  {TRAIT_FIBRILLATION, 5, 550, "I489"},
    {TRAIT_HEART_FAILURE, 5, 500, "I509"}, {TRAIT_PSYCHOSIS, 23, 500, "F209"},
    {TRAIT_DEMENTIA, 15, 700, "G309"},     {TRAIT_CANCER, 30, 800, "C509"},
    {TRAIT_LUNG, 14, 60, "J449"},
};

static Day
missing_day(void)
{
    return day_from_civil(MISSING_YEAR_OF_BIRTH, 1, 1);
}

bool
people_open(People *out_people, const Region *region, const Database *database, const char *schema,
            size_t *traps, GError **error)
{
    *out_people = (People){.region = region, .traps = traps};
    out_people->persons = table_writer_open(database, schema, "ir_ben_r", PERSON_COLUMNS, error);
    if (out_people->persons == NULL)
        return false;
    out_people->conditions =
        table_writer_open(database, schema, "ir_imb_r", CONDITION_COLUMNS, error);
    if (out_people->conditions == NULL)
        return false;
    out_people->contracts =
        table_writer_open(database, schema, "ir_mtt_r", CONTRACT_COLUMNS, error);
    return out_people->contracts != NULL;
}

/* The row of one of the person's numbers. */
static bool
write_person(const People *self, const Person *person, const char *nir, bool is_last,
             GError **error)
{
    char month[3], died[7], department[4];
    CivilDate born = day_to_civil(person->born_on);
    bool is_dead = is_last && person->died_on != DAY_NONE;
    bool is_lost = person->other_nir[0] == '\0' && draw(person->stream, DRAW_BIRTH_LOST, 1000) == 0;
    CivilDate end = day_to_civil(is_dead ? person->died_on : missing_day());
    g_snprintf(month, sizeof month, "%02d", born.month);
    g_snprintf(died, sizeof died, "%04d%02d", end.year, end.month);
    g_snprintf(department, sizeof department, "0%s", person->doctor->place->department);
    self->traps[TRAP_NO_DEATH] += !is_dead;
    self->traps[TRAP_NO_BIRTH] += is_lost;
    const Value values[] = {
        value_text(nir),
        value_number(person->rank),
        value_text(person->id),
        value_number(is_lost ? MISSING_YEAR_OF_BIRTH : born.year),
        value_text(is_lost ? "00" : month),
        value_number(person->is_woman ? 2 : 1),
        value_day(is_dead ? person->died_on : missing_day()),
        value_text(died),
        value_text(department),
        value_text(person->doctor->place->commune + 2),
        value_day(is_last ? self->region->last_day : person->insured_on),
        value_day(is_last ? self->region->last_day : person->insured_on),
    };
    return table_writer_row(self->persons, values, error);
}

static bool
write_condition(const People *self, const Person *person, Day from, Day to, int number,
                int exemption, const char *diagnosis, GError **error)
{
    const Value values[] = {
        value_text(person->nir), value_number(person->rank),
        value_day(from),         value_day(to == DAY_NONE ? missing_day() : to),
        value_number(number),    value_number(exemption),
        value_text(diagnosis),
    };
    self->traps[TRAP_OPEN_CONDITION] += to == DAY_NONE;
    return table_writer_row(self->conditions, values, error);
}

static bool
write_conditions(const People *self, const Person *person, GError **error)
{
    Day first = day_from_civil(2010, 1, 1);
    for (size_t i = 0; i < G_N_ELEMENTS(CONDITIONS); i++) {
        uint64_t stream = draw_stream(person->stream, DRAW_CONDITION + i);
        Day from = MAX(first + draw(stream, 0, 4900), person->born_on);
        bool has_ended = draw(stream, 1, 100) < 6;
        if (person_has(person, CONDITIONS[i].trait) &&
            draw_chance(stream, 2, CONDITIONS[i].per_mille) &&
            !write_condition(self, person, from,
                             has_ended ? MAX(from, self->region->last_day - 517) : DAY_NONE,
                             CONDITIONS[i].number, LONG_TERM, CONDITIONS[i].diagnosis, error))
            return false;
    }
    /* An accident at work is an exemption and no condition. */
    if (person_age(person, self->region->first_day) < 18 ||
        draw(person->stream, DRAW_EXEMPTION, 300) != 0)
        return true;
    self->traps[TRAP_OTHER_EXEMPTION]++;
    return write_condition(self, person, self->region->first_day, self->region->last_day, 0,
                           ACCIDENT_AT_WORK, "S525", error);
}

static bool
write_contract(const People *self, const Person *person, const Doctor *doctor, Day from, Day to,
               GError **error)
{
    bool has_other = person->other_nir[0] != '\0' && from >= person->insured_on;
    const Value values[] = {
        value_text(has_other ? person->other_nir : person->nir),
        value_number(person->rank),
        value_text(person->id),
        value_day(from),
        value_day(to == DAY_NONE ? missing_day() : to),
        value_text(doctor->address[0]),
    };
    if (to != DAY_NONE && to < from)
        return true;
    self->traps[TRAP_OPEN_CONTRACT] += to == DAY_NONE;
    return table_writer_row(self->contracts, values, error);
}

static bool
write_contracts(const People *self, const Person *person, GError **error)
{
    Day from = MAX(person->born_on,
                   day_from_civil(2008, 1, 1) + draw(person->stream, DRAW_CONTRACT_DAY, 4700));
    if (person->moved_on == DAY_NONE)
        return write_contract(self, person, person->doctor, from, person->died_on, error);
    Day eve = person->moved_on - 1;
    Day end = person->died_on != DAY_NONE && person->died_on < eve ? person->died_on : eve;
    return write_contract(self, person, person->earlier, from, end, error) &&
           write_contract(self, person, person->doctor, person->moved_on, person->died_on, error);
}

bool
people_write(const People *self, const Person *person, GError **error)
{
    bool has_two = person->other_nir[0] != '\0';
    self->traps[TRAP_TWO_NUMBERS] += has_two;
    self->traps[TRAP_SHARED_NUMBER] += person->rank == 2;
    return write_person(self, person, person->nir, !has_two, error) &&
           (!has_two || write_person(self, person, person->other_nir, true, error)) &&
           write_conditions(self, person, error) && write_contracts(self, person, error);
}

bool
people_finish(People *self, GError **error)
{
    return table_writer_finish(self->persons, error) &&
           table_writer_finish(self->conditions, error) &&
           table_writer_finish(self->contracts, error) &&
           table_writer_commit(self->persons, error) &&
           table_writer_commit(self->conditions, error) &&
           table_writer_commit(self->contracts, error);
}

void
people_close(People *self)
{
    table_writer_close(self->persons);
    table_writer_close(self->conditions);
    table_writer_close(self->contracts);
    *self = (People){0};
}
