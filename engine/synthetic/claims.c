#include "engine/synthetic/claims.h"

#include <stdio.h>

#include "engine/synthetic/draw.h"

/* Draws of a line's stream; those of care come before. */
enum {
    DRAW_DELAY = 50,
    DRAW_DELAY_KIND,
    DRAW_ADDRESS,
    DRAW_WHO,
    DRAW_TAKEN_BACK,
    DRAW_TAKEN_HOW,
    DRAW_TAKEN_LATER,
    DRAW_TWIN,
    DRAW_EXTRA,
    DRAW_EXTRA_KIND,
    DRAW_EXPENSE,
    DRAW_ACTIVITY,
    DRAW_NUMBER_LOST,
};

enum { UNKNOWN_DAY_YEAR = 1600 };

Day
claims_cut_off(void)
{
    return day_from_civil(2026, 6, 12);
}

/* A week or a month as a rule; one in twenty takes half a year, six in a thousand most of one. */
static Day
received_on(const CareLine *line)
{
    int kind = draw(line->stream, DRAW_DELAY_KIND, 1000);
    int days = kind < 944   ? 7 + draw(line->stream, DRAW_DELAY, 30)
               : kind < 994 ? 37 + draw(line->stream, DRAW_DELAY, 120)
                            : 200 + draw(line->stream, DRAW_DELAY, 100);
    return line->day + days;
}

static void
write_performer(Act *act, const Person *person, const CareLine *line)
{
    static const struct {
        char category;
        int share; /* how many doctors have one in common */
    } PLACES[] = {[PRODUCT_DRUG] = {'2', 1}, [PRODUCT_TEST] = {'6', 5}, [PRODUCT_ACT] = {'1', 8}};
    bool is_own = line->product->kind == PRODUCT_VISIT || line->product->shelf == SHELF_ECG ||
                  line->product->shelf == SHELF_SMEAR;
    if (is_own) {
        memcpy(act->performer, line->prescriber->address[0], sizeof act->performer);
        return;
    }
    int number = person->doctor->number / PLACES[line->product->kind].share % 10000;
    g_snprintf(act->performer, sizeof act->performer, "%s%c%04d%d",
               person->doctor->place->department, PLACES[line->product->kind].category, number,
               line->product->kind == PRODUCT_DRUG ? (int)(person->stream & 1) : 9);
}

/* Under which address: mostly the first; now and then nobody's, or somebody's who does not exist. */
static const char *
write_prescriber(const CareLine *line, size_t *out_trap)
{
    const Doctor *doctor = line->prescriber;
    int who = draw(line->stream, DRAW_WHO, 1000);
    *out_trap = N_TRAPS;
    if (line->product->kind == PRODUCT_VISIT)
        return NULL;
    if (who < 2) {
        *out_trap = TRAP_NO_PRESCRIBER;
        return "00000000";
    }
    if (who == 2) {
        *out_trap = TRAP_FICTITIOUS;
        return FICTITIOUS_ADDRESS;
    }
    int place = doctor->n_addresses == 1 || draw(line->stream, DRAW_ADDRESS, 10) < 6
                    ? 0
                    : 1 + draw(line->stream, DRAW_ADDRESS, doctor->n_addresses - 1);
    *out_trap = place > 0 ? TRAP_OTHER_ADDRESS : N_TRAPS;
    return doctor->address[place];
}

static void
count(const Claims *self, size_t trap, bool is_there)
{
    if (is_there && trap < N_TRAPS)
        self->traps[trap]++;
}

/* The prescription's day is lost for all that was prescribed then. */
static Day
prescribed_on(const Person *person, const CareLine *line)
{
    uint64_t stream = draw_stream(person->stream, 5000000 + (uint64_t)line->prescribed_on);
    return draw(stream, DRAW_NUMBER_LOST, 20) == 0 ? day_from_civil(UNKNOWN_DAY_YEAR, 1, 1)
                                                   : line->prescribed_on;
}

static size_t
init_act(Act *act, const Person *person, const CareLine *lines, int n_lines)
{
    const CareLine *line = &lines[0];
    int expense = draw(line->stream, DRAW_EXPENSE, 10),
        activity = draw(line->stream, DRAW_ACTIVITY, 1000);
    size_t trap;
    bool has_other = person->other_nir[0] != '\0' && line->day >= person->insured_on;
    *act = (Act){.nir = has_other ? person->other_nir : person->nir,
                 .rank = person->rank,
                 .day = line->day,
                 .prescribed_on = prescribed_on(person, line),
                 .received_on = received_on(line),
                 .department = person->doctor->place->department,
                 .prescriber = write_prescriber(line, &trap),
                 .expense = expense == 0 ? -1 : 0,
                 .expense_sent = expense == 1 ? -1 : 0,
                 .activity = activity == 0   ? 0
                             : activity == 1 ? -2
                                             : -1,
                 .speciality = line->prescriber->speciality,
                 .has_anaesthetist = line->product->shelf == SHELF_COLONOSCOPY};
    write_performer(act, person, line);
    for (int i = 0; i < n_lines && i < MAX_ACT_DETAILS; i++)
        act->details[act->n_details++] = (ActDetail){lines[i].product, lines[i].quantity};
    return trap;
}

