/* How many acts a second are made up and stored: one thread makes them, PostgreSQL takes them on its
 * own. An act is a row of ER_PRS_F with its rows of ER_PHA_F, ER_BIO_F or ER_CAM_F. Usage:
 * bench_synthetic [ACTS], two million by default. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "engine/synthetic/synthetic.h"
#include "tests/live/live_database.h"
#include "tests/live/synthetic_case.h"

enum { DEFAULT_ACTS = 2000000, ENOUGH = 300000 };

static double
seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
    RegionSetting setting = SYNTHETIC_DEFAULT;
    setting.n_lines = argc > 1 ? atoi(argv[1]) : DEFAULT_ACTS;
    LiveDatabase *server = live_database_start();
    synthetic_case_make_tables(server);
    double wall = seconds(CLOCK_MONOTONIC), own = seconds(CLOCK_PROCESS_CPUTIME_ID);
    SyntheticReport report = synthetic_case_fill(server, &setting);
    wall = seconds(CLOCK_MONOTONIC) - wall;
    own = seconds(CLOCK_PROCESS_CPUTIME_ID) - own;
    live_database_stop(server);

    /* A busy machine makes the server wait for a core; what we take of one, it does not change. */
    double rate = (double)report.n_acts / wall, ours = (double)report.n_acts / own;
    printf("%zu acts, %zu details, %zu persons\n", report.n_acts, report.n_details,
           report.n_persons);
    printf("made and stored  %6.2f s  %8.0f acts/s\n", wall, rate);
    printf("one core's work  %6.2f s  %8.0f acts/s  (at least %d)\n", own, ours, ENOUGH);
    return ours >= ENOUGH ? EXIT_SUCCESS : EXIT_FAILURE;
}
