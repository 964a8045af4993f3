/* Ctrl-C and its like: noted, passed on to the database, and left to whoever is at work to end
 * cleanly. */
#pragma once

#include <signal.h>
#include <stdbool.h>

/* SIGINT, SIGTERM and SIGHUP set the flag and cancel statements; a closed pipe and a file size limit
 * become errors of the call that meets them. */
void signals_catch(void);
/* Set once a signal came. */
const volatile sig_atomic_t *signals_flag(void);
bool signals_came(void);
