/* The rules by what they look at. Each adds its faults to the file. */
#pragma once

#include "tests/render/page/accessible.h"
#include "tests/render/page/pdf_content.h"
#include "tests/render/page/pdf_file.h"
#include "tests/render/page/pdf_tree.h"

void rules_of_document(PdfFile *file, const PdfExpectation *wanted);
void rules_of_metadata(PdfFile *file);
/* Whatever object holds them: actions, colours, filters, limits. */
void rules_of_objects(PdfFile *file);
/* `contents` by page. */
void rules_of_pages(PdfFile *file, const PdfTree *tree, PdfContent *const *contents);
void rules_of_structure(PdfFile *file, const PdfTree *tree, const PdfExpectation *wanted);
void rules_of_fonts(PdfFile *file, PdfContent *const *contents);
