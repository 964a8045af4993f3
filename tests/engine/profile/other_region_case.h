/* An edition beside the results of another region: the package is a small edition's own, said to be of
 * Normandie, so that every figure is known. The functions end the running test on an error. */
#pragma once

#include "engine/profile/other_regions.h"
#include "tests/engine/profile/hand_edition.h"
#include "tests/engine/profile/result_files.h"

#define OTHER "normandie/"
#define KEY "other_regions: [./normandie]\n"

/* One text of the package in place of another; the first of them, or all. */
typedef struct {
    const char *file, *from, *to;
    bool everywhere;
} PackageEdit;

/* A text of one of our own files in place of another; `to` NULL: cut off before it. */
typedef struct {
    const char *path, *from, *to;
} FileDamage;

/* For an unchecked fixture: what a run without other regions leaves. */
extern GPtrArray *other_case_plain; /* ResultFile */
void other_case_start(void);
void other_case_stop(void);

/* `more` is added to the campaign. */
HandEdition *other_case_new(const char *more);
/* The package of a region in `folder`, below the campaign's; `label` and `id` in JSON; `edit` may be
 * NULL. */
void other_case_write_package(HandEdition *edition, const char *folder, const char *label,
                              const char *id, const PackageEdit *edit);
/* With Normandie's package in OTHER. */
HandEdition *other_case_beside(const char *more, const PackageEdit *edit);
/* With the other regions, which must be good. */
Results *other_case_compute(const HandEdition *edition);
GPtrArray *other_case_files(const HandEdition *edition, const Results *results);
/* Into the edition's folder; `damage` may be NULL. */
void other_case_write_files(HandEdition *edition, const GPtrArray *files, const FileDamage *damage);
