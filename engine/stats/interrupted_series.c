#include "engine/stats/interrupted_series.h"

#include <glib.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_multifit.h>
#include <math.h>
#include <stdbool.h>

/* The fit has settled when no coefficient moves by more; each iteration squares the error. */
#define SETTLED 1e-10
enum { MOST_ITERATIONS = 100 };
/* Singular values below this share of the largest one mean that columns cannot be told apart. */
#define RANK_TOLERANCE 1e-9

/* What the regression works on. Columns: intercepts, trends, seasons, then level and slope. */
typedef struct {
    GArray *points; /* SeriesPoint: those with an exposure */
    gsl_matrix *design;
    gsl_vector *offset, *weight, *target, *coefficients, *before;
    gsl_matrix *covariance;
    gsl_multifit_linear_workspace *work;
    size_t n_columns;
} Fit;

static void
fit_clear(Fit *self)
{
    g_array_unref(self->points);
    gsl_vector *const vectors[] = {self->offset, self->weight, self->target, self->coefficients,
                                   self->before};
    for (size_t i = 0; i < G_N_ELEMENTS(vectors); i++)
        gsl_vector_free(vectors[i]);
    gsl_matrix_free(self->design);
    gsl_matrix_free(self->covariance);
    if (self->work != NULL)
        gsl_multifit_linear_free(self->work);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fit, fit_clear)

static const SeriesPoint *
point_at(const Fit *self, size_t i)
{
    return &g_array_index(self->points, SeriesPoint, i);
}

/* --- design ----------------------------------------------------------------------------------- */

/* Which columns there are, by the number that a point has for each kind; -1 where none is needed. */
typedef struct {
    GArray *series, *seasons; /* int: column by number */
    int trend_entered, trend_never;
} Columns;

static void
columns_clear(Columns *self)
{
    g_array_unref(self->series);
    g_array_unref(self->seasons);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Columns, columns_clear)

/* Marks that `number` occurs. */
static void
note(GArray *columns, int number)
{
    static const int NONE = -1, SOME = 0;

    g_assert(number >= 0);
    while (columns->len <= (guint)number)
        g_array_append_val(columns, NONE);
    g_array_index(columns, int, number) = SOME;
}

/* Gives a column to each number that occurs, but for the first `spared`. */
static void
number_columns(GArray *columns, int spared, int *next)
{
    for (guint i = 0; i < columns->len; i++) {
        int *column = &g_array_index(columns, int, i);
        if (*column < 0)
            continue;
        *column = spared-- > 0 ? -1 : (*next)++;
    }
}

/* The number of columns, level and slope included. */
static int
lay_out(Columns *self, const Fit *fit)
{
    bool entered = false, never = false;
    int next = 0;

    for (guint i = 0; i < fit->points->len; i++) {
        const SeriesPoint *point = point_at(fit, i);
        note(self->series, point->series);
        note(self->seasons, point->season);
        entered |= point->entry != ENTRY_NEVER;
        never |= point->entry == ENTRY_NEVER;
    }
    number_columns(self->series, 0, &next);
    number_columns(self->seasons, 1, &next);
    self->trend_entered = entered ? next++ : -1;
    self->trend_never = never ? next++ : -1;
    return next + 2;
}

static void
fill_row(gsl_matrix *design, size_t row, const Columns *columns, const SeriesPoint *point)
{
    size_t level = design->size2 - 2, slope = design->size2 - 1;
    bool never = point->entry == ENTRY_NEVER;
    int season = g_array_index(columns->seasons, int, point->season);
    int series = g_array_index(columns->series, int, point->series);

    gsl_matrix_set(design, row, (size_t)series, 1);
    if (season >= 0)
        gsl_matrix_set(design, row, (size_t)season, 1);
    gsl_matrix_set(design, row, (size_t)(never ? columns->trend_never : columns->trend_entered),
                   point->period);
    if (!never && point->period >= point->entry) {
        gsl_matrix_set(design, row, level, 1);
        gsl_matrix_set(design, row, slope, point->period - point->entry);
    }
}

static void
make_design(Fit *self)
{
    g_auto(Columns) columns = {.series = g_array_new(FALSE, FALSE, sizeof(int)),
                               .seasons = g_array_new(FALSE, FALSE, sizeof(int))};
    size_t n = self->points->len;

    self->n_columns = (size_t)lay_out(&columns, self);
    if (n <= self->n_columns)
        return;
    self->design = gsl_matrix_calloc(n, self->n_columns);
    self->offset = gsl_vector_alloc(n);
    self->weight = gsl_vector_alloc(n);
    self->target = gsl_vector_alloc(n);
    self->coefficients = gsl_vector_calloc(self->n_columns);
    self->before = gsl_vector_calloc(self->n_columns);
    self->covariance = gsl_matrix_alloc(self->n_columns, self->n_columns);
    self->work = gsl_multifit_linear_alloc(n, self->n_columns);
    for (size_t i = 0; i < n; i++) {
        fill_row(self->design, i, &columns, point_at(self, i));
        gsl_vector_set(self->offset, i, log(point_at(self, i)->exposure));
    }
}

/* --- fit -------------------------------------------------------------------------------------- */

static double
fitted_mean(const Fit *self, size_t i)
{
    gsl_vector_const_view row = gsl_matrix_const_row(self->design, i);
    double linear = 0;

    for (size_t j = 0; j < self->n_columns; j++)
        linear += gsl_vector_get(&row.vector, j) * gsl_vector_get(self->coefficients, j);
    return exp(gsl_vector_get(self->offset, i) + linear);
}

