#include "tests/live/random_campaign.h"

#include "engine/source/connection.h"

enum { N_PATIENTS = 24, N_DAYS = 1100 };

/* The last two are in no other relation; "opposed" is. */
static const char *const PRACTITIONERS[] = {
    "D'1", "D\\2", "D\"3\n", "x' OR '1'='1", "Zo\xc3\xa9 \xe2\x82\xac", "opposed", "stranger", "",
};
enum { N_KNOWN = 6, N_PRACTITIONERS = 8 };

typedef struct {
    const char *system, *code, *atc, *role, *units, *group;
} RandomCode;
static const RandomCode CODES[] = {
    {"CIP13", "3400930000011", "J01MA02", "generic", "10", "G1"},
    {"CIP13", "3400930000028", "J01MA12", "originator", "0.125", "G'2\\"},
    {"CIP13", "3400930000035", "J01CA04", NULL, "6.5", ""},
    {"CIP13", "3400930000042", "J01", NULL, NULL, NULL},
    {"CIP13", "o'code\\", "N05BA12", "generic", "30", "G1"},
    {"CIP13", "3400930000066", NULL, NULL, "1.333", NULL},
    {"ATC", "J01MA02", "A10BA02", NULL, NULL, NULL},
    {"ATC", "N05BA01", NULL, NULL, "28", NULL},
    {"NABM", "1577", NULL, NULL, NULL, NULL},
    {"RXNORM", "1577", "J01MA02", NULL, NULL, NULL},
    {"CCAM", "BGQP002", NULL, NULL, "1", NULL},
};
enum { N_CODES = G_N_ELEMENTS(CODES) };

static int
below(GRand *random, int n)
{
    return g_rand_int_range(random, 0, n);
}

static bool
one_in(GRand *random, int n)
{
    return below(random, n) == 0;
}

static const char *
pick(GRand *random, const char *const *texts, int n)
{
    return texts[below(random, n)];
}
/* One draw a statement: C leaves the order of arguments to the compiler, and a seed must mean the
 * same campaign to all. */
#define PICK(random, texts) pick((random), (texts), (int)G_N_ELEMENTS(texts))

/* --- data ------------------------------------------------------------------------------------ */

static char *
literal(const char *text)
{
    return text == NULL ? g_strdup("NULL") : sql_literal(text);
}

static char *
patient(int i)
{
    g_autofree char *id = g_strdup_printf("p'%d\\\"", i);
    return sql_literal(id);
}

static char *
day(GRand *random, int first, int n)
{
    return g_strdup_printf("date '2023-04-01' + %d", first + below(random, n));
}

static char *
day_or_null(GRand *random, int first, int n)
{
    return one_in(random, 2) ? g_strdup("NULL") : day(random, first, n);
}

static void
append_practitioners(GRand *random, GString *sql)
{
    static const char *const specialties[] = {"'MG'", "'CARDIO'", "NULL", "'M\\G'''"};
    for (int i = 0; i < N_KNOWN; i++) {
        g_autofree char *id = literal(PRACTITIONERS[i]);
        g_string_append_printf(sql,
                               "INSERT INTO miroir.practitioner (practitioner_id, specialty, "
                               "opposed_on) VALUES (%s, %s, %s);\n",
                               id, PICK(random, specialties),
                               i == N_KNOWN - 1 ? "'2020-01-01'" : "NULL");
    }
}

static void
append_codes(GString *sql)
{
    for (size_t i = 0; i < N_CODES; i++) {
        g_autofree char *code = literal(CODES[i].code);
        g_autofree char *atc = literal(CODES[i].atc);
        g_autofree char *role = literal(CODES[i].role);
        g_autofree char *group = literal(CODES[i].group);
        g_string_append_printf(sql,
                               "INSERT INTO miroir.code (code_system, code, atc, generic_role, "
                               "generic_group, units) VALUES ('%s', %s, %s, %s, %s, %s);\n",
                               CODES[i].system, code, atc, role, group,
                               CODES[i].units != NULL ? CODES[i].units : "NULL");
    }
}

