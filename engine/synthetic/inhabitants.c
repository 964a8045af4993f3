#include "engine/synthetic/inhabitants.h"

#include <stdio.h>

#include "engine/synthetic/draw.h"
#include "engine/synthetic/table_writer.h"

static const char *const POPULATION_COLUMNS[] = {"territory_id", "year",    "sex",
                                                 "age_band",     "persons", NULL};
static const char *const LABEL_COLUMNS[] = {"territory_id", "label", NULL};

/* Of a thousand inhabitants of France, by five years of age: men, then women. */
static const int PYRAMID[2][INHABITANT_BANDS] = {
    {27, 30, 31, 31, 29, 28, 29, 31, 31, 31, 33, 32, 30, 28, 26, 19, 11, 12},
    {26, 29, 30, 29, 28, 28, 30, 32, 32, 32, 34, 34, 33, 31, 30, 23, 16, 25}};

/* How many live there where there are 300 doctors or more, and by how many thousandths those of 60
 * and over are more or fewer than in France. */
static const struct {
    int persons, older;
} PLACES[N_PLACES] = {
    {102000, 260},  {310000, 100}, {58000, -150},  {230000, 130}, {16000, 380}, {132000, 120},
    {372000, -110}, {205000, 30},  {560000, -240}, {88000, 0},    {221000, 90}, {94000, 60},
};

enum { FIRST_OLDER_BAND = 12, WHOLE_REGION = 300, LABEL_BYTES = 80 };

static int
band_of(int age)
{
    return CLAMP(age / INHABITANT_BAND_YEARS, 0, INHABITANT_BANDS - 1);
}

void
inhabitants_init(Inhabitants *out_inhabitants, const Region *region)
{
    uint64_t stream = draw_stream(region->setting.seed, UINT64_C(9000000));
    int64_t scale = MIN(region->n_gps, WHOLE_REGION);
    *out_inhabitants = (Inhabitants){0};
    for (int place = 0; place < N_PLACES; place++)
        for (int sex = 0; sex < 2; sex++)
            for (int band = 0; band < INHABITANT_BANDS; band++) {
                int64_t share = PYRAMID[sex][band] * PLACES[place].persons * scale / WHOLE_REGION;
                int about =
                    1000 + (band >= FIRST_OLDER_BAND ? PLACES[place].older : 0) +
                    draw(stream, (uint32_t)((place * 2 + sex) * INHABITANT_BANDS + band), 61) - 30;
                out_inhabitants->persons[place][sex][band] = (int)(share * about / 1000000);
            }
}

void
inhabitants_list(Inhabitants *self, const Region *region, const Person *person)
{
    int place = (int)(person->doctor->place - REGION_PLACES);
    self->listed[place][person->is_woman][band_of(person_age(person, region->last_day))]++;
}

int
inhabitants_persons(const Inhabitants *self, int place, bool is_woman, int band)
{
    return MAX(self->persons[place][is_woman][band], self->listed[place][is_woman][band]);
}

/* --- writing ---------------------------------------------------------------------------------- */

static bool
write_place(const Inhabitants *self, TableWriter *writer, int year, int place, GError **error)
{
    g_autofree char *territory = g_strdup_printf("P%s", REGION_PLACES[place].postcode);
    for (int cell = 0; cell < 2 * INHABITANT_BANDS; cell++) {
        int band = cell / 2, from = band * INHABITANT_BAND_YEARS;
        g_autofree char *ages =
            band == INHABITANT_BANDS - 1
                ? g_strdup_printf("%d+", from)
                : g_strdup_printf("%d-%d", from, from + INHABITANT_BAND_YEARS - 1);
        const Value values[] = {
            value_text(territory), value_number(year), value_text(cell % 2 == 0 ? "M" : "F"),
            value_text(ages), value_number(inhabitants_persons(self, place, cell % 2 != 0, band))};
        if (!table_writer_row(writer, values, error))
            return false;
    }
    return true;
}

static bool
write_population(const Inhabitants *self, const Region *region, const Database *database,
                 GError **error)
{
    int first = day_to_civil(region->first_day).year, last = day_to_civil(region->last_day).year;
    g_autoptr(TableWriter) writer =
        table_writer_open(database, "miroir", "population", POPULATION_COLUMNS, error);
    bool is_filled = writer != NULL;
    for (int i = 0; is_filled && i < (last - first + 1) * N_PLACES; i++)
        is_filled = write_place(self, writer, first + i / N_PLACES, i % N_PLACES, error);
    return is_filled && table_writer_finish(writer, error) && table_writer_commit(writer, error);
}

static bool
write_labels(const Database *database, GError **error)
{
    g_autoptr(TableWriter) writer =
        table_writer_open(database, "miroir_own", "territory", LABEL_COLUMNS, error);
    bool is_filled = writer != NULL;
    for (int place = 0; is_filled && place < N_PLACES; place++) {
        g_autofree char *territory = g_strdup_printf("P%s", REGION_PLACES[place].postcode);
        const Value values[] = {value_text(territory), value_text(REGION_PLACES[place].label)};
        is_filled = table_writer_row(writer, values, error);
    }
    return is_filled && table_writer_finish(writer, error) && table_writer_commit(writer, error);
}

bool
inhabitants_write(const Inhabitants *self, const Region *region, const Database *database,
                  GError **error)
{
    return write_population(self, region, database, error) && write_labels(database, error);
}
