/* Why a figure is or is not there: the last word on every cell of the results. */
#pragma once

#include <stdbool.h>

typedef enum {
    STATUS_OK,
    STATUS_FEW_PATIENTS,   /* fewer distinct patients than the threshold: own booklet only */
    STATUS_FEW_MEMBERS,    /* a comparator over too few doctors */
    STATUS_DOMINANT,       /* one doctor makes most of the comparator */
    STATUS_NO_DENOMINATOR, /* nothing to divide by */
    STATUS_INCOMPLETE,     /* the source does not hold the whole window */
    STATUS_NOT_ACTIVE,     /* the doctor was not active through the window */
    STATUS_SECONDARY,      /* hidden so that another hidden cell does not follow */
    STATUS_NOT_APPLICABLE, /* has no meaning for this indicator: no best without a direction */
} Status;

const char *status_name(Status status); /* "ok", "few_patients", ... */
bool status_parse(const char *name, Status *out_status);
