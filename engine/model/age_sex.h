/* The cells that the patients of a standardised indicator are sorted into, by age and sex. A patient is
 * in exactly one cell for each period, so that the cells add up to the crude count, sums of squares
 * included.
 *
 * Age is in completed years on the last day of the period, as in expressions. Who has no birth date,
 * or one after that day, is in the band of unknown age; who is neither M nor F is of unknown sex. Both
 * make cells of their own, beside the others: nobody vanishes, and whoever standardises can tell how
 * many the reference says nothing of. */
#pragma once

#include <stdbool.h>

typedef enum { SEX_MALE, SEX_FEMALE, SEX_UNKNOWN, N_SEXES } Sex;

enum { AGE_BAND_HIGHEST = 120, AGE_BANDS_MAX = AGE_BAND_HIGHEST + 1 };

/* Band i holds the ages from lowest[i] up to the one before lowest[i + 1]; the last band has no upper
 * end. Ascending from 0; none at all where a campaign made by hand standardises nothing. */
typedef struct {
    int n;
    int lowest[AGE_BANDS_MAX];
} AgeBands;

/* `band` is an index into the bands, or their number for an unknown age. */
typedef struct {
    int band;
    Sex sex;
} AgeSex;

/* Bands of five years, the last of 85 and over: 18. */
AgeBands age_bands_usual(void);

/* `age` -1 is unknown; `sex` is 'M', 'F', or anything else for unknown. */
AgeSex age_sex_of(const AgeBands *bands, int age, char sex);
/* By band, the unknown one last, then M, F, unknown. Negative, 0 or positive. */
int age_sex_compare(AgeSex a, AgeSex b);

/* "0-4", "85+", "7" for a band of one year, "unknown". The caller frees. */
char *age_band_to_string(const AgeBands *bands, int band);
/* False when no band is spelled like that. */
bool age_band_parse(const AgeBands *bands, const char *text, int *out_band);
/* "M", "F", "unknown". */
const char *sex_name(Sex sex);
bool sex_parse(const char *text, Sex *out_sex);
