/* A private PostgreSQL cluster in a folder: made, started on a unix socket of its own without TCP,
 * and stopped by its own pid. As root it runs under an unprivileged user. */
#pragma once

#include <glib.h>

typedef struct EmbeddedCluster EmbeddedCluster;

/* Makes the cluster if `folder` is empty or absent, then starts it. Refuses a folder that holds
 * anything else, a cluster of another major version, one that is running, or a folder that the
 * unprivileged user cannot reach. The server dies with this process. */
EmbeddedCluster *embedded_cluster_start(const char *folder, GError **error);
/* Fast shutdown and wait. NULL is a no-op. */
void embedded_cluster_stop(EmbeddedCluster *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EmbeddedCluster, embedded_cluster_stop)
const char *embedded_cluster_conninfo(const EmbeddedCluster *self);
