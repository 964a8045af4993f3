#include "engine/synthetic/stays.h"

#include <string.h>

#include "engine/synthetic/draw.h"
#include "engine/synthetic/hospitals.h"

struct Stays {
    const Region *region;
    size_t *traps;
    Inhabitants inhabitants;
    int readiness[N_PLACES][N_OPERATIONS];
    GArray *all; /* MadeStay */
};

/* Draws of a stay's stream. */
enum {
    DRAW_HAPPENS,
    DRAW_DAY,
    DRAW_ROUTE,
    DRAW_ACT,
    DRAW_NIGHT,
    DRAW_NIGHTS,
    DRAW_AGE,
    DRAW_AGAIN,
    DRAW_AGAIN_DAYS,
    DRAW_ANAESTHETIST,
    DRAW_FAULT,
};

enum { YEAR_DAYS = 365, AGAIN_FROM = 60, AGAIN_WITHIN = 180, NUMBER_OF_STRANGERS = 7 };
/* So many in a hundred million, from 100 000 and thousandths of the usual. */
enum { CHANCES = 100000000 };
/* How often a stay is attempted for each that comes about: the more, the nearer to Poisson. */
enum { ATTEMPTS = 16 };

Stays *
stays_new(const Region *region, size_t *traps)
{
    Stays *self = g_new0(Stays, 1);
    self->region = region;
    self->traps = traps;
    inhabitants_init(&self->inhabitants, region);
    for (int place = 0; place < N_PLACES; place++)
        for (int operation = 0; operation < N_OPERATIONS; operation++)
            self->readiness[place][operation] = operation_readiness(region, operation, place);
    self->all = g_array_new(FALSE, FALSE, sizeof(MadeStay));
    return self;
}

void
stays_free(Stays *self)
{
    if (self == NULL)
        return;
    g_array_unref(self->all);
    g_free(self);
}

/* A copy that a reader must leave out stands beside one stay in seventy. */
static void
add_faulty(Stays *self, const MadeStay *stay, uint64_t stream)
{
    static const struct {
        StayKind kind;
        Trap trap;
        int until; /* thousandths */
    } FAULTS[] = {{STAY_ERROR_GROUP, TRAP_ERROR_GROUP, 4},
                  {STAY_BETWEEN, TRAP_BETWEEN_HOSPITALS, 8},
                  {STAY_BADLY_IDENTIFIED, TRAP_RETURN_CODE, 14}};
    int fault = draw(stream, DRAW_FAULT, 1000);
    for (size_t i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
        if (fault >= FAULTS[i].until)
            continue;
        MadeStay beside = *stay;
        beside.kind = FAULTS[i].kind;
        g_array_append_val(self->all, beside);
        self->traps[FAULTS[i].trap]++;
        self->traps[TRAP_STAY_ACTIVITIES] += beside.has_anaesthetist;
        return;
    }
}

static void
add(Stays *self, MadeStay stay, uint64_t stream)
{
    const Operation *operation = &OPERATIONS[stay.operation];
    if (stay.admitted_on < self->region->first_day || stay.admitted_on > self->region->last_day)
        return;
    stay.facility = operation_facility(operation, stay.place, draw(stream, DRAW_ROUTE, 1000));
    stay.act = operation_act(operation, draw(stream, DRAW_ACT, 1000));
    stay.nights =
        draw_chance(stream, DRAW_NIGHT, operation_ambulatory(operation, &FACILITIES[stay.facility]))
            ? 0
            : 1 + draw(stream, DRAW_NIGHTS, operation->nights);
    stay.has_anaesthetist = draw_chance(stream, DRAW_ANAESTHETIST, operation->anaesthesia);
    g_array_append_val(self->all, stay);
    self->traps[TRAP_STAY_ACTIVITIES] += stay.has_anaesthetist;
    add_faulty(self, &stay, stream);
}

/* The stay, and another for the other side. */
static void
add_with_second(Stays *self, const MadeStay *stay, uint64_t stream)
{
    add(self, *stay, stream);
    if (!draw_chance(stream, DRAW_AGAIN, OPERATIONS[stay->operation].again))
        return;
    MadeStay second = *stay;
    second.admitted_on += AGAIN_FROM + draw(stream, DRAW_AGAIN_DAYS, AGAIN_WITHIN);
    add(self, second, draw_stream(stream, DRAW_AGAIN));
}

