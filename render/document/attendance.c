#include "render/document/attendance.h"

#include "render/document/frame.h"
#include "render/document/indicator_words.h"
#include "render/document/phrase.h"

#define ROW_MM 11.0
#define NAME_WIDTH 92.0
#define FIELD_WIDTH 110.0

static const FrameGeometry *const G = &FRAME_PORTRAIT;

typedef struct {
    char *sort_key, *name;
    bool facilitator;
} Member;

static void
member_free(gpointer data)
{
    Member *self = data;
    g_free(self->sort_key);
    g_free(self->name);
    g_free(self);
}

static int
compare_members(gconstpointer a, gconstpointer b)
{
    const Member *first = *(const Member *const *)a;
    const Member *second = *(const Member *const *)b;
    return strcmp(first->sort_key, second->sort_key);
}

/* Accents and case do not count in a list of names, and no locale may decide its order. */
static char *
fold_name(const char *name)
{
    g_autofree char *decomposed = g_utf8_normalize(name, -1, G_NORMALIZE_NFKD);
    if (decomposed == NULL)
        return g_strdup(name);

    g_autofree gunichar *signs = g_utf8_to_ucs4_fast(decomposed, -1, NULL);
    GString *folded = g_string_new(NULL);
    for (size_t i = 0; signs[i] != 0; i++)
        if (g_unichar_combining_class(signs[i]) == 0)
            g_string_append_unichar(folded, g_unichar_tolower(signs[i]));
    return g_string_free(folded, FALSE);
}

static Member *
member_new(const Texts *texts, const ResultDoctor *doctor)
{
    Member *self = g_new0(Member, 1);
    self->facilitator = doctor->facilitator;
    self->name = phrase_name(texts, doctor->letter);
    if (self->name == NULL) {
        g_autofree char *id = phrase_data(texts, doctor->id);
        self->name = texts_format(texts, "attendance.unnamed", "id", id, NULL);
        self->sort_key = g_strdup(doctor->id);
        return self;
    }
    const char *given = doctor->letter->given_name;
    g_autofree char *family = fold_name(doctor->letter->name);
    g_autofree char *first = fold_name(given == NULL ? "" : given);
    self->sort_key = g_strjoin("\x01", family, first, doctor->id, NULL);
    return self;
}

static GPtrArray *
members_of(const DocumentContext *context, size_t group)
{
    const ResultGroup *entry = results_group(context->results, group);
    GPtrArray *members = g_ptr_array_new_with_free_func(member_free);
    for (size_t i = 0; i < entry->n_doctors; i++)
        g_ptr_array_add(members, member_new(context->texts,
                                            results_doctor(context->results, entry->doctors[i])));
    g_ptr_array_sort(members, compare_members);
    return members;
}

/* A label and a line to write on. */
static void
draw_field(Frame *frame, double y, const char *label)
{
    const TextStyle style = style_of(STYLE_BODY);
    canvas_open(frame->canvas, ROLE_PARAGRAPH);
    canvas_text(frame->canvas, (Point){G->left, y}, ALIGN_LEFT, &style, label);
    canvas_close(frame->canvas);
    const double left = G->left + 42;
    writing_lines_draw(frame->canvas, (Rect){left, y + 0.6, FIELD_WIDTH, 0}, 1, 0);
}

static void
draw_heads(Frame *frame, double y)
{
    const TextStyle style = style_of(STYLE_NOTE);
    canvas_open(frame->canvas, ROLE_ROW);
    canvas_open(frame->canvas, ROLE_COLUMN_HEADER);
    canvas_text(frame->canvas, (Point){G->left, y}, ALIGN_LEFT, &style,
                texts_get(frame->context->texts, "attendance.head_name"));
    canvas_close(frame->canvas);
    canvas_open(frame->canvas, ROLE_COLUMN_HEADER);
    canvas_text(frame->canvas, (Point){G->left + NAME_WIDTH + 4, y}, ALIGN_LEFT, &style,
                texts_get(frame->context->texts, "attendance.head_signature"));
    canvas_close(frame->canvas);
    canvas_close(frame->canvas);
}

