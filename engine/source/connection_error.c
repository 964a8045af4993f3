/* How a failure of the database is worded: SQLSTATE and primary message, and what to do about it.
 * Never DETAIL or CONTEXT, which quote rows, that is, health data. */
#include "engine/source/connection_private.h"
#include "engine/words/words.h"

#include <string.h>

typedef struct {
    const char *sqlstate; /* or a class of two characters */
    const char *hint;
} StateHint;

static const StateHint STATE_HINTS[] = {
    {"42501", N_("let a DBA run: GRANT USAGE ON SCHEMA miroir TO the role; "
                 "GRANT SELECT ON ALL TABLES IN SCHEMA miroir TO the role")},
    {"42P01",
     N_("create the relation with sql/contract, or as a view; `miroir check` lists them all")},
    {"42703", N_("`miroir check` lists the columns that are needed")},
    {"25006", N_("the server or the role only allows reading")},
    {"40001", N_("the server is a standby that discarded what was being read: run again, or set "
                 "max_standby_streaming_delay higher there")},
    {"53100", N_("the disk of the server is full: make room there, then run again")},
    {"53200", N_("the server ran out of memory: lower its work_mem, then run again")},
    {"53300", N_("the server has no connection left: raise its max_connections, or lower --jobs")},
    {"55P03", N_("another program is using these tables: wait until it has ended, then run again")},
    {"57014", N_("it was cancelled, or took longer than the role's statement_timeout")},
    {"57P", N_("the server was stopped: start it, then run again")},
    {"58", N_("the server cannot read or write its files: see its log")},
};

static const char *
state_hint(const char *sqlstate)
{
    for (size_t i = 0; sqlstate != NULL && i < G_N_ELEMENTS(STATE_HINTS); i++) {
        if (g_str_has_prefix(sqlstate, STATE_HINTS[i].sqlstate))
            return STATE_HINTS[i].hint;
    }

    return NULL;
}

static char *
first_line(const char *message)
{
    return g_strchomp(g_strndup(message, strcspn(message, "\n")));
}

void
connection_set_error(Connection *self, const PGresult *result, GError **error)
{
    /* An interrupted user must not read about SQLSTATE 57014. */
    if (!connection_check_cancelled(error))
        return;

    const char *primary =
        result != NULL ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    const char *sqlstate = result != NULL ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;

    /* A COPY where a query was expected, or the other way round. */
    if (result != NULL && primary == NULL && PQstatus(self->pg) == CONNECTION_OK) {
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_STATEMENT,
                    _("the database gave an answer of another kind (%s) than was asked for"),
                    PQresStatus(PQresultStatus(result)));
        return;
    }

    /* A server that is shut down says so in a result and then hangs up: that is a lost connection
     * too, which the caller may answer with a fresh start. */
    if (primary == NULL || PQstatus(self->pg) == CONNECTION_BAD ||
        (sqlstate != NULL && g_str_has_prefix(sqlstate, "57P"))) {
        g_autofree char *line = first_line(primary != NULL ? primary : PQerrorMessage(self->pg));
        g_set_error(
            error, SOURCE_ERROR, SOURCE_ERROR_CONNECT,
            _("the connection to the database was lost: %s; see the log of the server, then "
              "run again"),
            *line != '\0' ? line : _("no reason given"));
        return;
    }

    const char *hint = state_hint(sqlstate);
    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_STATEMENT,
                hint != NULL ? _("the database refused (%s): %s; %s")
                             : _("the database refused (%s): %s%s"),
                sqlstate != NULL ? sqlstate : _("no SQLSTATE"), primary,
                hint != NULL ? _(hint) : "");
}

void
connection_set_connect_error(PGconn *pg, const char *conninfo, GError **error)
{
    const char *message = pg != NULL ? PQerrorMessage(pg) : _("out of memory");
    g_autofree char *line = first_line(message);

    if (pg != NULL && PQconnectionNeedsPassword(pg)) {
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CONNECT,
                    _("cannot connect to the database (%s): %s; put the password into ~/.pgpass "
                      "(mode 0600), a line host:port:database:user:password"),
                    conninfo, line);
        return;
    }

    const char *hint =
        g_str_has_prefix(conninfo, "service=")
            ? _("services are looked up in ~/.pg_service.conf (or $PGSERVICEFILE), then in "
                "pg_service.conf of `pg_config --sysconfdir`")
            : _("is the server running, and does it listen there");
    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CONNECT,
                _("cannot connect to the database (%s): %s; %s; try: psql \"%s\""), conninfo, line,
                hint, conninfo);
}
