/* Puts the marks of a display list onto a cairo surface whose unit is the point. */
#pragma once

#include <cairo.h>

#include "render/page/display_list.h"
#include "render/page/face_set.h"

typedef struct {
    cairo_t *cairo;
    FaceSet *faces;
    const DisplayList *list;
    double device_scale; /* device pixels a point; 1 for PDF */
} Painter;

void painter_text(const Painter *self, const TextRun *run);
void painter_shape(const Painter *self, const Shape *shape);
