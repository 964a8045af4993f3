/* A region made up, for the tests that read one. */
#pragma once

#include "engine/synthetic/synthetic.h"
#include "tests/live/live_database.h"

/* Where the official tables are. */
#define SYNTHETIC_SCHEMA "dcir"

/* The official tables, and what else the region fills, without any view. */
void synthetic_case_make_tables(const LiveDatabase *server);
SyntheticReport synthetic_case_fill(const LiveDatabase *server, const RegionSetting *setting);
