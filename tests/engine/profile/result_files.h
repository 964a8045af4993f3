/* The files of an edition as results_to_files and evaluation_files give them, in memory. */
#pragma once

#include "engine/profile/results.h"

/* A copy of the file's bytes as text; ends the test program where there is no such file. The caller
 * frees. */
char *result_files_text(const GPtrArray *files, const char *path);
