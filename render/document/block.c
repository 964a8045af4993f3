#include "render/document/block.h"

/* In the order of a booklet. */
static const BlockKind KINDS[] = {
    {{.name = "cover_title"}, cover_title_measure, cover_title_draw, NULL, NULL},
    {{.name = "recipient"}, cover_recipient_measure, cover_recipient_draw, NULL, NULL},
    {{.name = "numbers"}, cover_numbers_measure, cover_numbers_draw, NULL, NULL},
    {{.name = "how_to_read"}, cover_reading_measure, cover_reading_draw, NULL, NULL},
    {{.name = "confidence"}, cover_confidence_measure, cover_confidence_draw, NULL, NULL},
    {{.name = "summary_lead"}, summary_lead_measure, summary_lead_draw, NULL, NULL},
    {{.name = "summary", .fills = true}, NULL, NULL, summary_n_pages, summary_draw_page},
    {{.name = "message", .of_indicator = true}, message_measure, message_draw, NULL, NULL},
    {{.name = "ranked_dots", .of_indicator = true}, group_measure, group_draw, NULL, NULL},
    {{.name = "mirrored_distribution", .of_indicator = true},
     region_measure,
     region_draw,
     NULL,
     NULL},
    {{.name = "trend", .of_indicator = true}, trend_measure, trend_block_draw, NULL, NULL},
    {{.name = "table", .of_indicator = true}, table_measure, table_draw, NULL, NULL},
    {{.name = "action", .of_indicator = true}, action_measure, action_draw, NULL, NULL},
    {{.name = "definition", .of_indicator = true}, definition_measure, definition_draw, NULL, NULL},
    {{.name = "method", .fills = true}, NULL, NULL, method_n_pages, method_draw_page},
    {{.name = "text", .needs_text = true}, words_measure, words_draw, NULL, NULL},
    {{.name = "heading", .needs_text = true}, heading_measure, heading_draw, NULL, NULL},
    {{.name = "notes"}, notes_measure, notes_draw, NULL, NULL},
    {{.name = "logo"}, logo_measure, logo_draw, NULL, NULL},
    {{.name = "page_break", .breaks = true}, NULL, NULL, NULL, NULL},
};

static const char *const VARIABLES[] = {"title", "region", "period", "group", "name", NULL};
static const char *const INDICATOR_VARIABLES[] = {"label", "theme", NULL};

const LayoutVocabulary *
block_vocabulary(void)
{
    static const LayoutVocabulary VOCABULARY = {
        .first = &KINDS[0].rule,
        .stride = sizeof(BlockKind),
        .n_blocks = G_N_ELEMENTS(KINDS),
        .variables = VARIABLES,
        .indicator_variables = INDICATOR_VARIABLES,
    };
    return &VOCABULARY;
}

const BlockKind *
block_kind(const LayoutBlock *block)
{
    g_assert(block->rule < G_N_ELEMENTS(KINDS));
    return &KINDS[block->rule];
}

/* --- texts in boxes --------------------------------------------------------------------------- */

double
block_ascent(StyleName name)
{
    static const double ASCENTS[N_STYLES] = {
        [STYLE_COVER] = 9.0,      [STYLE_TITLE] = 5.3, [STYLE_LEAD] = 2.8, [STYLE_HEADING] = 3.0,
        [STYLE_COVER_LEAD] = 3.8, [STYLE_BODY] = 2.5,  [STYLE_NOTE] = 2.0,
    };
    g_assert(ASCENTS[name] > 0);
    return ASCENTS[name];
}

double
block_text_height(Typesetter *typesetter, StyleName name, const char *text, double width)
{
    const TextStyle style = style_of(name);
    return block_ascent(name) +
           style.leading_mm * (typesetter_n_lines(typesetter, &style, text, width) - 1);
}

void
block_text_draw(Canvas *canvas, Role role, StyleName name, Rect area, const char *text)
{
    const TextStyle style = style_of(name);
    canvas_open(canvas, role);
    canvas_paragraph(canvas, (Point){area.x, area.y + block_ascent(name)}, area.width, &style,
                     text);
    canvas_close(canvas);
}

void
block_heading_draw(Canvas *canvas, Rect area, const char *text)
{
    const TextStyle style =
        style_fitting(canvas_typesetter(canvas), STYLE_HEADING, text, area.width, 1, 2.6);
    canvas_open(canvas, ROLE_HEADING_2);
    canvas_text_within(canvas, (Point){area.x, area.y + block_ascent(STYLE_HEADING)}, ALIGN_LEFT,
                       area.width, &style, text);
    canvas_close(canvas);
}

BlockHeight
block_rigid(double height)
{
    return (BlockHeight){.least = height, .best = height};
}
