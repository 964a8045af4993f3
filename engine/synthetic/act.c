#include "engine/synthetic/act.h"

#include <stdlib.h>

#define KEYS                                                                                       \
    "flx_dis_dtd", "flx_trt_dtd", "flx_emt_typ", "flx_emt_num", "flx_emt_ord", "org_cle_num",      \
        "dct_ord_num", "prs_ord_num", "rem_typ_aff"

static const char *const PRS_COLUMNS[] = {
    KEYS,          "ben_nir_psa", "ben_rng_gem", "exe_soi_dtd", "pre_pre_dtd", "bse_prs_nat",
    "prs_nat_ref", "prs_act_qte", "prs_pai_mnt", "cpl_maj_top", "cpl_aff_cod", "dpn_qlf",
    "prs_dpn_qlp", "pfs_exe_num", "pfs_pre_num", "pse_spe_cod", "psp_spe_cod", NULL};
static const char *const PHA_COLUMNS[] = {KEYS, "pha_ord_num", "pha_prs_c13", "pha_act_qsn", NULL};
static const char *const BIO_COLUMNS[] = {KEYS, "bio_ord_num", "bio_prs_ide", "bio_act_qsn", NULL};
static const char *const CAM_COLUMNS[] = {KEYS,          "cam_ord_num", "cam_prs_ide",
                                          "cam_act_cod", "cam_trt_pha", NULL};
static const char *const ETE_COLUMNS[] = {KEYS, "etb_exe_fin", "ete_ind_taa", NULL};

enum { N_KEYS = 9, ORGANISATION_LENGTH = 9 };

/* PRS_NAT_REF of what is not a visit. */
static const int NATURES[] = {
    [PRODUCT_DRUG] = 3313, [PRODUCT_TEST] = 3211, [PRODUCT_ACT] = 1352, [PRODUCT_VISIT] = 0};

bool
act_tables_open(ActTables *out_tables, const Database *database, const char *schema,
                const Nomenclature *nomenclature, GError **error)
{
    const struct {
        TableWriter **writer;
        const char *table;
        const char *const *columns;
    } tables[] = {{&out_tables->prs, "er_prs_f", PRS_COLUMNS},
                  {&out_tables->pha, "er_pha_f", PHA_COLUMNS},
                  {&out_tables->bio, "er_bio_f", BIO_COLUMNS},
                  {&out_tables->cam, "er_cam_f", CAM_COLUMNS},
                  {&out_tables->ete, "er_ete_f", ETE_COLUMNS}};
    *out_tables = (ActTables){.nomenclature = nomenclature, .n_acts = 1};
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        *tables[i].writer =
            table_writer_open(database, schema, tables[i].table, tables[i].columns, error);
        if (*tables[i].writer == NULL)
            return false;
    }
    return true;
}

Day
act_handed_out_on(const Act *act)
{
    CivilDate date = day_to_civil(act->received_on);
    return day_add_months(act->received_on - date.day + 1, 1);
}

static Value
value_or_null(int number)
{
    Value value = value_number(number);
    if (number < 0)
        value.kind = VALUE_NULL;
    return value;
}

static void
fill_keys(Value keys[N_KEYS], const ActTables *self, const Act *act, char *organisation)
{
    memcpy(organisation + 3, act->department, 2);
    keys[0] = value_day(act_handed_out_on(act));
    keys[1] = value_day(act->received_on);
    keys[2] = value_number(1);
    keys[3] = value_number((act->department[0] - '0') * 10 + act->department[1] - '0');
    keys[4] = value_number(1);
    keys[5] = (Value){.kind = VALUE_TEXT, .length = ORGANISATION_LENGTH, .text = organisation};
    keys[6] = value_number(self->n_acts);
    keys[7] = value_number(1 + act->complement);
    keys[8] = value_number(0);
}

static int
nature_of(const Product *product)
{
    if (product->kind != PRODUCT_VISIT)
        return NATURES[product->kind];
    return strcmp(product->code, "G") == 0 ? 1110 : strcmp(product->code, "GS") == 0 ? 1109 : 1210;
}

