/* Rows that would make a count mean nothing, looked for before anything is counted. */
#pragma once

#include <glib.h>

#include "engine/source/contract.h"
#include "engine/source/program.h"

/* SOURCE_ERROR_DATA names the patients whose registrations overlap; SOURCE_ERROR_CONTRACT names what
 * the program needs and the database lacks. */
bool plan_check_contract(const Program *program, const Contract *contract, GError **error);
bool plan_check_registrations(const Program *program, const Contract *contract,
                              Connection *connection, GError **error);
