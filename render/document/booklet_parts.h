/* The parts of a booklet. Each says how many pages it takes, so that every page can bear the total,
 * and draws them on the frame's canvas. */
#pragma once

#include "render/document/frame.h"

void booklet_cover_draw(Frame *frame, size_t doctor);

int booklet_summary_n_pages(const DocumentContext *context, size_t doctor);
void booklet_summary_draw(Frame *frame, size_t doctor);

/* One page, or two where the words do not fit below the charts. */
int booklet_indicator_n_pages(const DocumentContext *context, size_t doctor, size_t indicator);
void booklet_indicator_draw(Frame *frame, size_t doctor, size_t indicator);

/* As many pages as the words of the campaign's options take: the same for every doctor. */
int booklet_method_n_pages(const DocumentContext *context);
void booklet_method_draw(Frame *frame);