static bool
write_prs(ActTables *self, const Act *act, const Value *keys, int sign, GError **error)
{
    int64_t cents = 0;
    int quantity = 0;
    for (int i = 0; i < act->n_details; i++) {
        quantity += act->details[i].quantity;
        cents += (int64_t)act->details[i].quantity * act->details[i].product->cents;
    }
    int nature = nature_of(act->details[0].product);
    Value values[N_KEYS + 17];
    memcpy(values, keys, N_KEYS * sizeof *keys);
    Value *rest = values + N_KEYS;
    *rest++ = value_text(act->nir);
    *rest++ = value_number(act->rank);
    *rest++ = value_day(act->day);
    *rest++ = value_day(act->prescribed_on);
    *rest++ = value_number(nature);
    *rest++ = value_number(nature);
    *rest++ = value_number(sign * quantity);
    *rest++ = value_cents(sign * cents);
    *rest++ = value_number(act->complement);
    *rest++ = value_number(act->complement_kind);
    *rest++ = value_or_null(act->expense);
    *rest++ = value_or_null(act->expense_sent);
    *rest++ = value_text(act->performer);
    *rest++ = value_text(act->prescriber);
    *rest++ = value_number(0);
    *rest++ = value_number(act->speciality);
    return table_writer_row(self->prs, values, error);
}

static bool
write_detail(ActTables *self, const Act *act, Value *values, int place, int sign, GError **error)
{
    const Product *product = act->details[place].product;
    values[N_KEYS] = value_number(place + 1);
    values[N_KEYS + 2] = value_number(sign * act->details[place].quantity);
    switch (product->kind) {
    case PRODUCT_DRUG:
        values[N_KEYS + 1] = value_number(nomenclature_cip13(self->nomenclature, product));
        return table_writer_row(self->pha, values, error);
    case PRODUCT_TEST:
        values[N_KEYS + 1] = value_number(atoi(product->code));
        return table_writer_row(self->bio, values, error);
    case PRODUCT_ACT:
        values[N_KEYS + 1] = value_text(product->code);
        values[N_KEYS + 2] = value_text("1");
        values[N_KEYS + 3] = value_number(0);
        if (!table_writer_row(self->cam, values, error))
            return false;
        values[N_KEYS] = value_number(place + 2);
        values[N_KEYS + 2] = value_text("4");
        return !act->has_anaesthetist || table_writer_row(self->cam, values, error);
    case PRODUCT_VISIT:
        return true;
    }
    g_assert_not_reached();
}

bool
act_write(ActTables *self, const Act *act, int sign, GError **error)
{
    char organisation[] = "01C221000";
    Value values[N_KEYS + 4];
    fill_keys(values, self, act, organisation);
    if (!write_prs(self, act, values, sign, error))
        return false;
    for (int i = 0; i < act->n_details; i++)
        if (!write_detail(self, act, values, i, sign, error))
            return false;
    self->n_acts++;
    if (act->activity == -1)
        return true;
    values[N_KEYS] = value_text("22000001");
    values[N_KEYS + 1] = value_or_null(act->activity);
    return table_writer_row(self->ete, values, error);
}

bool
act_tables_finish(ActTables *self, GError **error)
{
    TableWriter *const writers[] = {self->prs, self->pha, self->bio, self->cam, self->ete};
    for (size_t i = 0; i < G_N_ELEMENTS(writers); i++)
        if (!table_writer_finish(writers[i], error))
            return false;
    for (size_t i = 0; i < G_N_ELEMENTS(writers); i++)
        if (!table_writer_commit(writers[i], error))
            return false;
    return true;
}

void
act_tables_close(ActTables *self)
{
    table_writer_close(self->prs);
    table_writer_close(self->pha);
    table_writer_close(self->bio);
    table_writer_close(self->cam);
    table_writer_close(self->ete);
    *self = (ActTables){0};
}
