#include "engine/model/age_sex.h"

#include <glib.h>
#include <string.h>

static const char unknown[] = "unknown";
static const char *const sex_names[N_SEXES] = {
    [SEX_MALE] = "M", [SEX_FEMALE] = "F", [SEX_UNKNOWN] = unknown};

AgeBands
age_bands_usual(void)
{
    enum { YEARS = 5, OLDEST = 85 };
    AgeBands bands = {0};
    for (int age = 0; age <= OLDEST; age += YEARS)
        bands.lowest[bands.n++] = age;
    return bands;
}

static int
find_band(const AgeBands *bands, int age)
{
    int band = bands->n;
    if (age < 0)
        return band;
    while (band > 0 && bands->lowest[band - 1] > age)
        band--;
    return band > 0 ? band - 1 : bands->n;
}

AgeSex
age_sex_of(const AgeBands *bands, int age, char sex)
{
    return (AgeSex){.band = find_band(bands, age),
                    .sex = sex == 'M'   ? SEX_MALE
                           : sex == 'F' ? SEX_FEMALE
                                        : SEX_UNKNOWN};
}

int
age_sex_compare(AgeSex a, AgeSex b)
{
    return a.band != b.band ? a.band - b.band : (int)a.sex - (int)b.sex;
}

char *
age_band_to_string(const AgeBands *bands, int band)
{
    g_assert(band >= 0 && band <= bands->n);
    if (band == bands->n)
        return g_strdup(unknown);
    int lowest = bands->lowest[band];
    if (band == bands->n - 1)
        return g_strdup_printf("%d+", lowest);
    int highest = bands->lowest[band + 1] - 1;
    return highest == lowest ? g_strdup_printf("%d", lowest)
                             : g_strdup_printf("%d-%d", lowest, highest);
}

bool
age_band_parse(const AgeBands *bands, const char *text, int *out_band)
{
    for (int band = 0; band <= bands->n; band++) {
        g_autofree char *name = age_band_to_string(bands, band);
        if (strcmp(name, text) == 0) {
            *out_band = band;
            return true;
        }
    }
    return false;
}

const char *
sex_name(Sex sex)
{
    return sex_names[sex];
}

bool
sex_parse(const char *text, Sex *out_sex)
{
    for (int sex = 0; sex < N_SEXES; sex++)
        if (strcmp(sex_names[sex], text) == 0) {
            *out_sex = (Sex)sex;
            return true;
        }
    return false;
}
