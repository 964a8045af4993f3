#include "render/document/certificate.h"

#include <string.h>

#include "render/document/frame.h"
#include "render/document/indicator_words.h"
#include "render/document/phrase.h"
#include "render/document/recipients.h"
#include "render/page/number_text.h"

#define ROW_MM 9.0
#define DATE_WIDTH 46.0
#define SIGNATURE_MM 52.0
#define FIELD_WIDTH 70.0

static const FrameGeometry *const G = &FRAME_PORTRAIT;

typedef struct {
    Frame *frame;
    Canvas *canvas;
    const Texts *texts;
    size_t doctor;
    const AttendedMeeting *meetings;
    size_t n;
    double y; /* next baseline */
} Certificate;

bool
certificate_is_due(const Results *results, size_t doctor)
{
    size_t n = 0;
    results_attended(results, doctor, &n);
    return results_doctor(results, doctor)->group >= 0 && n > 0;
}

static void
write_text(Certificate *self, Role role, const TextStyle *style, const char *text)
{
    canvas_open(self->canvas, role);
    self->y = canvas_paragraph(self->canvas, (Point){G->left, self->y}, frame_width(self->frame),
                               style, text);
    canvas_close(self->canvas);
}

/* --- who and when ----------------------------------------------------------------------------- */

static void
write_identity(Certificate *self)
{
    const DocumentContext *context = self->frame->context;
    const ResultDoctor *who = results_doctor(context->results, self->doctor);
    const TextStyle body = style_of(STYLE_BODY);
    g_autofree char *name = recipient_name(context, self->doctor);
    const TextStyle strong = style_fitting(canvas_typesetter(self->canvas), STYLE_HEADING, name,
                                           frame_width(self->frame), 2, 3.0);

    write_text(self, ROLE_PARAGRAPH, &strong, name);
    if (who->letter != NULL && who->letter->rpps != NULL) {
        g_autofree char *rpps = phrase_data(self->texts, who->letter->rpps);
        g_autofree char *line = texts_format(self->texts, "certificate.rpps", "rpps", rpps, NULL);
        write_text(self, ROLE_PARAGRAPH, &body, line);
    }
    g_autofree char *label =
        phrase_data(self->texts, results_group(context->results, (size_t)who->group)->label);
    g_autofree char *member = texts_format(self->texts, "certificate.member", "group", label, NULL);
    write_text(self, ROLE_PARAGRAPH, &body, member);
}

static void
write_statement(Certificate *self)
{
    const Campaign *campaign = results_campaign(self->frame->context->results);
    const TextStyle lead = style_of(STYLE_LEAD);
    g_autofree char *from = day_text(campaign->language, results_attended_from(campaign));
    g_autofree char *to = day_text(campaign->language, period_last_day(campaign->last));
    g_autofree char *meetings = phrase_count(self->texts, (int64_t)self->n,
                                             "certificate.meetings_1", "certificate.meetings_more");
    g_autofree char *statement = texts_format(self->texts, "certificate.statement", "meetings",
                                              meetings, "from", from, "to", to, NULL);
    self->y += 4;
    write_text(self, ROLE_PARAGRAPH, &lead, statement);
}

/* --- which meetings --------------------------------------------------------------------------- */

/* What the meeting was for, with the group that met where it is not the doctor's own. */
static char *
describe(const Certificate *self, const AttendedMeeting *meeting)
{
    static const char *const KINDS[N_MEETING_KINDS] = {
        [MEETING_OTHER] = "certificate.meeting",
        [MEETING_THEME] = "certificate.meeting",
        [MEETING_RESTITUTION] = "certificate.restitution",
    };
    const Results *results = self->frame->context->results;
    const int own = results_doctor(results, self->doctor)->group;
    const bool restitution = meeting->kind == MEETING_RESTITUTION;
    g_autofree char *theme =
        meeting->theme == NULL ? NULL : phrase_data(self->texts, meeting->theme);
    g_autofree char *what =
        theme == NULL ? g_strdup(texts_get(self->texts, KINDS[meeting->kind]))
        : restitution
            ? texts_format(self->texts, "certificate.restitution_theme", "theme", theme, NULL)
            : g_strdup(theme);
    if (strcmp(meeting->group, results_group(results, (size_t)own)->label) == 0)
        return g_steal_pointer(&what);
    g_autofree char *group = phrase_data(self->texts, meeting->group);
    return texts_format(self->texts, "certificate.elsewhere", "what", what, "group", group, NULL);
}

static void
open_table(Certificate *self)
{
    const TextStyle style = style_of(STYLE_NOTE);
    const Stroke rule = {.colour = INK, .width_mm = 0.3};
    const double lefts[] = {G->left, G->left + DATE_WIDTH};
    const char *const heads[] = {"certificate.head_date", "certificate.head_theme"};

    canvas_open(self->canvas, ROLE_TABLE);
    canvas_open(self->canvas, ROLE_ROW);
    for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
        canvas_open(self->canvas, ROLE_COLUMN_HEADER);
        canvas_text(self->canvas, (Point){lefts[i], self->y}, ALIGN_LEFT, &style,
                    texts_get(self->texts, heads[i]));
        canvas_close(self->canvas);
    }
    canvas_close(self->canvas);
    self->y += 2;
    canvas_open(self->canvas, ROLE_ARTIFACT);
    canvas_line(self->canvas, (Point){G->left, self->y}, (Point){G->right, self->y}, &rule);
    canvas_close(self->canvas);
}

