/* One reimbursed act as the DCIR has it: a row of ER_PRS_F, and a row of ER_PHA_F, ER_BIO_F or
 * ER_CAM_F for each drug, test or activity, joined by nine keys. */
#pragma once

#include "engine/synthetic/care.h"
#include "engine/synthetic/nomenclature.h"
#include "engine/synthetic/table_writer.h"

enum { MAX_ACT_DETAILS = 4, ADDRESS_LENGTH = 8, MISSING_YEAR = 1600 };

typedef struct {
    const Product *product;
    int quantity;
} ActDetail;

typedef struct {
    const char *nir; /* borrowed */
    int rank;
    Day day, prescribed_on; /* DAY_NONE for NULL */
    Day received_on;        /* FLX_TRT_DTD; FLX_DIS_DTD is the month after */
    const char *department; /* where it was reimbursed */
    const char *prescriber; /* an address, or NULL */
    char performer[ADDRESS_LENGTH + 1];
    ActDetail details[MAX_ACT_DETAILS];
    int n_details;
    int complement;      /* CPL_MAJ_TOP */
    int complement_kind; /* CPL_AFF_COD */
    int expense;         /* DPN_QLF; -1 for NULL */
    int expense_sent;    /* PRS_DPN_QLP; -1 for NULL */
    int activity;        /* ETE_IND_TAA; -1 for an act without a row in ER_ETE_F, -2 for NULL */
    int speciality;      /* of the prescriber */
    bool has_anaesthetist;
} Act;

typedef struct {
    TableWriter *prs, *pha, *bio, *cam, *ete;
    const Nomenclature *nomenclature; /* what drugs are written as; NULL: as made up */
    int n_acts;                       /* the number that the next act takes */
} ActTables;

/* `nomenclature` may be NULL, else must outlive the tables. */
bool act_tables_open(ActTables *out_tables, const Database *database, const char *schema,
                     const Nomenclature *nomenclature, GError **error);
/* The same act with its quantities times `sign`; 0 details make a visit's row of the first product. */
bool act_write(ActTables *self, const Act *act, int sign, GError **error);
/* Commits: all or, where one fails, what came before it. */
bool act_tables_finish(ActTables *self, GError **error);
void act_tables_close(ActTables *self);
/* The first day of the month after, when the data are handed out. */
Day act_handed_out_on(const Act *act);