/* Registrations follow one another, with and without gaps. */
static void
append_registrations(GRand *random, GString *sql, const char *id)
{
    for (int from = -below(random, 200), last; from < N_DAYS; from = last + 1 + below(random, 60)) {
        last = from + below(random, 500);
        g_autofree char *practitioner = literal(PRACTITIONERS[below(random, N_PRACTITIONERS)]);
        bool open = one_in(random, 5);
        g_autofree char *end =
            open ? g_strdup("NULL") : g_strdup_printf("date '2023-04-01' + %d", last);
        g_string_append_printf(sql,
                               "INSERT INTO miroir.registration VALUES (%s, %s, "
                               "date '2023-04-01' + %d, %s);\n",
                               id, practitioner, from, end);
        if (open)
            return;
    }
}

static void
append_patients(GRand *random, GString *sql)
{
    static const char *const sexes[] = {"'F'", "'M'", "NULL"};
    static const char *const conditions[] = {"ALD08", "ALD23", "E11", "E119", "e11"};
    for (int i = 0; i < N_PATIENTS; i++) {
        g_autofree char *id = patient(i);
        static const char *const births[] = {"NULL", "NULL", "'-infinity'", "'infinity'"};
        g_autofree char *birth =
            one_in(random, 2) ? g_strdup(PICK(random, births)) : day(random, -30000, 32000);
        g_autofree char *death = one_in(random, 3) ? day(random, 0, N_DAYS) : g_strdup("NULL");
        if (!one_in(random, 8))
            g_string_append_printf(sql,
                                   "INSERT INTO miroir.patient (patient_id, birth_date, sex, "
                                   "died_on) VALUES (%s, %s, %s, %s);\n",
                                   id, birth, PICK(random, sexes), death);
        append_registrations(random, sql, id);
        for (int j = below(random, 4); j > 0; j--) {
            int from = below(random, N_DAYS);
            g_autofree char *to = day_or_null(random, from, 400);
            g_string_append_printf(sql,
                                   "INSERT INTO miroir.patient_condition VALUES (%s, '%s', "
                                   "date '2023-04-01' + %d, %s) ON CONFLICT DO NOTHING;\n",
                                   id, PICK(random, conditions), from, to);
        }
    }
}

/* Days, prescriptions and quantities are few, so that lines repeat and reversals meet their line. */
static void
append_claims(GRand *random, GString *sql, size_t n_claims)
{
    static const char *const quantities[] = {"1",   "2",     "1", "-1",  "-2",
                                             "0.5", "1.125", "0", "-1.5"};
    static const char *const amounts[] = {"NULL", "10", "4.25", "-4.25", "0", "0.01", "-10"};
    static const char *const prescriptions[] = {"NULL", "NULL", "'R1'", "'R2'", "'r''\\2'", "''"};
    for (size_t i = 0; i < n_claims; i++) {
        const RandomCode *known = &CODES[below(random, N_CODES)];
        g_autofree char *code = literal(one_in(random, 30) ? "unknown" : known->code);
        g_autofree char *practitioner = literal(PRACTITIONERS[below(random, N_PRACTITIONERS)]);
        g_autofree char *performer =
            literal(one_in(random, 3) ? NULL : PRACTITIONERS[below(random, N_PRACTITIONERS)]);
        g_autofree char *id = patient(below(random, N_PATIENTS));
        const char *received = one_in(random, 20) ? "'2027-01-01'" : "NULL";
        const char *prescription = PICK(random, prescriptions);
        const char *amount = PICK(random, amounts);
        const char *quantity = PICK(random, quantities);
        int performed = below(random, 80) * 14;
        g_string_append_printf(
            sql, "%s(%s, %s, %s, date '2023-04-01' + %d, '%s', %s, %s, %s, %s, %s)",
            i == 0 ? "INSERT INTO miroir.claim VALUES " : ",\n", practitioner, performer, id,
            performed, known->system, code, quantity, amount, prescription, received);
    }
    g_string_append(sql, ";\n");
}

char *
random_data(GRand *random, size_t n_claims)
{
    g_autoptr(GString) sql = g_string_new(NULL);
    append_practitioners(random, sql);
    append_codes(sql);
    append_patients(random, sql);
    append_claims(random, sql, n_claims);
    return g_string_free(g_steal_pointer(&sql), FALSE);
}

