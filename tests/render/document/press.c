#include "tests/render/document/press.h"

#include <check.h>
#include <string.h>

#include "engine/model/faults.h"
#include "render/document/attendance.h"
#include "render/document/block.h"
#include "render/document/booklet.h"
#include "render/document/card.h"
#include "render/document/certificate.h"
#include "render/document/handout.h"
#include "render/document/handout_slides.h"
#include "render/document/separator.h"

static Canvas *
draw_separator(const DocumentContext *context, size_t doctor)
{
    return separator_draw(context, doctor, 2, 12);
}

static const struct {
    const char *name;
    bool of_a_doctor;
    Canvas *(*draw)(const DocumentContext *, size_t);
} KINDS[N_KINDS] = {
    [BOOKLET] = {"booklet", true, booklet_draw},
    [HANDOUT] = {"handout", false, handout_draw},
    [SLIDES] = {"slides", false, slides_draw},
    [ATTENDANCE] = {"attendance", false, attendance_draw},
    [CERTIFICATE] = {"certificate", true, certificate_draw},
    [CARD] = {"card", true, card_draw},
    [SEPARATOR] = {"separator", true, draw_separator},
};

Press
press_of(const Results *results)
{
    g_autoptr(GError) error = NULL;
    const Language language = results_campaign(results)->language;
    Press self = {texts_load("templates", language, "physician", &error),
                  NULL,
                  {NULL, NULL, NULL, NULL},
                  NULL};
    ck_assert_msg(self.texts != NULL, "%s", error == NULL ? "" : error->message);
    self.typesetter = typesetter_new("fonts", language_code(language), &error);
    ck_assert_msg(self.typesetter != NULL, "%s", error == NULL ? "" : error->message);
    self.design = press_design("profil", self.texts);
    self.context = (DocumentContext){results, self.texts, self.typesetter, self.design};
    return self;
}

BookletDesign *
press_design(const char *template, const Texts *texts)
{
    const LayoutFolders folders = {"templates", "."};
    g_autoptr(GPtrArray) faults = faults_new();
    g_autoptr(GError) error = NULL;
    Layout *layout = layout_load(template, &folders, texts, block_vocabulary(), faults);
    for (guint i = 0; i < faults->len; i++)
        ck_abort_msg("%s", ((const GError *)g_ptr_array_index(faults, i))->message);
    BookletDesign *design = booklet_design_new(layout, "fonts", texts_language(texts), &error);
    ck_assert_msg(design != NULL, "%s", error == NULL ? "" : error->message);
    return design;
}

void
press_lay_out(Press *self, const char *template)
{
    booklet_design_free(self->design);
    self->design = press_design(template, self->texts);
    self->context.design = self->design;
}

void
press_clear(Press *self)
{
    booklet_design_free(self->design);
    texts_free(self->texts);
    typesetter_free(self->typesetter);
}

const char *
kind_name(Kind kind)
{
    return KINDS[kind].name;
}

bool
kind_is_of_a_doctor(Kind kind)
{
    return KINDS[kind].of_a_doctor;
}

Canvas *
press_draw(const Press *self, Kind kind, size_t which)
{
    return KINDS[kind].draw(&self->context, which);
}

GBytes *
press_render(const Press *self, Kind kind, size_t which)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Canvas) canvas = press_draw(self, kind, which);
    GBytes *pdf = canvas_to_pdf(canvas, &error);
    ck_assert_msg(pdf != NULL, "%s", error == NULL ? "" : error->message);
    return pdf;
}

void
press_expect_silent(const Results *results, size_t doctor, const char *text, const char *what)
{
    const ResultDoctor *who = results_doctor(results, doctor);
    if (strstr(text, who->id) != NULL)
        ck_abort_msg("%s names %s", what, who->id);
    if (who->token != NULL && strstr(text, who->token) != NULL)
        ck_abort_msg("%s holds a token of %s", what, who->id);
}
