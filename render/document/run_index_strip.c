#include "render/document/run_index_strip.h"

#include <math.h>

#include "render/document/html.h"

/* In units of the view box: whole numbers, so that no locale writes them otherwise. */
enum { WIDTH = 1000, HEIGHT = 64, SIDE = 24, MIDDLE = HEIGHT / 2, HALF_DIAMOND = 18 };

static int
place(const IndexStrip *strip, double value)
{
    return (int)lround(axis_place(strip->axis, value, SIDE, WIDTH - SIDE));
}

static void
put_band(GString *html, const IndexStrip *strip)
{
    if (isnan(strip->quarter) || isnan(strip->three_quarters))
        return;
    const int left = place(strip, strip->quarter);
    const int right = place(strip, strip->three_quarters);
    g_string_append_printf(html,
                           "<rect class=\"band\" x=\"%d\" y=\"14\" width=\"%d\" height=\"36\"/>",
                           left, MAX(right - left, 4));
}

static void
put_line(GString *html, const IndexStrip *strip, double value, const char *name)
{
    if (isnan(value))
        return;
    const int x = place(strip, value);
    g_string_append_printf(html, "<path class=\"%s\" d=\"M%d 2V%d\"/>", name, x, HEIGHT - 2);
}

static void
put_diamond(GString *html, const IndexStrip *strip)
{
    if (isnan(strip->value))
        return;
    const int x = place(strip, strip->value);
    g_string_append_printf(html, "<path class=\"mark\" d=\"M%d %dL%d %dL%d %dL%d %dZ\"/>",
                           x - HALF_DIAMOND, MIDDLE, x, MIDDLE - HALF_DIAMOND, x + HALF_DIAMOND,
                           MIDDLE, x, MIDDLE + HALF_DIAMOND);
}

void
run_index_strip_put(GString *html, const IndexStrip *strip, const char *id, const char *title,
                    const char *description)
{
    g_autofree char *name = html_escape(title);
    g_autofree char *said = html_escape(description);
    g_string_append_printf(html,
                           "<svg role=\"img\" viewBox=\"0 0 %d %d\" aria-labelledby=\"%s-t %s-d\">"
                           "<title id=\"%s-t\">%s</title><desc id=\"%s-d\">%s</desc>"
                           "<path class=\"axis\" d=\"M%d %dH%d\"/>",
                           WIDTH, HEIGHT, id, id, id, name, id, said, SIDE, MIDDLE, WIDTH - SIDE);
    put_band(html, strip);
    put_line(html, strip, strip->control, "control");
    put_line(html, strip, strip->enrolled, "enrolled");
    put_diamond(html, strip);
    g_string_append(html, "</svg>");
}