/* --- indicators ------------------------------------------------------------------------------ */

static char *
lines(GRand *random, int depth)
{
    static const char *const leaves[] = {
        "atc in (J01*)",
        "atc in (J01MA02)",
        "atc in (N05BA*, A10*)",
        "nabm in (1577)",
        "quantity >= 1",
        "quantity != 1.125",
        "amount < 5",
        "not amount < 5",
        "units > 3",
        "units = 0.625",
        "specialty in (MG)",
        "not specialty in (CARD*)",
        "code in (RXNORM:1577, CIP13:34009*)",
        "generic_role in (generic)",
        "generic_group in (*)",
        "not generic_group in (G1)",
        "quantity * 2 + units >= amount - 1.5",
        "cip13 in (34*)",
    };
    int shape = depth == 0 ? 0 : below(random, 5);
    if (shape < 2)
        return g_strdup(PICK(random, leaves));
    g_autofree char *left = lines(random, depth - 1);
    if (shape == 2)
        return g_strdup_printf("not (%s)", left);
    g_autofree char *right = lines(random, depth - 1);
    return g_strdup_printf("(%s) %s (%s)", left, shape == 3 ? "and" : "or", right);
}

static char *
term(GRand *random, int n_counters, int depth)
{
    if (depth == 0 || one_in(random, 3)) {
        int leaf = below(random, 6);
        return leaf == 0   ? g_strdup("age")
               : leaf == 1 ? g_strdup_printf("%d.5", below(random, 4))
                           : g_strdup_printf("c%d", below(random, n_counters));
    }
    static const char *const operators[] = {"+", "-"};
    g_autofree char *left = term(random, n_counters, depth - 1);
    if (one_in(random, 4))
        return g_strdup_printf("(%s) * %d", left, 1 + below(random, 3));
    g_autofree char *right = term(random, n_counters, depth - 1);
    return g_strdup_printf("(%s) %s (%s)", left, PICK(random, operators), right);
}

/* `n_counters` 0: a condition without counters. */
static char *
condition(GRand *random, int n_counters, int depth)
{
    static const char *const leaves[] = {
        "sex = F",
        "has_condition(ALD08)",
        "has_condition(E11*, ALD23)",
        "registered",
        "age >= 18",
        "not age < 65",
        "not has_condition(E11)",
        "not registered",
        "sex = M",
        "age >= 16 and age <= 65",
    };
    static const char *const signs[] = {"=", "!=", "<", "<=", ">", ">="};
    int shape = depth == 0 ? below(random, 2) : below(random, 5);
    if (shape == 0 || (shape == 1 && n_counters == 0))
        return g_strdup(PICK(random, leaves));
    if (shape == 1) {
        g_autofree char *left = term(random, n_counters, 1);
        g_autofree char *right = term(random, n_counters, 1);
        const char *side = one_in(random, 2) ? right : "1";
        return g_strdup_printf("%s %s %s", left, PICK(random, signs), side);
    }
    g_autofree char *left = condition(random, n_counters, depth - 1);
    if (shape == 2)
        return g_strdup_printf("not (%s)", left);
    g_autofree char *right = condition(random, n_counters, depth - 1);
    return g_strdup_printf("(%s) %s (%s)", left, shape == 3 ? "and" : "or", right);
}

static const char *const COUNTS[] = {"lines",  "dates",         "quantity",
                                     "amount", "prescriptions", "molecules"};

static void
append_counters(GRand *random, GString *yaml, int n, bool own_windows)
{
    static const char *const windows[] = {"",
                                          "",
                                          ", window: 6 months",
                                          ", window: 1 month",
                                          ", window: 24 months",
                                          ", window: 36 months"};
    static const char *const washouts[] = {"", "", ", washout: 1 month", ", washout: 6 months",
                                           ", washout: 12 months"};
    g_string_append(yaml, "    counters:\n");
    for (int i = 0; i < n; i++) {
        g_autofree char *which = lines(random, 2);
        int count = below(random, (int)G_N_ELEMENTS(COUNTS));
        const char *washout = PICK(random, washouts);
        const char *window = own_windows ? PICK(random, windows) : "";
        const char *units = count == 2 && one_in(random, 2) ? ", units: true" : "";
        g_string_append_printf(yaml, "      c%d: {lines: \"%s\", count: %s%s%s%s}\n", i, which,
                               COUNTS[count], units, window, washout);
    }
}

