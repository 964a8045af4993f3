/* The colours that a template changes. What is written in a colour must be read by weak eyes: a
 * contrast of at least 4.5 : 1 with the paper and the panels (WCAG 2.1, 1.4.3). */
#include <math.h>
#include <string.h>

#include "engine/model/faults.h"
#include "engine/model/suggestion.h"
#include "engine/words/words.h"
#include "render/layout/layout_parts.h"

#define LEAST_CONTRAST 4.5

/* WCAG 2.1: relative luminance. */
static double
linear(double part)
{
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static double
luminance(const Colour *colour)
{
    return 0.2126 * linear(colour->red) + 0.7152 * linear(colour->green) +
           0.0722 * linear(colour->blue);
}

static double
contrast(const Colour *a, const Colour *b)
{
    const double one = luminance(a) + 0.05, other = luminance(b) + 0.05;
    return fmax(one, other) / fmin(one, other);
}

static bool
parse_colour(const char *text, Colour *out_colour)
{
    if (text[0] != '#' || strlen(text) != 7 ||
        text[1 + strspn(text + 1, "0123456789abcdefABCDEF")] != '\0')
        return false;
    const guint64 rgb = g_ascii_strtoull(text + 1, NULL, 16);
    *out_colour = (Colour){(double)((rgb >> 16) & 0xff) / 255.0,
                           (double)((rgb >> 8) & 0xff) / 255.0, (double)(rgb & 0xff) / 255.0};
    return true;
}

/* Of a colour that is written in, with the lightest that it stands on: ink stands on the panels too. */
static double
written_contrast(const Palette *palette, int role)
{
    const Colour *colour = &palette->colours[role];
    double least = contrast(colour, &PAPER);
    if (role == PALETTE_INK)
        least = fmin(least, fmin(contrast(colour, &palette->colours[PALETTE_PANEL]),
                                 contrast(colour, &palette->colours[PALETTE_OWN_BAND])));
    return least;
}

static void
check_contrast(const LayoutReading *reading, int role, Place place)
{
    const Palette *palette = &reading->layout->palette;
    const Colour *colour = &palette->colours[role];
    const double ratio = palette_is_written(role) ? written_contrast(palette, role)
                         : palette_is_written_on(role)
                             ? contrast(colour, &palette->colours[PALETTE_INK])
                             : LEAST_CONTRAST;
    if (ratio >= LEAST_CONTRAST)
        return;
    faults_add(reading->faults, MODEL_ERROR_VALUE, place,
               palette_is_written(role)
                   ? _("%s contrasts %.1f : 1 with the paper; text needs %.1f : 1, a darker colour")
                   : _("%s contrasts %.1f : 1 with the ink; text on it needs %.1f : 1, a paler "
                       "colour"),
               PALETTE_NAMES[role], ratio, LEAST_CONTRAST);
}

void
layout_read_colours(const LayoutReading *reading, const YamlNode *node)
{
    int roles[N_PALETTE_ROLES];
    size_t places[N_PALETTE_ROLES], n = 0;
    for (size_t i = 0; i < yaml_node_size(node); i++) {
        const char *name = yaml_node_key(node, i);
        const YamlNode *value = yaml_node_item(node, i);
        const int role = palette_find(name);
        if (role < 0) {
            g_autofree char *hint = suggestion_hint(name, PALETTE_NAMES);
            faults_add(reading->faults, MODEL_ERROR_KEY, yaml_node_key_place(node, i),
                       _("there is no colour '%s'; %s"), name, hint);
            continue;
        }
        if (yaml_node_kind(value) != YAML_SCALAR ||
            !parse_colour(yaml_node_text(value), &reading->layout->palette.colours[role])) {
            faults_add(reading->faults, MODEL_ERROR_VALUE, yaml_node_place(value),
                       _("%s is no colour; write it in quotes, as in \"#0B5FA5\""), name);
            continue;
        }
        roles[n] = role;
        places[n++] = i;
    }
    for (size_t i = 0; i < n; i++)
        check_contrast(reading, roles[i], yaml_node_place(yaml_node_item(node, places[i])));
}
