-- The official tables of the DCIR and of the PMSI, restricted to the columns that the views read.
--
-- For a region made up and for tests; whoever holds the real tables loads them whole, under their
-- official names, and needs nothing of this file. Names and types are those of the official schemas
-- (schema-snds): string is varchar, integer integer, number numeric; year, year and month, month and
-- boolean are short texts, as the SNDS's Oracle has them. Tables are made where search_path points.

-- Prestations: one row a reimbursed act, with its amounts.
CREATE TABLE IF NOT EXISTS er_prs_f (
    flx_dis_dtd date,
    flx_trt_dtd date,
    flx_emt_typ integer,
    flx_emt_num integer,
    flx_emt_ord integer,
    org_cle_num varchar(9),
    dct_ord_num integer,
    prs_ord_num integer,
    rem_typ_aff integer,
    ben_nir_psa varchar(17),
    ben_rng_gem integer,
    exe_soi_dtd date,
    pre_pre_dtd date,
    prs_nat_ref integer,
    prs_act_qte numeric,
    prs_pai_mnt numeric,
    cpl_maj_top integer,
    cpl_aff_cod integer,
    dpn_qlf     integer,
    prs_dpn_qlp integer,
    pfs_exe_num varchar(9),
    pfs_pre_num varchar(9),
    pse_spe_cod integer,
    psp_spe_cod integer
);

-- Drugs, by CIP13.
CREATE TABLE IF NOT EXISTS er_pha_f (
    flx_dis_dtd date,
    flx_trt_dtd date,
    flx_emt_typ integer,
    flx_emt_num integer,
    flx_emt_ord integer,
    org_cle_num varchar(9),
    dct_ord_num integer,
    prs_ord_num integer,
    rem_typ_aff integer,
    pha_ord_num integer,
    pha_prs_c13 bigint,
    pha_act_qsn integer
);

-- Laboratory tests, by NABM code.
CREATE TABLE IF NOT EXISTS er_bio_f (
    flx_dis_dtd date,
    flx_trt_dtd date,
    flx_emt_typ integer,
    flx_emt_num integer,
    flx_emt_ord integer,
    org_cle_num varchar(9),
    dct_ord_num integer,
    prs_ord_num integer,
    rem_typ_aff integer,
    bio_ord_num integer,
    bio_prs_ide integer,
    bio_act_qsn integer
);

-- Acts, by CCAM code, one row for each activity of an act.
CREATE TABLE IF NOT EXISTS er_cam_f (
    flx_dis_dtd date,
    flx_trt_dtd date,
    flx_emt_typ integer,
    flx_emt_num integer,
    flx_emt_ord integer,
    org_cle_num varchar(9),
    dct_ord_num integer,
    prs_ord_num integer,
    rem_typ_aff integer,
    cam_ord_num integer,
    cam_prs_ide varchar(13),
    cam_act_cod varchar(1),
    cam_trt_pha integer
);

-- Establishments.
CREATE TABLE IF NOT EXISTS er_ete_f (
    flx_dis_dtd date,
    flx_trt_dtd date,
    flx_emt_typ integer,
    flx_emt_num integer,
    flx_emt_ord integer,
    org_cle_num varchar(9),
    dct_ord_num integer,
    prs_ord_num integer,
    rem_typ_aff integer,
    etb_exe_fin varchar(8),
    ete_ind_taa integer
);

-- Beneficiaries: several rows a person.
CREATE TABLE IF NOT EXISTS ir_ben_r (
    ben_nir_psa varchar(17),
    ben_rng_gem integer,
    ben_idt_ano varchar(17),
    ben_nai_ann varchar(4),
    ben_nai_moi varchar(2),
    ben_sex_cod integer,
    ben_dcd_dte date,
    ben_dcd_ame varchar(6),
    ben_res_dpt varchar(3),
    ben_res_com varchar(3),
    max_trt_dtd date,
    ben_dte_maj date
);

-- Long-term conditions (ALD).
CREATE TABLE IF NOT EXISTS ir_imb_r (
    ben_nir_psa varchar(17),
    ben_rng_gem integer,
    imb_ald_dtd date,
    imb_ald_dtf date,
    imb_ald_num integer,
    imb_etm_nat integer,
    med_mtf_cod varchar(5)
);

-- Referring doctors.
CREATE TABLE IF NOT EXISTS ir_mtt_r (
    ben_nir_psa varchar(17),
    ben_rng_gem integer,
    ben_idt_ano varchar(18),
    mtt_dep_dte date,
    mtt_fin_dte date,
    mtt_pfs_num varchar(17)
);

-- Practitioners: one row a practice address and month.
CREATE TABLE IF NOT EXISTS da_pra_r (
    dte_ann_trt varchar(4),
    dte_moi_fin varchar(2),
    pfs_pfs_num varchar(8),
    sta_pfs_num varchar(8),
    act_cab_cod varchar(2),
    pfs_pra_spe varchar(2),
    exc_exc_nat varchar(2),
    pfs_exc_com varchar(3),
    pfs_cod_pos varchar(5),
    pfs_lib_com varchar(30)
);

-- Code tables, as the SNDS has them in its library of values.
CREATE TABLE IF NOT EXISTS ir_pha_r (
    pha_cip_c13       varchar(13),
    pha_med_nom       varchar(255),
    pha_atc_c07       varchar(7),
    pha_grs_num       varchar(10),
    pha_med_gen_dprod varchar(1),
    pha_cnd_top       varchar(5),
    pha_unt_nbr_dses  varchar(20)
);

