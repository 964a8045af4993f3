/* A finished PDF of a few pages, for what is done with finished PDFs. */
#pragma once

#include <glib.h>

/* Each page says `word` and its number, as in "livret 2". Fails the running test on an error. */
GBytes *small_pdf(const char *word, int n_pages);
