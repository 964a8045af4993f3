#include "engine/synthetic/care.h"

#include "engine/synthetic/care_table.h"
#include "engine/synthetic/draw.h"

/* Draws of a person's stream, by item of care or trait; and of an occurrence's. */
enum { DRAW_PART = 200, DRAW_STABLE = 300, DRAW_FOLLOWED = 600, DRAW_RENEWAL = 700 };
enum {
    DRAW_HAPPENS,
    DRAW_DAY,
    DRAW_PRODUCT,
    DRAW_FORK,
    DRAW_QUANTITY = DRAW_FORK + 2,
    DRAW_WITH,
    DRAW_WITH_PRODUCT,
    DRAW_AGAIN,
    DRAW_ROUTE,
    DRAW_OTHER_DOCTOR,
};

enum { QUARTER_DAYS = 90, RENEWAL_DAYS = 28, AGAIN_DAYS = 28, LAST_AGAIN = 2 };

/* Of a thousand prescriptions, how many another general practitioner and a specialist write. */
enum { BY_OTHERS = 70, BY_SPECIALISTS = 50 };

typedef struct {
    const Region *region;
    const Catalogue *catalogue;
    const Person *person;
    Day first_day;
    uint64_t stream; /* of the quarter */
    int renewal;     /* day of the quarter on which chronic treatment is renewed */
    CareLine *lines;
    int n;
} Quarter;

/* Who writes it: mostly the doctor of the list. */
static const Doctor *
prescriber(const Quarter *self, uint64_t stream, Day day, bool is_visit)
{
    const Doctor *own = person_doctor(self->person, day);
    int number = self->person->doctor->number, route = draw(stream, DRAW_ROUTE, 1000);
    if (own->active_to != DAY_NONE && day > own->active_to)
        own = region_doctor(self->region, own->number + 2);
    if (is_visit || number == 20 || number == 60 || route < 1000 - BY_OTHERS - BY_SPECIALISTS)
        return own;
    int n_others = self->region->n_gps - 72,
        n_specialists = self->region->n_doctors - self->region->n_gps;
    if (route < 1000 - BY_SPECIALISTS)
        return region_doctor(self->region, 63 + draw(stream, DRAW_OTHER_DOCTOR, n_others));
    return region_doctor(self->region,
                         self->region->n_gps + 1 + draw(stream, DRAW_OTHER_DOCTOR, n_specialists));
}

static void
add(Quarter *self, CareLine line)
{
    const Person *person = self->person;
    g_assert(self->n < MAX_CARE_LINES);
    if (line.day >= person->born_on && line.day <= self->region->last_day &&
        (person->died_on == DAY_NONE || line.day <= person->died_on))
        self->lines[self->n++] = line;
}

/* From which shelf: a fork after another, as is the prescriber's habit. */
static const Product *
choose(const Quarter *self, const CareItem *item, uint64_t stream, const Doctor *doctor, Day day)
{
    Shelf shelf = item->shelf;
    for (uint32_t i = 0; i < 2 && item->forks[i] != HABIT_NONE; i++)
        if (draw_chance(stream, DRAW_FORK + i, doctor_habit(doctor, item->forks[i], day))) {
            shelf = item->others[i];
            break;
        }
    return catalogue_pick(self->catalogue, shelf, draw(stream, DRAW_PRODUCT, 1000));
}

/* What goes along: under the same act where it is of the same kind. */
static void
add_with(Quarter *self, const CareItem *item, const CareLine *line, uint64_t stream)
{
    if (!draw_chance(stream, DRAW_WITH,
                     doctor_habit(line->prescriber, item->with_habit, line->day)))
        return;
    CareLine along = *line;
    along.product =
        catalogue_pick(self->catalogue, item->with, draw(stream, DRAW_WITH_PRODUCT, 1000));
    along.is_second = along.product->kind == line->product->kind;
    along.quantity = 1;
    along.stream = draw_stream(stream, DRAW_WITH);
    add(self, along);
}