static void
draw_member(Frame *frame, double top, const Member *member)
{
    Canvas *canvas = frame->canvas;
    const Texts *texts = frame->context->texts;
    const Stroke rule = {.colour = RULE, .width_mm = 0.25};
    const double bottom = top + ROW_MM;
    const double middle = top + ROW_MM / 2 + 1.2;
    g_autofree char *text =
        member->facilitator
            ? g_strdup_printf("%s (%s)", member->name, texts_get(texts, "attendance.facilitator"))
            : g_strdup(member->name);
    const TextStyle style =
        style_fitting(canvas_typesetter(canvas), STYLE_LEAD, text, NAME_WIDTH, 1, 2.0);

    canvas_open(canvas, ROLE_ROW);
    canvas_open(canvas, ROLE_ARTIFACT);
    canvas_line(canvas, (Point){G->left, bottom}, (Point){G->right, bottom}, &rule);
    canvas_line(canvas, (Point){G->left + NAME_WIDTH + 1, top},
                (Point){G->left + NAME_WIDTH + 1, bottom}, &rule);
    canvas_close(canvas);
    canvas_open(canvas, ROLE_ROW_HEADER);
    canvas_paragraph(canvas, (Point){G->left, middle}, NAME_WIDTH, &style, text);
    canvas_close(canvas);
    canvas_open(canvas, ROLE_CELL);
    canvas_close(canvas);
    canvas_close(canvas);
}

/* Starts a page; returns the top of its first row. The table is left open. */
static double
begin_page(Frame *frame, size_t group, bool first)
{
    const Texts *texts = frame->context->texts;
    const Stroke rule = {.colour = INK, .width_mm = 0.3};
    g_autofree char *label =
        phrase_data(texts, results_group(frame->context->results, group)->label);

    frame_begin_page(frame, first ? texts_get(texts, "attendance.title") : NULL,
                     texts_get(texts, "attendance.kicker"));
    double y = frame_title(frame, STYLE_TITLE,
                           texts_get(texts, first ? "attendance.title" : "attendance.title_next"));
    y += 7;
    const TextStyle lead = style_of(STYLE_LEAD);
    canvas_open(frame->canvas, ROLE_PARAGRAPH);
    y = canvas_paragraph(frame->canvas, (Point){G->left, y}, frame_width(frame), &lead, label);
    canvas_close(frame->canvas);
    if (first) {
        draw_field(frame, y + 7, texts_get(texts, "attendance.date"));
        draw_field(frame, y + 17, texts_get(texts, "attendance.theme"));
        y += 24;
    }
    y += 6;
    canvas_open(frame->canvas, ROLE_TABLE);
    draw_heads(frame, y);
    canvas_open(frame->canvas, ROLE_ARTIFACT);
    canvas_line(frame->canvas, (Point){G->left, y + 2}, (Point){G->right, y + 2}, &rule);
    canvas_close(frame->canvas);
    return y + 2;
}

/* Rows that fit on the first page and on each one after it. */
#define FIRST_ROWS 18
#define NEXT_ROWS 20

Canvas *
attendance_draw(const DocumentContext *context, size_t group)
{
    const Texts *texts = context->texts;
    g_autoptr(GPtrArray) members = members_of(context, group);
    const int n = (int)members->len;
    const int pages = 1 + (MAX(0, n - FIRST_ROWS) + NEXT_ROWS - 1) / NEXT_ROWS;
    Canvas *canvas = frame_canvas(context, PAPER_A4, texts_get(texts, "attendance.subject"));
    g_auto(Frame) frame;
    frame_init(&frame, context, canvas, phrase_period_group(context, (int)group),
               g_strdup(texts_get(texts, "attendance.footer")), pages);

    double top = begin_page(&frame, group, true);
    for (int i = 0; i < n; i++) {
        if (i >= FIRST_ROWS && (i - FIRST_ROWS) % NEXT_ROWS == 0) {
            canvas_close(canvas);
            top = begin_page(&frame, group, false);
        }
        draw_member(&frame, top, g_ptr_array_index(members, (guint)i));
        top += ROW_MM;
    }
    canvas_close(canvas);
    return canvas;
}

GBytes *
attendance_render(const DocumentContext *context, size_t group, GError **error)
{
    g_autoptr(Canvas) canvas = attendance_draw(context, group);
    return canvas_to_pdf(canvas, error);
}
