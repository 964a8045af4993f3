/* A synthetic DCIR: fills the official tables with a region in which nobody exists, the same rows for
 * the same setting on every machine, with all that makes the real tables hard to read. */
#pragma once

#include "engine/source/connection.h"
#include "engine/synthetic/nomenclature.h"
#include "engine/synthetic/region.h"
#include "engine/synthetic/trap.h"

typedef struct {
    size_t n_persons;
    size_t n_acts;    /* rows of ER_PRS_F */
    size_t n_details; /* of ER_PHA_F, ER_BIO_F and ER_CAM_F */
    size_t traps[N_TRAPS];
} SyntheticReport;

/* 300 general practitioners, 17 quarters, 1.6 million acts or so. */
extern const RegionSetting SYNTHETIC_DEFAULT;

/* Told now and then how many doctors' patients are done. */
typedef void (*SyntheticProgress)(int done, int of, void *data);

/* SOURCE_ERROR_LOAD when an official table of the schema has rows: to be asked before anything is
 * made beside them. */
bool synthetic_check_free(Connection *connection, const char *schema, GError **error);
/* SOURCE_ERROR_LOAD when a table to fill has rows already: nobody's real data are overwritten.
 * `schema` is where the official tables are; groups, meetings and inhabitants go to schema miroir,
 * names to miroir_own. `nomenclature` and `progress` may be NULL: drugs are then those made up. From one
 * thread; the bytes do not depend on anything else. */
bool synthetic_fill(const Database *database, const char *schema, const RegionSetting *setting,
                    const Nomenclature *nomenclature, SyntheticProgress progress, void *data,
                    SyntheticReport *out_report, GError **error);
/* What was planted, as CSV with a header: `indicator,effect,periods`. `effect` is how much entering a
 * group moves the indicator, on its own scale, once `periods` quarters have passed. The caller frees. */
char *synthetic_planted(const RegionSetting *setting);
/* What there is to stumble over, as CSV with a header: `trap,count`. The caller frees. */
char *synthetic_traps(const SyntheticReport *report);