static void
write_cell(Certificate *self, Role role, double left, double width, const char *text)
{
    const TextStyle style =
        style_fitting(canvas_typesetter(self->canvas), STYLE_BODY, text, width, 2, 1.8);
    const double lines =
        typesetter_width(canvas_typesetter(self->canvas), &style, text) > width ? 2 : 1;
    const double top = self->y + (ROW_MM - lines * style.leading_mm) / 2 + style.leading_mm * 0.75;
    canvas_open(self->canvas, role);
    canvas_paragraph(self->canvas, (Point){left, top}, width, &style, text);
    canvas_close(self->canvas);
}

static void
write_row(Certificate *self, const AttendedMeeting *meeting)
{
    const Stroke rule = {.colour = RULE, .width_mm = 0.25};
    g_autofree char *day = day_text(texts_language(self->texts), meeting->held_on);
    g_autofree char *what = describe(self, meeting);

    canvas_open(self->canvas, ROLE_ROW);
    write_cell(self, ROLE_ROW_HEADER, G->left, DATE_WIDTH - 3, day);
    write_cell(self, ROLE_CELL, G->left + DATE_WIDTH, frame_width(self->frame) - DATE_WIDTH, what);
    self->y += ROW_MM;
    canvas_open(self->canvas, ROLE_ARTIFACT);
    canvas_line(self->canvas, (Point){G->left, self->y}, (Point){G->right, self->y}, &rule);
    canvas_close(self->canvas);
    canvas_close(self->canvas);
}

/* --- who signs -------------------------------------------------------------------------------- */

static void
write_signature(Certificate *self)
{
    static const char *const FIELDS[] = {"certificate.signed_at", "certificate.signed_on",
                                         "certificate.signed_by", "certificate.signature"};
    const TextStyle style = style_of(STYLE_BODY);
    self->y += 12;
    for (size_t i = 0; i < G_N_ELEMENTS(FIELDS); i++) {
        canvas_open(self->canvas, ROLE_PARAGRAPH);
        canvas_text(self->canvas, (Point){G->left + DATE_WIDTH, self->y}, ALIGN_LEFT, &style,
                    texts_get(self->texts, FIELDS[i]));
        canvas_close(self->canvas);
        if (i + 1 < G_N_ELEMENTS(FIELDS))
            writing_lines_draw(self->canvas,
                               (Rect){G->right - FIELD_WIDTH, self->y + 0.6, FIELD_WIDTH, 0}, 1, 0);
        self->y += 9;
    }
}

/* --- pages ------------------------------------------------------------------------------------ */

/* Rows down to the signature on a page that ends with it, and on one that goes on. */
static size_t
rows_within(double top, bool signs)
{
    return (size_t)((G->bottom - (signs ? SIGNATURE_MM : 0) - top) / ROW_MM);
}

/* Writes rows from `first` on; returns the first that is left. The page with the last row is signed. */
static size_t
write_rows(Certificate *self, size_t first)
{
    self->y += 6;
    open_table(self);
    const size_t left = self->n - first;
    const size_t fit = rows_within(self->y, false);
    const size_t rows = left <= rows_within(self->y, true) ? left : MIN(fit, left - 1);
    for (size_t i = first; i < first + rows; i++)
        write_row(self, &self->meetings[i]);
    canvas_close(self->canvas);
    if (rows == left)
        write_signature(self);
    return first + rows;
}

static void
begin_page(Certificate *self, bool first)
{
    const char *outline = first ? texts_get(self->texts, "certificate.title") : NULL;
    frame_begin_page(self->frame, outline, texts_get(self->texts, "certificate.kicker"));
    self->y =
        frame_title(self->frame, STYLE_TITLE,
                    texts_get(self->texts, first ? "certificate.title" : "certificate.title_next"));
    self->y += 9;
    write_identity(self);
    if (first)
        write_statement(self);
}

static Canvas *
draw(const DocumentContext *context, size_t doctor, int n_pages)
{
    const ResultDoctor *who = results_doctor(context->results, doctor);
    Canvas *canvas =
        frame_canvas(context, PAPER_A4, texts_get(context->texts, "certificate.subject"));
    g_auto(Frame) frame;
    frame_init(&frame, context, canvas, phrase_period_group(context, who->group),
               g_strdup(texts_get(context->texts, "certificate.footer")), n_pages);
    Certificate self = {
        .frame = &frame, .canvas = canvas, .texts = context->texts, .doctor = doctor};
    self.meetings = results_attended(context->results, doctor, &self.n);

    begin_page(&self, true);
    for (size_t next = write_rows(&self, 0); next < self.n; next = write_rows(&self, next))
        begin_page(&self, false);
    return canvas;
}

Canvas *
certificate_draw(const DocumentContext *context, size_t doctor)
{
    Canvas *canvas = draw(context, doctor, 1);
    const int n_pages = canvas_n_pages(canvas);
    if (n_pages == 1)
        return canvas;
    canvas_free(canvas);
    return draw(context, doctor, n_pages);
}

GBytes *
certificate_render(const DocumentContext *context, size_t doctor, GError **error)
{
    g_autoptr(Canvas) canvas = certificate_draw(context, doctor);
    return canvas_to_pdf(canvas, error);
}
