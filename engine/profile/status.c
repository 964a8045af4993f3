#include "engine/profile/status.h"

#include <stddef.h>
#include <string.h>

static const char *const NAMES[] = {
    [STATUS_OK] = "ok",
    [STATUS_FEW_PATIENTS] = "few_patients",
    [STATUS_FEW_MEMBERS] = "few_members",
    [STATUS_DOMINANT] = "dominant",
    [STATUS_NO_DENOMINATOR] = "no_denominator",
    [STATUS_INCOMPLETE] = "incomplete",
    [STATUS_NOT_ACTIVE] = "not_active",
    [STATUS_SECONDARY] = "secondary",
    [STATUS_NOT_APPLICABLE] = "not_applicable",
};

const char *
status_name(Status status)
{
    return NAMES[status];
}

bool
status_parse(const char *name, Status *out_status)
{
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        if (strcmp(name, NAMES[i]) == 0) {
            *out_status = (Status)i;
            return true;
        }
    }
    return false;
}
