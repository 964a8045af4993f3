#include "engine/synthetic/trap.h"

static const char *const NAMES[N_TRAPS] = {
    [TRAP_FAN_OUT] = "fan_out",
    [TRAP_REVERSAL] = "reversal",
    [TRAP_LATER_REVERSAL] = "later_reversal",
    [TRAP_TWIN] = "twin",
    [TRAP_PARTICIPATION] = "participation",
    [TRAP_COMPLEMENT] = "complement",
    [TRAP_INFORMATION] = "information",
    [TRAP_HOSPITAL_ACTIVITY] = "hospital_activity",
    [TRAP_NO_PRESCRIBER] = "no_prescriber",
    [TRAP_FICTITIOUS] = "fictitious",
    [TRAP_OTHER_ADDRESS] = "other_address",
    [TRAP_LARGE_PACK] = "large_pack",
    [TRAP_LATE_FLUX] = "late_flux",
    [TRAP_ACTIVITIES] = "activities",
    [TRAP_NO_PRESCRIPTION_DAY] = "no_prescription_day",
    [TRAP_SEVERAL_ADDRESSES] = "several_addresses",
    [TRAP_FICTITIOUS_DOCTOR] = "fictitious_doctor",
    [TRAP_TWO_NUMBERS] = "two_numbers",
    [TRAP_SHARED_NUMBER] = "shared_number",
    [TRAP_NO_DEATH] = "no_death",
    [TRAP_NO_BIRTH] = "no_birth",
    [TRAP_OPEN_CONDITION] = "open_condition",
    [TRAP_OPEN_CONTRACT] = "open_contract",
    [TRAP_OTHER_EXEMPTION] = "other_exemption",
    [TRAP_ERROR_GROUP] = "error_group",
    [TRAP_BETWEEN_HOSPITALS] = "between_hospitals",
    [TRAP_RETURN_CODE] = "return_code",
    [TRAP_STAY_ACTIVITIES] = "stay_activities",
    [TRAP_DUPLICATE_FINESS] = "duplicate_finess",
};

const char *
trap_name(Trap trap)
{
    return NAMES[trap];
}
