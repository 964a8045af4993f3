/* Claim lines of one patient, and the netting that turns rows and their reversals into net lines
 * (DESIGN.md 4): one for each practitioner, performer, date, code and prescription whose summed
 * quantity is above zero. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "engine/model/day.h"

/* A text that belongs to someone else; `bytes` NULL is SQL's NULL. */
typedef struct {
    const uint8_t *bytes;
    uint32_t length;
} LineText;

#define LINE_NO_PERFORMER UINT32_MAX

typedef struct {
    uint32_t practitioner, performer; /* numbers of the practitioners' dictionary */
    uint32_t code;                    /* of the code table */
    Day date;
    int64_t quantity; /* thousandths */
    int64_t amount;   /* cents */
    bool has_amount;
    LineText prescription;
    uint32_t prescription_number; /* set by lines_number_prescriptions */
} Line;

/* Nets `n` lines of one patient in place and sorts them by date. The number left; -1 with
 * SOURCE_ERROR_DATA when a sum does not fit 64 bits. */
int64_t lines_net(Line *lines, size_t n, GError **error);
/* Gives every net line the number of its prescription within the patient: one for each
 * prescription_id, else one for each practitioner and date. */
void lines_number_prescriptions(Line *lines, size_t n);
