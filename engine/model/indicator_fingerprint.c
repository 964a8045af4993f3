/* What an indicator counts as one short text, so that two of them are compared without their themes:
 * between regions, whose results say nothing of expressions. */
#include "engine/model/indicator.h"
#include "engine/model/indicator_names.h"

/* Each part ends its line; an expression, which is parsed and spelt anew, cannot hold one. */
static void
add_expression(GString *out, const char *name, const Expression *expression)
{
    g_autofree char *text = expression == NULL ? g_strdup("-") : expression_to_string(expression);
    g_string_append_printf(out, "%s %s\n", name, text);
}

static void
add_counter(GString *out, const Counter *counter)
{
    g_string_append_printf(out, "counter %s%s %d %d\n", count_of_names[counter->count],
                           counter->in_units ? " in units" : "", counter->window_months,
                           counter->washout_months);
    add_expression(out, "lines", counter->lines);
}

/* Ready-made counts are defined by the words alone. */
static void
add_words(GString *out, const LocalText *definition)
{
    for (Language language = 0; language < N_LANGUAGES; language++) {
        g_autofree char *text = g_strescape(
            definition->by_language[language] != NULL ? definition->by_language[language] : "",
            NULL);
        g_string_append_printf(out, "words %s\n", text);
    }
}

char *
indicator_fingerprint(const Indicator *self)
{
    g_autoptr(GString) out = g_string_new("miroir indicator 1\n");
    g_string_append_printf(out, "%s %s %s %s\nper %d\nwindow %d\ndenominator kind %d\n%s\n",
                           indicator_source_names[self->from], indicator_kind_name(self->kind),
                           indicator_unit_name(self->unit), attribution_name(self->attribution),
                           self->per, self->window_months, (int)self->denominator_kind,
                           self->standardised ? "standardised" : "crude");
    for (size_t i = 0; i < self->n_counters; i++)
        add_counter(out, &self->counters[i]);
    add_expression(out, "population", self->population);
    add_expression(out, "denominator", self->denominator);
    add_expression(out, "numerator", self->numerator);
    if (self->from == FROM_COUNTS)
        add_words(out, &self->definition);
    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, out->str, (gssize)out->len);
}
