/* The PostgreSQL programs installed on this machine. */
#pragma once

#include <glib.h>

/* The folder that holds initdb and postgres: of the newest version installed, or of `major` when it
 * is not 0. The caller frees. SOURCE_ERROR_CLUSTER names the package to install. */
char *embedded_binaries_find(int major, GError **error);