CREATE TABLE IF NOT EXISTS ir_bio_r (
    bio_prs_ide integer,
    bio_inf_lib varchar(255)
);

CREATE TABLE IF NOT EXISTS ir_ccam_v63 (
    cam_prs_ide_cod varchar(13),
    cam_prs_ide_lib varchar(1000)
);

CREATE TABLE IF NOT EXISTS ir_nat_v (
    prs_nat     integer,
    prs_nat_cb2 varchar(10),
    prs_nat_lib varchar(255)
);

-- Stays of 2024.
CREATE TABLE IF NOT EXISTS t_mco24b (
    eta_num integer,
    rsa_num bigint,
    sej_typ varchar(1),
    grg_ghm varchar(6),
    grg_ret varchar(1),
    dgn_pal varchar(6),
    age_ann integer,
    cod_sex varchar(1),
    bdi_dep varchar(2),
    bdi_cod varchar(5),
    sej_nbj integer,
    sor_ann varchar(4),
    sor_moi varchar(2)
);

-- Patients of the stays of 2024.
CREATE TABLE IF NOT EXISTS t_mco24c (
    eta_num     integer,
    rsa_num     bigint,
    nir_ano_17  varchar(17),
    ent_dat     date,
    exe_soi_dtd timestamp,
    nir_ret     varchar(1),
    nai_ret     varchar(1),
    sex_ret     varchar(1),
    sej_ret     varchar(1),
    fho_ret     varchar(1),
    pms_ret     varchar(1),
    dat_ret     varchar(1),
    coh_nai_ret varchar(1),
    coh_sex_ret varchar(1)
);

-- Acts of the stays of 2024.
CREATE TABLE IF NOT EXISTS t_mco24a (
    eta_num     varchar(9),
    rsa_num     varchar(10),
    cdc_act     varchar(7),
    acv_act     varchar(1),
    pha_act     varchar(1),
    ent_dat_del integer
);

-- Establishments of 2024.
CREATE TABLE IF NOT EXISTS t_mco24e (
    eta_num     varchar(9),
    etb_exe_fin varchar(8),
    soc_rai     varchar(80),
    sta_eta     varchar(3),
    reg_eta     varchar(40)
);

-- Stays of 2025.
CREATE TABLE IF NOT EXISTS t_mco25b (
    eta_num integer,
    rsa_num bigint,
    sej_typ varchar(1),
    grg_ghm varchar(6),
    grg_ret varchar(1),
    dgn_pal varchar(6),
    age_ann integer,
    cod_sex varchar(1),
    bdi_dep varchar(2),
    bdi_cod varchar(5),
    sej_nbj integer,
    sor_ann varchar(4),
    sor_moi varchar(2)
);

-- Patients of the stays of 2025.
CREATE TABLE IF NOT EXISTS t_mco25c (
    eta_num     integer,
    rsa_num     bigint,
    nir_ano_17  varchar(17),
    ent_dat     date,
    exe_soi_dtd timestamp,
    nir_ret     varchar(1),
    nai_ret     varchar(1),
    sex_ret     varchar(1),
    sej_ret     varchar(1),
    fho_ret     varchar(1),
    pms_ret     varchar(1),
    dat_ret     varchar(1),
    coh_nai_ret varchar(1),
    coh_sex_ret varchar(1)
);

-- Acts of the stays of 2025.
CREATE TABLE IF NOT EXISTS t_mco25a (
    eta_num     varchar(9),
    rsa_num     varchar(10),
    cdc_act     varchar(7),
    acv_act     varchar(1),
    pha_act     varchar(1),
    ent_dat_del integer
);

-- Establishments of 2025.
CREATE TABLE IF NOT EXISTS t_mco25e (
    eta_num     varchar(9),
    etb_exe_fin varchar(8),
    soc_rai     varchar(80),
    sta_eta     varchar(3),
    reg_eta     varchar(40)
);

-- Other years of stays are copies of these; the views take in every year they find. Of 2017 there are
-- stays that two told of.
CREATE TABLE IF NOT EXISTS t_mco17b (LIKE t_mco24b);
CREATE TABLE IF NOT EXISTS t_mco17c (LIKE t_mco24c);
CREATE TABLE IF NOT EXISTS t_mco17a (LIKE t_mco24a);
CREATE TABLE IF NOT EXISTS t_mco22b (LIKE t_mco24b);
CREATE TABLE IF NOT EXISTS t_mco22c (LIKE t_mco24c);
CREATE TABLE IF NOT EXISTS t_mco22a (LIKE t_mco24a);
CREATE TABLE IF NOT EXISTS t_mco22e (LIKE t_mco24e);
CREATE TABLE IF NOT EXISTS t_mco23b (LIKE t_mco24b);
CREATE TABLE IF NOT EXISTS t_mco23c (LIKE t_mco24c);
CREATE TABLE IF NOT EXISTS t_mco23a (LIKE t_mco24a);
CREATE TABLE IF NOT EXISTS t_mco23e (LIKE t_mco24e);
CREATE TABLE IF NOT EXISTS t_mco26b (LIKE t_mco24b);
CREATE TABLE IF NOT EXISTS t_mco26c (LIKE t_mco24c);
CREATE TABLE IF NOT EXISTS t_mco26a (LIKE t_mco24a);
CREATE TABLE IF NOT EXISTS t_mco26e (LIKE t_mco24e);
