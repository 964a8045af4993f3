/* Where templates/, fonts/ and sql/ are: beside an installed program, or in the source tree of one
 * that was built and not installed. */
#pragma once

#include <glib.h>

/* Path of `name` below the data: $MIROIR_DATA, else ../share/miroir beside the program's folder,
 * else the source tree. CLI_ERROR_DATA says where it was looked for. The caller frees. */
char *data_folder(const char *name, GError **error);
/* Folder of the message catalogues: the build's own for a program that was built and not installed,
 * else ../share/locale beside the program's folder. The caller frees. */
char *data_catalogues(void);