/* --- of those on lists ------------------------------------------------------------------------ */

static void
add_of_person(Stays *self, const Person *person, int operation, int year)
{
    uint64_t stream =
        draw_stream(draw_stream(person->stream, 6000000 + (uint64_t)year), (uint64_t)operation);
    int place = (int)(person->doctor->place - REGION_PLACES);
    Day day = day_from_civil(year, 1, 1) + draw(stream, DRAW_DAY, YEAR_DAYS);
    if (day < person->born_on || (person->died_on != DAY_NONE && day > person->died_on))
        return;
    int age = day_age(person->born_on, day);
    int rate = operation_rate(&OPERATIONS[operation], person->is_woman, age);
    if (draw(stream, DRAW_HAPPENS, CHANCES) >= rate * self->readiness[place][operation])
        return;
    MadeStay stay = {.place = place,
                     .operation = operation,
                     .is_woman = person->is_woman,
                     .age = age,
                     .admitted_on = day};
    bool has_other = person->other_nir[0] != '\0' && day >= person->insured_on;
    g_strlcpy(stay.nir, has_other ? person->other_nir : person->nir, sizeof stay.nir);
    add_with_second(self, &stay, stream);
}

void
stays_add_person(Stays *self, const Person *person)
{
    int first = day_to_civil(self->region->first_day).year;
    int last = day_to_civil(self->region->last_day).year;
    inhabitants_list(&self->inhabitants, self->region, person);
    for (int year = first; year <= last; year++)
        for (int operation = 0; operation < N_OPERATIONS; operation++)
            add_of_person(self, person, operation, year);
}

/* --- of everybody else ------------------------------------------------------------------------ */

/* A year of one sex and age band in a place. */
static void
add_of_cell(Stays *self, MadeStay stay, int year, int band)
{
    int from = band * INHABITANT_BAND_YEARS;
    int64_t others = inhabitants_persons(&self->inhabitants, stay.place, stay.is_woman, band) -
                     self->inhabitants.listed[stay.place][stay.is_woman][band];
    int64_t expected = others * self->readiness[stay.place][stay.operation] *
                       operation_rate(&OPERATIONS[stay.operation], stay.is_woman, from) * ATTEMPTS;
    uint64_t stream =
        draw_stream(draw_stream(draw_stream(self->region->setting.seed, 7000000 + (uint64_t)year),
                                (uint64_t)(stay.place * N_OPERATIONS + stay.operation)),
                    (uint64_t)(band * 2 + stay.is_woman));
    int64_t attempts = expected / CHANCES;
    attempts += draw(stream, 0, CHANCES) < expected % CHANCES;
    for (int64_t i = 0; i < attempts; i++) {
        uint64_t own = draw_stream(stream, (uint64_t)i);
        if (draw(own, DRAW_HAPPENS, ATTEMPTS) != 0)
            continue;
        stay.age = from + draw(own, DRAW_AGE, INHABITANT_BAND_YEARS);
        stay.admitted_on = day_from_civil(year, 1, 1) + draw(own, DRAW_DAY, YEAR_DAYS);
        person_write_number(stay.nir, own, NUMBER_OF_STRANGERS);
        add_with_second(self, &stay, own);
    }
}

void
stays_add_others(Stays *self)
{
    int first = day_to_civil(self->region->first_day).year;
    int last = day_to_civil(self->region->last_day).year;
    for (int year = first; year <= last; year++)
        for (int place = 0; place < N_PLACES; place++)
            for (int operation = 0; operation < N_OPERATIONS; operation++)
                for (int cell = 0; cell < 2 * INHABITANT_BANDS; cell++)
                    add_of_cell(self,
                                (MadeStay){.place = place,
                                           .operation = operation,
                                           .is_woman = cell % 2 != 0},
                                year, cell / 2);
}

const Inhabitants *
stays_inhabitants(const Stays *self)
{
    return &self->inhabitants;
}

const MadeStay *
stays_all(const Stays *self, size_t *out_n)
{
    *out_n = self->all->len;
    return (const MadeStay *)(const void *)self->all->data;
}
