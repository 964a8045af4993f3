/* The contract as a table, in the order of sql/contract, which it must match column by column. */
#include "engine/source/contract.h"

static const char SEX[] = "M,F";

static const ContractColumn PRACTITIONER[] = {
    {"practitioner_id", CONTRACT_TEXT, true, NULL},
    {"profession", CONTRACT_TEXT, false, NULL},
    {"specialty", CONTRACT_TEXT, false, NULL},
    {"territory_id", CONTRACT_TEXT, false, NULL},
    {"active_from", CONTRACT_DATE, false, NULL},
    {"active_to", CONTRACT_DATE, false, NULL},
    {"opposed_on", CONTRACT_DATE, false, NULL},
    {"rpps", CONTRACT_TEXT, false, NULL},
    {"title", CONTRACT_TEXT, false, NULL},
    {"given_name", CONTRACT_TEXT, false, NULL},
    {"name", CONTRACT_TEXT, false, NULL},
    {"address_1", CONTRACT_TEXT, false, NULL},
    {"address_2", CONTRACT_TEXT, false, NULL},
    {"postcode", CONTRACT_TEXT, false, NULL},
    {"town", CONTRACT_TEXT, false, NULL},
    {"secure_email", CONTRACT_TEXT, false, NULL},
    {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn TERRITORY[] = {
    {"territory_id", CONTRACT_TEXT, true, NULL}, {"label", CONTRACT_TEXT, true, NULL},
    {"parent_id", CONTRACT_TEXT, false, NULL},   {"region_id", CONTRACT_TEXT, false, NULL},
    {"urban", CONTRACT_BOOLEAN, false, NULL},    {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn QUALITY_GROUP[] = {
    {"group_id", CONTRACT_TEXT, true, NULL},      {"label", CONTRACT_TEXT, true, NULL},
    {"territory_id", CONTRACT_TEXT, false, NULL}, {"opened_on", CONTRACT_DATE, false, NULL},
    {"closed_on", CONTRACT_DATE, false, NULL},    {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn MEMBERSHIP[] = {
    {"group_id", CONTRACT_TEXT, true, NULL},
    {"practitioner_id", CONTRACT_TEXT, true, NULL},
    {"role", CONTRACT_TEXT, true, "member,facilitator"},
    {"joined_on", CONTRACT_DATE, true, NULL},
    {"left_on", CONTRACT_DATE, false, NULL},
    {"contract_signed_on", CONTRACT_DATE, false, NULL},
    {"trained_on", CONTRACT_DATE, false, NULL},
    {"anonymity_waived_on", CONTRACT_DATE, false, NULL},
    {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn PATIENT[] = {
    {"patient_id", CONTRACT_TEXT, true, NULL}, {"birth_date", CONTRACT_DATE, false, NULL},
    {"sex", CONTRACT_TEXT, false, SEX},        {"territory_id", CONTRACT_TEXT, false, NULL},
    {"died_on", CONTRACT_DATE, false, NULL},   {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn PATIENT_CONDITION[] = {
    {"patient_id", CONTRACT_TEXT, true, NULL}, {"condition", CONTRACT_TEXT, true, NULL},
    {"valid_from", CONTRACT_DATE, true, NULL}, {"valid_to", CONTRACT_DATE, false, NULL},
    {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn REGISTRATION[] = {
    {"patient_id", CONTRACT_TEXT, true, NULL}, {"practitioner_id", CONTRACT_TEXT, true, NULL},
    {"valid_from", CONTRACT_DATE, true, NULL}, {"valid_to", CONTRACT_DATE, false, NULL},
    {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn CODE[] = {
    {"code_system", CONTRACT_TEXT, true, NULL},    {"code", CONTRACT_TEXT, true, NULL},
    {"atc", CONTRACT_TEXT, false, NULL},           {"label", CONTRACT_TEXT, false, NULL},
    {"generic_group", CONTRACT_TEXT, false, NULL}, {"generic_role", CONTRACT_TEXT, false, NULL},
    {"units", CONTRACT_QUANTITY, false, NULL},     {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn CLAIM[] = {
    {"practitioner_id", CONTRACT_TEXT, true, NULL},
    {"performer_id", CONTRACT_TEXT, false, NULL},
    {"patient_id", CONTRACT_TEXT, true, NULL},
    {"care_date", CONTRACT_DATE, true, NULL},
    {"code_system", CONTRACT_TEXT, true, NULL},
    {"code", CONTRACT_TEXT, true, NULL},
    {"quantity", CONTRACT_QUANTITY, true, NULL},
    {"amount", CONTRACT_AMOUNT, false, NULL},
    {"prescription_id", CONTRACT_TEXT, false, NULL},
    {"received_on", CONTRACT_DATE, false, NULL},
    {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn INDICATOR_COUNT[] = {
    {"practitioner_id", CONTRACT_TEXT, true, NULL},
    {"indicator_id", CONTRACT_TEXT, true, NULL},
    {"period", CONTRACT_PERIOD, true, NULL},
    {"numerator", CONTRACT_NUMERIC, true, NULL},
    {"denominator", CONTRACT_NUMERIC, true, NULL},
    {"numerator_patients", CONTRACT_INTEGER, false, NULL},
    {"denominator_patients", CONTRACT_INTEGER, false, NULL},
    {"sum_squares", CONTRACT_NUMERIC, false, NULL},
    {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn MEETING[] = {
    {"meeting_id", CONTRACT_TEXT, true, NULL}, {"group_id", CONTRACT_TEXT, true, NULL},
    {"held_on", CONTRACT_DATE, false, NULL},   {"kind", CONTRACT_TEXT, false, "theme,restitution"},
    {"theme_id", CONTRACT_TEXT, false, NULL},  {"planned", CONTRACT_BOOLEAN, false, NULL},
    {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn ATTENDANCE[] = {
    {"meeting_id", CONTRACT_TEXT, true, NULL},
    {"practitioner_id", CONTRACT_TEXT, true, NULL},
    {"present", CONTRACT_BOOLEAN, true, NULL},
    {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn ALLOWANCE[] = {
    {"practitioner_id", CONTRACT_TEXT, true, NULL},
    {"period", CONTRACT_PERIOD, true, NULL},
    {"amount", CONTRACT_AMOUNT, true, NULL},
    {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn EXPENSE[] = {
    {"year", CONTRACT_INTEGER, true, NULL},    {"line", CONTRACT_TEXT, true, NULL},
    {"planned", CONTRACT_AMOUNT, false, NULL}, {"paid", CONTRACT_AMOUNT, false, NULL},
    {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn INDICATOR_REVIEW[] = {
    {"group_id", CONTRACT_TEXT, true, NULL},     {"indicator_id", CONTRACT_TEXT, true, NULL},
    {"accepted", CONTRACT_BOOLEAN, true, NULL},  {"comment", CONTRACT_TEXT, false, NULL},
    {"reviewed_on", CONTRACT_DATE, false, NULL}, {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn FACILITY[] = {
    {"facility_id", CONTRACT_TEXT, true, NULL}, {"label", CONTRACT_TEXT, true, NULL},
    {"category", CONTRACT_TEXT, false, NULL},   {"territory_id", CONTRACT_TEXT, false, NULL},
    {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn STAY[] = {
    {"facility_id", CONTRACT_TEXT, false, NULL},
    {"territory_id", CONTRACT_TEXT, true, NULL},
    {"sex", CONTRACT_TEXT, false, SEX},
    {"age", CONTRACT_INTEGER, false, NULL},
    {"admitted_on", CONTRACT_DATE, true, NULL},
    {"act_code", CONTRACT_TEXT, false, NULL},
    {"diagnosis_code", CONTRACT_TEXT, false, NULL},
    {"drg", CONTRACT_TEXT, false, NULL},
    {"ambulatory", CONTRACT_BOOLEAN, false, NULL},
    {"patient_id", CONTRACT_TEXT, false, NULL},
    {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn POPULATION[] = {
    {"territory_id", CONTRACT_TEXT, true, NULL}, {"year", CONTRACT_INTEGER, true, NULL},
    {"sex", CONTRACT_TEXT, true, SEX},           {"age_band", CONTRACT_TEXT, true, NULL},
    {"persons", CONTRACT_INTEGER, true, NULL},   {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn FACILITY_REFERENT[] = {
    {"facility_id", CONTRACT_TEXT, true, NULL}, {"name", CONTRACT_TEXT, false, NULL},
    {"profession", CONTRACT_TEXT, false, NULL}, {"contact", CONTRACT_TEXT, false, NULL},
    {NULL, CONTRACT_TEXT, false, NULL},
};

static const ContractColumn ACTION_PLAN[] = {
    {"facility_id", CONTRACT_TEXT, true, NULL},  {"topic", CONTRACT_TEXT, true, NULL},
    {"objective", CONTRACT_TEXT, false, NULL},   {"indicator_id", CONTRACT_TEXT, false, NULL},
    {"baseline", CONTRACT_NUMERIC, false, NULL}, {"target", CONTRACT_NUMERIC, false, NULL},
    {"due_on", CONTRACT_DATE, false, NULL},      {"received_on", CONTRACT_DATE, false, NULL},
    {"state", CONTRACT_TEXT, false, NULL},       {NULL, CONTRACT_TEXT, false, NULL},
};

const ContractRelation CONTRACT[] = {
    {"practitioner", PRACTITIONER, "practitioner_id"},
    {"territory", TERRITORY, "territory_id"},
    {"quality_group", QUALITY_GROUP, "group_id"},
    {"membership", MEMBERSHIP, "group_id,practitioner_id,joined_on"},
    {"patient", PATIENT, "patient_id"},
    {"patient_condition", PATIENT_CONDITION, "patient_id,condition,valid_from"},
    {"registration", REGISTRATION, "patient_id,practitioner_id,valid_from"},
    {"code", CODE, "code_system,code"},
    {"claim", CLAIM, NULL},
    {"indicator_count", INDICATOR_COUNT, "practitioner_id,indicator_id,period"},
    {"meeting", MEETING, "meeting_id"},
    {"attendance", ATTENDANCE, "meeting_id,practitioner_id"},
    {"allowance", ALLOWANCE, "practitioner_id,period"},
    {"expense", EXPENSE, "year,line"},
    {"indicator_review", INDICATOR_REVIEW, "group_id,indicator_id"},
    {"facility", FACILITY, "facility_id"},
    {"stay", STAY, NULL},
    {"population", POPULATION, "territory_id,year,sex,age_band"},
    {"facility_referent", FACILITY_REFERENT, NULL},
    {"action_plan", ACTION_PLAN, NULL},
    {NULL, NULL, NULL},
};

const ContractRelation *
contract_relation(const char *name)
{
    for (const ContractRelation *relation = CONTRACT; relation->name != NULL; relation++) {
        if (g_str_equal(relation->name, name))
            return relation;
    }

    return NULL;
}

int
contract_relation_find(const ContractRelation *self, const char *column)
{
    for (int i = 0; self->columns[i].name != NULL; i++) {
        if (g_str_equal(self->columns[i].name, column))
            return i;
    }

    return -1;
}

const char *
contract_type_sql(ContractType type)
{
    static const char *const NAMES[N_CONTRACT_TYPES] = {
        [CONTRACT_TEXT] = "text",        [CONTRACT_PERIOD] = "text",
        [CONTRACT_DATE] = "date",        [CONTRACT_NUMERIC] = "numeric",
        [CONTRACT_QUANTITY] = "numeric", [CONTRACT_AMOUNT] = "numeric",
        [CONTRACT_INTEGER] = "bigint",   [CONTRACT_BOOLEAN] = "boolean",
    };

    return NAMES[type];
}
