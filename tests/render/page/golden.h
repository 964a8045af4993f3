/* Compares the text of a canvas with the one kept in tests/golden; `--bless` on the command line of a
 * test program rewrites it, `--png DIR` also writes the pages to be looked at. */
#pragma once

#include "render/page/canvas.h"

/* Takes the two options off. Returns false on an unknown one. */
bool golden_options(int argc, char **argv);
/* Fails the running test with the first line that differs. `name` is a path under tests/golden. */
void golden_check(Canvas *canvas, const char *name);