/* A condition or a term. Prescribers and performers know only patients with a counted line, so that
 * both parts must ask for one there. The caller frees. */
static char *
patient_part(GRand *random, bool of_list, bool may_be_term, int n_counters)
{
    bool is_term = may_be_term && one_in(random, 2);
    if (is_term && of_list)
        return term(random, n_counters, 2);
    if (is_term)
        return g_strdup_printf("c%d", below(random, n_counters));
    g_autofree char *any = condition(random, n_counters, 2);
    return of_list ? g_steal_pointer(&any)
                   : g_strdup_printf("(%s) and c%d > 0", any, below(random, n_counters));
}

static void
append_patient_indicator(GRand *random, GString *yaml, int kind, int attribution)
{
    int n_counters = 1 + below(random, 3);
    bool of_list = attribution == 2;
    bool counts_patients = kind == 1 && one_in(random, 2);
    g_string_append(yaml, "    unit: patient\n");
    append_counters(random, yaml, n_counters, !counts_patients);
    g_autofree char *population = condition(random, counts_patients ? 0 : n_counters, 2);
    if (!one_in(random, 3))
        g_string_append_printf(yaml, "    population: \"%s\"\n", population);
    g_autofree char *denominator = patient_part(random, of_list, kind != 0, n_counters);
    g_autofree char *numerator = patient_part(random, of_list, kind != 0, n_counters);
    g_string_append_printf(yaml, "    denominator: \"%s\"\n    numerator: \"%s\"\n",
                           !counts_patients ? denominator
                           : of_list        ? "registered_patients"
                                            : "patients_seen",
                           numerator);
}

static void
append_claim_indicator(GRand *random, GString *yaml, int kind, int attribution)
{
    static const char *const terms[] = {"quantity", "amount", "units"};
    g_autofree char *denominator = lines(random, 2);
    g_autofree char *numerator = lines(random, 2);
    bool list = kind == 1 && one_in(random, 2);
    const char *count = kind == 2 ? "lines" : PICK(random, COUNTS);
    g_string_append_printf(
        yaml, "    unit: claim\n    count: %s\n    denominator: \"%s\"\n    numerator: \"%s\"\n",
        count,
        !list              ? denominator
        : attribution == 2 ? "registered_patients"
                           : "patients_seen",
        kind == 2 ? PICK(random, terms) : numerator);
    if (one_in(random, 2)) {
        g_autofree char *population = condition(random, 0, 2);
        g_string_append_printf(yaml, "    population: \"%s\"\n", population);
    }
}

char *
random_indicators(GRand *random, int n)
{
    static const char *const kinds[] = {"proportion", "rate", "mean"};
    static const char *const attributions[] = {"prescriber", "performer", "registered"};
    static const char *const windows[] = {"", "", "    window: 6 months\n",
                                          "    window: 12 months\n", "    window: 24 months\n"};
    g_autoptr(GString) yaml = g_string_new(NULL);
    for (int i = 0; i < n; i++) {
        int kind = below(random, 3), attribution = below(random, 3);
        g_string_append_printf(yaml,
                               "  - id: i%d\n    label: {fr: \"L\", en: \"L\"}\n"
                               "    type: prescription\n    kind: %s\n    attribution: %s\n%s%s%s",
                               i, kinds[kind], attributions[attribution], PICK(random, windows),
                               kind == 1 ? "    per: 100\n" : "",
                               i % 2 == 0 ? "    standardise: age_sex\n" : "");
        if (one_in(random, 3))
            append_claim_indicator(random, yaml, kind, attribution);
        else
            append_patient_indicator(random, yaml, kind, attribution);
    }
    return g_string_free(g_steal_pointer(&yaml), FALSE);
}
