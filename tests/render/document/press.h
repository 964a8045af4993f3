/* What prints an edition in a test: its texts and fonts, and every kind of document by name. */
#pragma once

#include <stdbool.h>

#include "render/document/context.h"
#include "render/page/canvas.h"

typedef enum { BOOKLET, HANDOUT, SLIDES, ATTENDANCE, CERTIFICATE, CARD, SEPARATOR, N_KINDS } Kind;

typedef struct {
    Texts *texts;
    Typesetter *typesetter;
    DocumentContext context;
    BookletDesign *design;
} Press;

/* The design of a template of the source tree, with these texts. Ends the running test on a fault. */
BookletDesign *press_design(const char *template, const Texts *texts);

/* Ends the running test on an error. `results` must outlive the press. */
Press press_of(const Results *results);
/* Another template for the booklets. */
void press_lay_out(Press *self, const char *template);
void press_clear(Press *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Press, press_clear)

const char *kind_name(Kind kind);
/* Else it is of a group. */
bool kind_is_of_a_doctor(Kind kind);
/* `which` is the doctor or the group. The caller frees. */
Canvas *press_draw(const Press *self, Kind kind, size_t which);
/* Ends the running test on an error. The caller unrefs. */
GBytes *press_render(const Press *self, Kind kind, size_t which);
/* Ends the running test when `text` holds a trace of the doctor: the id, with which a made-up name ends,
 * or the token. */
void press_expect_silent(const Results *results, size_t doctor, const char *text, const char *what);
