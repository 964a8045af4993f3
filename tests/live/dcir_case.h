/* Hand-made rows of the official tables of the DCIR, one case for each trap, and a server whose views
 * read them: for the tests of the views and for those of the extraction scripts. */
#pragma once

#include "engine/source/known_source.h"
#include "tests/live/live_database.h"

/* Net lines as the engine makes them, of what has come in until the end of April 2025. */
#define NET                                                                                        \
    "WITH net AS (SELECT practitioner_id, performer_id, patient_id, care_date, code_system, "      \
    "code, prescription_id, sum(quantity) AS quantity, sum(amount) AS amount FROM miroir.claim "   \
    "WHERE received_on <= '2025-04-30' GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(quantity) > 0) "
/* How many lines, their quantity and amount. */
#define TOTALS                                                                                     \
    NET "SELECT count(*) || ' ' || coalesce(trim_scale(sum(quantity)), 0) || ' ' || "              \
        "coalesce(sum(amount), 0) FROM net"
#define PRESCRIBERS                                                                                \
    NET "SELECT string_agg(practitioner_id || ' ' || n, ', ' ORDER BY practitioner_id) FROM "      \
        "(SELECT practitioner_id, count(*) AS n FROM net GROUP BY 1) AS p"

typedef struct {
    const char *trap; /* as between the marks of the SQL; the last case of all has NULL */
    const char *rows;
    const char *question;
    const char *right, *wrong;
} DcirCase;

extern const DcirCase DCIR_CASES[];
size_t dcir_case_count(void);

/* For an unchecked fixture: a server with the official tables in schema snds and the views installed. */
void dcir_case_start(void);
void dcir_case_stop(void);
KnownSource *dcir_case_source(void);

/* A transaction with the fixture and `rows`, which ends with the connection. */
Connection *dcir_case_open(const char *rows);
void dcir_case_run(Connection *connection, const char *sql);
void dcir_case_run_file(Connection *connection, const char *relative);
/* The first value of the first row, "" for NULL or no row. The caller frees. */
char *dcir_case_ask(Connection *connection, const char *question);
