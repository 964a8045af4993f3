/* Where the campaign's database is: a service, a conninfo, or a cluster of our own. */
#include "engine/source/connection_private.h"

#include <string.h>

#include "engine/source/embedded.h"
#include "engine/words/words.h"

struct Database {
    char *conninfo;
    char *load_conninfo; /* NULL: the same */
    EmbeddedCluster *cluster;
};

GQuark
source_error_quark(void)
{
    return g_quark_from_static_string("source-error");
}

/* "service='name'", with what conninfo wants escaped. */
static char *
service_conninfo(const char *service)
{
    g_autoptr(GString) conninfo = g_string_new("service='");

    for (const char *c = service; *c != '\0'; c++) {
        if (*c == '\'' || *c == '\\')
            g_string_append_c(conninfo, '\\');
        g_string_append_c(conninfo, *c);
    }

    g_string_append_c(conninfo, '\'');
    return g_string_free(g_steal_pointer(&conninfo), FALSE);
}

/* A campaign is frozen with the edition and passed around, so no password may stand in it. */
static bool
check_conninfo(const char *conninfo, GError **error)
{
    char *message = NULL;
    PQconninfoOption *options = PQconninfoParse(conninfo, &message);

    if (options == NULL) {
        g_set_error(
            error, SOURCE_ERROR, SOURCE_ERROR_CONNECT,
            _("the conninfo does not parse: %s; write it as \"host=... dbname=... user=...\""),
            message != NULL ? g_strchomp(message) : _("no memory"));
        PQfreemem(message);
        return false;
    }

    bool has_password = false;
    for (const PQconninfoOption *option = options; option->keyword != NULL; option++)
        has_password |= option->val != NULL && strstr(option->keyword, "password") != NULL;
    PQconninfoFree(options);

    if (has_password)
        g_set_error(
            error, SOURCE_ERROR, SOURCE_ERROR_CONNECT,
            _("a password must not stand in the campaign; put it into ~/.pgpass (mode 0600), "
              "or name a service"));

    return !has_password;
}

static bool
settle_conninfo(Database *self, const DatabaseSetting *setting, GError **error)
{
    switch (setting->kind) {
    case DATABASE_SERVICE:
        self->conninfo = service_conninfo(setting->text);
        return true;
    case DATABASE_CONNINFO:
        self->conninfo = g_strdup(setting->text);
        return check_conninfo(setting->text, error);
    case DATABASE_EMBEDDED:
        self->cluster = embedded_cluster_start(setting->text, error);
        if (self->cluster != NULL)
            self->conninfo = g_strdup(embedded_cluster_conninfo(self->cluster));
        return self->cluster != NULL;
    }

    g_assert_not_reached();
}

Database *
database_open(const DatabaseSetting *setting, GError **error)
{
    g_autoptr(Database) self = g_new0(Database, 1);

    if (!settle_conninfo(self, setting, error)) {
        if (setting->place.file != NULL)
            g_prefix_error(error, _("%s:%d:%d: database: "), setting->place.file,
                           setting->place.line, setting->place.column);
        return NULL;
    }

    if (setting->load_service != NULL)
        self->load_conninfo = service_conninfo(setting->load_service);

    return g_steal_pointer(&self);
}

void
database_close(Database *self)
{
    if (self == NULL)
        return;

    embedded_cluster_stop(self->cluster);
    g_free(self->conninfo);
    g_free(self->load_conninfo);
    g_free(self);
}

const char *
database_conninfo(const Database *self)
{
    return self->conninfo;
}

const char *
database_conninfo_for(const Database *self, ConnectionPurpose purpose)
{
    if (purpose == CONNECTION_TO_LOAD && self->load_conninfo != NULL)
        return self->load_conninfo;

    return self->conninfo;
}