/* One step from `means` to new coefficients; false when columns cannot be told apart. */
static bool
step(Fit *self, const double *means)
{
    double chi_squared;
    size_t rank;

    for (size_t i = 0; i < self->points->len; i++) {
        double events = point_at(self, i)->events;
        gsl_vector_set(self->weight, i, means[i]);
        gsl_vector_set(self->target, i,
                       log(means[i]) - gsl_vector_get(self->offset, i) +
                           (events - means[i]) / means[i]);
    }
    return gsl_multifit_wlinear_tsvd(self->design, self->weight, self->target, RANK_TOLERANCE,
                                     self->coefficients, self->covariance, &chi_squared, &rank,
                                     self->work) == 0 &&
           rank == self->n_columns;
}

/* False when a mean has run out of range, as it does where all events of a season are 0. */
static bool
find_means(const Fit *self, double *out_means)
{
    bool good = true;

    for (size_t i = 0; i < self->points->len; i++) {
        out_means[i] = fitted_mean(self, i);
        good &= isfinite(out_means[i]) && out_means[i] > 0;
    }
    return good;
}

static double
largest_move(const gsl_vector *from, const gsl_vector *to)
{
    double largest = 0;

    for (size_t j = 0; j < to->size; j++)
        largest = fmax(largest, fabs(gsl_vector_get(to, j) - gsl_vector_get(from, j)));
    return largest;
}

/* Whether the fit has settled; `out_means` hold the fitted ones then. */
static bool
iterate(Fit *self, double *out_means)
{
    /* As R does: from the points themselves, a little off zero. */
    for (size_t i = 0; i < self->points->len; i++)
        out_means[i] = point_at(self, i)->events + 0.1;
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
        gsl_vector_memcpy(self->before, self->coefficients);
        if (!step(self, out_means) || !find_means(self, out_means))
            return false;
        if (largest_move(self->before, self->coefficients) <= SETTLED)
            return step(self, out_means);
    }
    return false;
}

static double
dispersion_of(const Fit *self, const double *means)
{
    double chi_squared = 0;

    for (size_t i = 0; i < self->points->len; i++) {
        double gap = point_at(self, i)->events - means[i];
        chi_squared += gap * gap / means[i];
    }
    return chi_squared / (double)(self->points->len - self->n_columns);
}

/* --- answer ----------------------------------------------------------------------------------- */

static SeriesChange
change_none(EstimateStatus why)
{
    return (SeriesChange){estimate_none(why), interval_none(why), estimate_none(why)};
}

static InterruptedSeries
series_none(EstimateStatus why)
{
    return (InterruptedSeries){change_none(why), change_none(why), estimate_none(why), 0};
}

static SeriesChange
change_of(const Fit *self, size_t column, double dispersion, double confidence)
{
    double degrees = (double)(self->points->len - self->n_columns);
    double log_ratio = gsl_vector_get(self->coefficients, column);
    double error = sqrt(dispersion * gsl_matrix_get(self->covariance, column, column));
    double half = gsl_cdf_tdist_Qinv((1 - confidence) / 2, degrees) * error;
    SeriesChange change = change_none(ESTIMATE_UNDEFINED);

    if (!isfinite(exp(log_ratio)))
        return change;
    change.ratio = estimate_of(exp(log_ratio));
    if (!(error > 0) || !isfinite(exp(log_ratio + half)))
        return change;
    change.interval = interval_of(exp(log_ratio - half), exp(log_ratio + half));
    change.p = estimate_of(2 * gsl_cdf_tdist_Q(fabs(log_ratio) / error, degrees));
    return change;
}

/* Without events on one side the level has no finite estimate. */
static bool
has_events_on_both_sides(const Fit *self)
{
    double before = 0, after = 0;

    for (size_t i = 0; i < self->points->len; i++) {
        const SeriesPoint *point = point_at(self, i);
        if (point->entry == ENTRY_NEVER)
            continue;
        if (point->period < point->entry)
            before += point->events;
        else
            after += point->events;
    }
    return before > 0 && after > 0;
}

static GArray *
keep_exposed(const SeriesPoint *points, size_t n)
{
    GArray *kept = g_array_new(FALSE, FALSE, sizeof(SeriesPoint));

    for (size_t i = 0; i < n; i++) {
        g_assert(points[i].events >= 0 && points[i].exposure >= 0);
        if (points[i].exposure > 0)
            g_array_append_val(kept, points[i]);
    }
    return kept;
}

InterruptedSeries
interrupted_series_fit(const SeriesPoint *points, size_t n, double confidence)
{
    g_assert(confidence > 0 && confidence < 1);

    g_auto(Fit) fit = {.points = keep_exposed(points, n)};
    make_design(&fit);
    if (fit.design == NULL)
        return series_none(ESTIMATE_TOO_FEW);
    g_autofree double *means = g_new(double, fit.points->len);
    if (!has_events_on_both_sides(&fit) || !iterate(&fit, means))
        return series_none(ESTIMATE_UNDEFINED);

    double dispersion = dispersion_of(&fit, means);
    return (InterruptedSeries){.level = change_of(&fit, fit.n_columns - 2, dispersion, confidence),
                               .slope = change_of(&fit, fit.n_columns - 1, dispersion, confidence),
                               .dispersion = estimate_of(dispersion),
                               .degrees = (int)(fit.points->len - fit.n_columns)};
}