static void
happen(Quarter *self, const CareItem *item, size_t index, int nth)
{
    uint64_t stream = draw_stream(self->stream, index * 4 + (size_t)nth);
    int draws = item->draws > 0 ? item->draws : 1, step = QUARTER_DAYS / draws;
    int start = item->is_chronic ? self->renewal + nth * (draws > 1 ? 30 : 0)
                                 : nth * step + draw(stream, DRAW_DAY, step);
    Day day = self->first_day + start;
    bool is_visit = item->shelf == SHELF_CONSULTATION || item->shelf == SHELF_HOME_VISIT;
    uint64_t who = item->is_chronic ? self->stream : stream;
    uint64_t what = item->is_chronic
                        ? draw_stream(self->person->stream, DRAW_STABLE + (uint64_t)index)
                        : stream;
    CareLine line = {.day = day, .stream = stream};
    line.prescribed_on = item->is_chronic ? self->first_day + self->renewal : day;
    line.prescriber = prescriber(self, who, line.prescribed_on, is_visit);
    line.product = choose(self, item, what, line.prescriber, line.prescribed_on);
    line.quantity = 1 + draw(stream, DRAW_QUANTITY, item->quantity > 1 ? item->quantity : 1);
    /* Three months' worth in one box. */
    if (product_is_large(line.product))
        line.quantity = 1;
    add(self, line);
    if (item->with_habit != HABIT_NONE)
        add_with(self, item, &line, stream);
    if (item->again_habit == HABIT_NONE ||
        !draw_chance(stream, DRAW_AGAIN, doctor_habit(line.prescriber, item->again_habit, day)))
        return;
    for (int i = 1; i <= LAST_AGAIN; i++) {
        CareLine again = line;
        again.day = again.prescribed_on = day + i * AGAIN_DAYS;
        again.stream = draw_stream(stream, (uint64_t)(100 + i));
        add(self, again);
    }
}

/* Whether the item is for such a person at all. */
static bool
applies(const CareItem *item, const Person *person, int age)
{
    if (!person_has(person, item->trait) || age < item->age_from ||
        (item->age_to > 0 && age > item->age_to) ||
        (item->sex != 0 && (item->sex == 'F') != person->is_woman))
        return false;
    int part = item->part_to == 0 ? 0 : draw(person->stream, DRAW_PART + item->trait, 1000);
    return item->part_to == 0 || (part >= item->part_from && part < item->part_to);
}

/* Ten-thousandths a draw. */
static int
chance_of(const Quarter *self, const CareItem *item, int season)
{
    const Person *person = self->person;
    int chance = item->chance[season];
    if (item->readiness == HABIT_NONE)
        return chance;
    Day day = self->first_day;
    int habit = doctor_habit(person_doctor(person, day), item->readiness, day);
    if (item->follow == FOLLOW_ALL)
        return chance * habit / 1000;
    bool is_followed = draw_chance(person->stream, DRAW_FOLLOWED, habit);
    return is_followed == (item->follow == FOLLOW_FOLLOWED) ? chance : 0;
}

int
care_of_quarter(const Region *region, const Catalogue *catalogue, const Person *person, int quarter,
                CareLine out_lines[MAX_CARE_LINES])
{
    Quarter self = {.region = region,
                    .catalogue = catalogue,
                    .person = person,
                    .first_day = region_quarter(region, quarter),
                    .stream = draw_stream(person->stream, 1000 + (uint64_t)quarter),
                    .lines = out_lines};
    self.renewal = draw(self.stream, DRAW_RENEWAL, RENEWAL_DAYS);
    int age = person_age(person, self.first_day),
        season = (4 * REGION_MAXIMUM_QUARTERS + quarter + 1 - region->setting.n_quarters) % 4;
    if (self.first_day + QUARTER_DAYS < person->born_on ||
        (person->died_on != DAY_NONE && person->died_on < self.first_day))
        return 0;
    size_t n_items;
    const CareItem *items = care_table(&n_items);
    for (size_t i = 0; i < n_items; i++) {
        int chance = applies(&items[i], person, age) ? chance_of(&self, &items[i], season) : 0;
        for (int nth = 0; chance > 0 && nth < (items[i].draws > 0 ? items[i].draws : 1); nth++)
            if (draw(draw_stream(self.stream, i * 4 + (size_t)nth), DRAW_HAPPENS, 10000) < chance)
                happen(&self, &items[i], i, nth);
    }
    return self.n;
}
