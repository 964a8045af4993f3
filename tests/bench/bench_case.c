#include "tests/bench/bench_case.h"

/* Of 36 groups of codes, equally frequent, each indicator has its own: a third is wanted. */
enum { GROUPS = 36, CODES = 1500, PATIENTS_PER_PRACTITIONER = 400 };

char *
bench_case_indicators(void)
{
    g_autoptr(GString) yaml = g_string_new(NULL);
    for (int i = 0; i < BENCH_INDICATORS; i++) {
        static const char *const counts[] = {"lines", "quantity", "amount"};
        g_string_append_printf(yaml,
                               "  - id: i%d\n    label: {fr: \"L\", en: \"L\"}\n"
                               "    type: prescription\n    kind: proportion\n",
                               i);
        if (i < BENCH_INDICATORS / 2)
            g_string_append_printf(yaml,
                                   "    unit: claim\n    count: %s\n"
                                   "    denominator: \"atc in (G%02d*)\"\n"
                                   "    numerator: \"atc in (G%02dA*)\"\n",
                                   counts[i % 3], i, i);
        else
            g_string_append_printf(yaml,
                                   "    unit: patient\n    counters:\n"
                                   "      all: {lines: \"atc in (G%02d*)\"}\n"
                                   "      some: {lines: \"atc in (G%02dA*)\", count: dates}\n"
                                   "    denominator: \"all >= 1\"\n    numerator: \"some >= 2\"\n",
                                   i, i);
    }
    return g_string_free(g_steal_pointer(&yaml), FALSE);
}

/* Everything follows from the line's number by a hash, so that the region is the same everywhere.
 * A reversal (one line in fifty) is the line before it with its quantity turned round. */
char *
bench_case_sql(long n_lines)
{
    return g_strdup_printf(
        "ALTER TABLE miroir.claim SET UNLOGGED;\n"
        "INSERT INTO miroir.practitioner (practitioner_id, specialty)\n"
        "SELECT 'D' || lpad(i::text, 8, '0'), 'MG' FROM generate_series(0, %d) AS i;\n"
        "INSERT INTO miroir.code (code_system, code, atc)\n"
        "SELECT 'CIP13', '34009' || lpad(i::text, 8, '0'),\n"
        "    'G' || lpad((i %% %d)::text, 2, '0') || chr(65 + i / %d %% 3) || 'A01'\n"
        "FROM generate_series(0, %d) AS i;\n"
        "CREATE FUNCTION pg_temp.draw(g bigint, what int, n int) RETURNS int LANGUAGE sql\n"
        "    IMMUTABLE AS 'SELECT ((hashint8extended(g, what) & 2147483647) %% n)::int';\n"
        "INSERT INTO miroir.claim (practitioner_id, patient_id, care_date, code_system, code,\n"
        "    quantity, amount, prescription_id)\n"
        "SELECT 'D' || lpad(d::text, 8, '0'), 'P' || lpad((d * %d + p)::text, 9, '0'),\n"
        "    date '2024-04-01' + day, 'CIP13', '34009' || lpad(code::text, 8, '0'),\n"
        "    sign * quantity, sign * quantity * (code %% 97 + 1) / 10.0, 'R' || k / 3\n"
        "FROM (SELECT k, sign, pg_temp.draw(k, 1, %d) AS d, pg_temp.draw(k, 2, %d) AS p,\n"
        "        pg_temp.draw(k, 3, 730) AS day, pg_temp.draw(k, 4, %d) AS code,\n"
        "        1 + pg_temp.draw(k, 5, 3) AS quantity\n"
        "    FROM (SELECT g - (g %% 50 = 0)::int AS k, 1 - 2 * (g %% 50 = 0)::int AS sign\n"
        "        FROM generate_series(1::bigint, %ld) AS g) AS t) AS t;\n",
        BENCH_PRACTITIONERS - 1, GROUPS, GROUPS, CODES - 1, PATIENTS_PER_PRACTITIONER,
        BENCH_PRACTITIONERS, PATIENTS_PER_PRACTITIONER, CODES, n_lines);
}
