/* Sets the blocks of a Markdown text one below the other, from column to column and page to page: no
 * line alone at either end of a column, no heading at the foot of one. Lengths are millimetres. */
#pragma once

#include "render/page/canvas.h"
#include "render/page/markdown.h"

/* How the blocks look; the caller's styles, so that a letter and a dossier differ. */
typedef struct {
    TextStyle headings[3]; /* by level */
    TextStyle body;
    TextStyle quote;
    Colour link;      /* and the rule beside a quote */
    double indent_mm; /* of each depth of a list, and of a quote */
    double before_heading_mm, between_blocks_mm, between_items_mm;
    Role heading_roles[3]; /* by level: below the heading that stands over the text */
} MarkdownLook;

/* Ends the column that is full and hands out the next one, as wide, on a new page if need be. Elements that
 * the caller keeps open on a page are its own to close and open again. */
typedef Rect (*MarkdownNextColumn)(gpointer data);

/* The text from the top of `column` (inside its edges, the first baseline an ascent below the top).
 * The caller has a section open on the canvas, or the document. Returns the y below the last line,
 * in the column that was handed out last. A column too low for a line is the canvas's fault. */
double markdown_flow(Canvas *canvas, const Markdown *markdown, const MarkdownLook *look,
                     Rect column, MarkdownNextColumn next, gpointer data);
