/* libpq without a server: linked in its place, it answers each call with the next step of a script
 * and fails the test when the program calls something else. For failures that no real server gives
 * on demand. */
#pragma once

#include <libpq-fe.h>
#include <stddef.h>

typedef enum {
    FAKE_END,         /* no more calls are expected */
    FAKE_CONNECT,     /* number: a ConnStatusType; text: the error message */
    FAKE_SEND,        /* a statement that contains `text`; number 0: sending fails */
    FAKE_RESULT,      /* number: an ExecStatusType; text: its value or primary message */
    FAKE_NO_RESULT,   /* the statement has no more results */
    FAKE_BUSY,        /* nothing to read yet, but soon */
    FAKE_SILENT,      /* nothing to read until somebody cancels */
    FAKE_LOST,        /* the connection breaks while waiting; text: the error message */
    FAKE_ROW,         /* of a COPY out: `length` bytes at `text` */
    FAKE_ROWS_END,    /* no more rows */
    FAKE_ROWS_BROKEN, /* the stream cannot be read on */
    FAKE_PUT,         /* data of a COPY in; number: what PQputCopyData returns */
    FAKE_PUT_END,     /* the end of a COPY in; number: what PQputCopyEnd returns */
} FakeCall;

typedef struct {
    FakeCall call;
    int number;
    const char *text;
    const char *sqlstate;                /* of a result */
    const char *tag;                     /* of a result: "SELECT 1", "COMMIT" */
    PGTransactionStatusType transaction; /* from this step on */
    size_t length;
    int version;          /* of a server; 0: recent */
    const char *encoding; /* of a database; NULL: UTF8 */
} FakeStep;

/* Begins a test with that script, which ends with FAKE_END. */
void fake_libpq_play(const FakeStep *script);
/* Fails unless the whole script was played and everything handed out was given back. */
void fake_libpq_check(void);
/* How often a cancel was sent. */
int fake_libpq_n_cancels(void);
