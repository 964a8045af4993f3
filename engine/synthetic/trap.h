/* The traps of the official tables that the region has, each as often as it counts: what a naive
 * query takes for something else. A test asks the tables for the same counts. */
#pragma once

#include <stddef.h>

typedef enum {
    TRAP_FAN_OUT,             /* acts with several drugs or tests */
    TRAP_REVERSAL,            /* acts taken back, whole or in part */
    TRAP_LATER_REVERSAL,      /* of them, in a later month of the flux */
    TRAP_TWIN,                /* acts that are rightly there twice, alike */
    TRAP_PARTICIPATION,       /* participations and franchises: complements of kind 16 */
    TRAP_COMPLEMENT,          /* other complements, with details of their own */
    TRAP_INFORMATION,         /* acts that a public hospital reports for information */
    TRAP_HOSPITAL_ACTIVITY,   /* acts that the hospital's activity pays for already */
    TRAP_NO_PRESCRIBER,       /* acts prescribed by 00000000 */
    TRAP_FICTITIOUS,          /* acts prescribed by somebody fictitious */
    TRAP_OTHER_ADDRESS,       /* acts under another practice address than the doctor's own */
    TRAP_LARGE_PACK,          /* drug lines with three months in a box */
    TRAP_LATE_FLUX,           /* acts received after the cut-off */
    TRAP_ACTIVITIES,          /* acts with a row for the anaesthetist besides */
    TRAP_NO_PRESCRIPTION_DAY, /* acts prescribed on 1600-01-01 */
    TRAP_SEVERAL_ADDRESSES,   /* doctors with more than one */
    TRAP_FICTITIOUS_DOCTOR,   /* addresses of nature 09 */
    TRAP_TWO_NUMBERS,         /* persons known by two numbers */
    TRAP_SHARED_NUMBER,       /* second of twins, under the number of the first */
    TRAP_NO_DEATH,            /* rows of persons who died on 1600-01-01: who live */
    TRAP_NO_BIRTH,            /* rows of persons born in 1600: nobody knows when */
    TRAP_OPEN_CONDITION,      /* conditions that ended on 1600-01-01: which last */
    TRAP_OPEN_CONTRACT,       /* the same of contracts with a referring doctor */
    TRAP_OTHER_EXEMPTION,     /* rows among the conditions that are none */
    TRAP_ERROR_GROUP,         /* stays of a group 90 */
    TRAP_BETWEEN_HOSPITALS,   /* stays in another hospital on behalf of the first */
    TRAP_RETURN_CODE,         /* stays whose patient is badly identified */
    TRAP_STAY_ACTIVITIES,     /* acts of stays with a row for the anaesthetist besides */
    TRAP_DUPLICATE_FINESS,    /* stays told by a hospital and by its legal entity */
    N_TRAPS
} Trap;

/* How the report calls it. */
const char *trap_name(Trap trap);