/* Writes the act and counts what there is to stumble over in it. */
static bool
write_counted(const Claims *self, const Act *act, int sign, size_t prescriber_trap, GError **error)
{
    int n_large = 0;
    for (int i = 0; i < act->n_details; i++)
        n_large += product_is_large(act->details[i].product);
    self->traps[TRAP_LARGE_PACK] += (size_t)n_large;
    count(self, prescriber_trap, true);
    count(self, TRAP_FAN_OUT, act->n_details > 1);
    count(self, TRAP_ACTIVITIES, act->has_anaesthetist);
    count(self, TRAP_LATE_FLUX, act_handed_out_on(act) > claims_cut_off());
    count(self, TRAP_NO_PRESCRIPTION_DAY,
          act->prescribed_on == day_from_civil(UNKNOWN_DAY_YEAR, 1, 1));
    return act_write(self->tables, act, sign, error);
}

/* About one act in seventy: whole, or one box of several, or whole and dispensed again that day. */
static bool
take_back(const Claims *self, const Act *act, uint64_t stream, size_t trap, GError **error)
{
    if (!draw_chance(stream, DRAW_TAKEN_BACK, 14))
        return true;
    int how = draw(stream, DRAW_TAKEN_HOW, 10);
    Act back = *act;
    if (how < 2)
        for (int i = 0; i < back.n_details; i++)
            back.details[i].quantity = 1;
    bool is_later = draw_chance(stream, DRAW_TAKEN_LATER, 600);
    back.received_on += is_later ? 40 : 0;
    count(self, TRAP_REVERSAL, true);
    count(self, TRAP_LATER_REVERSAL, is_later);
    return write_counted(self, &back, -1, trap, error) &&
           (how < 8 || write_counted(self, act, 1, trap, error));
}

/* What stands beside an act and is none. */
static bool
write_beside(const Claims *self, const Act *act, uint64_t stream, size_t trap, GError **error)
{
    int draws = draw(stream, DRAW_EXTRA, 1000), kind = draw(stream, DRAW_EXTRA_KIND, 3);
    Act beside = *act;
    Trap which;
    if (act->details[0].product->kind == PRODUCT_VISIT ? draws < 300 : draws < 12) {
        which = TRAP_PARTICIPATION;
        beside.complement = 2;
        beside.complement_kind = 16;
    } else if (draws >= 990 && draws < 995) {
        which = TRAP_COMPLEMENT;
        beside.complement = 2;
        beside.complement_kind = 0;
    } else if (draws >= 995 && draws < 998) {
        which = TRAP_INFORMATION;
        beside.expense = kind == 0 ? 0 : kind == 1 ? 71 : -1;
        beside.expense_sent = kind == 1 ? 0 : kind == 2 ? 71 : 72;
    } else if (draws >= 998) {
        which = TRAP_HOSPITAL_ACTIVITY;
        beside.activity = 1;
    } else {
        return true;
    }
    count(self, which, true);
    return write_counted(self, &beside, 1, trap, error);
}

static bool
write_lines(const Claims *self, const Person *person, const CareLine *lines, int n, GError **error)
{
    Act act;
    uint64_t stream = lines[0].stream;
    size_t trap = init_act(&act, person, lines, n);
    bool is_twin = draw(stream, DRAW_TWIN, 1000) == 0;
    count(self, TRAP_TWIN, is_twin);
    return write_counted(self, &act, 1, trap, error) &&
           (!is_twin || write_counted(self, &act, 1, trap, error)) &&
           take_back(self, &act, stream, trap, error) &&
           write_beside(self, &act, stream, trap, error);
}

bool
claims_of_person(const Claims *self, const Person *person, GError **error)
{
    CareLine lines[MAX_CARE_LINES];
    for (int quarter = 0; quarter < self->region->setting.n_quarters; quarter++) {
        int n = care_of_quarter(self->region, self->catalogue, person, quarter, lines);
        for (int i = 0, j; i < n; i = j) {
            for (j = i + 1; j < n && lines[j].is_second; j++)
                ;
            if (!write_lines(self, person, &lines[i], j - i, error))
                return false;
        }
    }
    return true;
}
