-- What the region made up does not have, and the theme bank asks for.
SET search_path TO dcir;
INSERT INTO ir_pha_r (pha_cip_c13, pha_med_nom, pha_atc_c07, pha_grs_num, pha_med_gen_dprod,
                      pha_cnd_top, pha_unt_nbr_dses)
VALUES ('3400999800019', 'BUDESONIDE 200 MICROG', 'R03BA02', NULL, NULL, 'NGC', 200),
       ('3400999800026', 'NICOTINE 21 MG PATCH 28', 'N07BA01', NULL, NULL, 'NGC', 28),
       ('3400999800033', 'VACCIN ZONA SER 1', 'J07BK03', NULL, NULL, 'NGC', 1),
       ('3400999800040', 'ENOXAPARINE 4000 UI SER 6', 'B01AB05', NULL, NULL, 'NGC', 6),
       ('3400999800057', 'LITHIUM 250 MG CPR 100', 'N05AN01', NULL, NULL, 'NGC', 100);
INSERT INTO ir_nat_v (prs_nat, prs_nat_cb2, prs_nat_lib)
VALUES (9001, 'BSA', 'FORFAIT LEGER'), (9002, 'BSB', 'FORFAIT INTERMEDIAIRE'),
       (9003, 'BSC', 'FORFAIT LOURD');
INSERT INTO ir_ccam_v63 (cam_prs_ide_cod, cam_prs_ide_lib)
VALUES ('GLQP012', 'Exploration fonctionnelle respiratoire'), ('PAQK007', 'Ostéodensitométrie');
INSERT INTO ir_bio_r (bio_prs_ide, bio_inf_lib) VALUES (4127, 'Frottis');
-- Three nurses, who are there in every month.
INSERT INTO da_pra_r (dte_ann_trt, dte_moi_fin, pfs_pfs_num, sta_pfs_num, act_cab_cod, pfs_pra_spe,
                      exc_exc_nat, pfs_exc_com, pfs_lib_com)
SELECT dte_ann_trt, dte_moi_fin, '3560000' || n, '3560000' || n, '00', '24', '01', '238', 'RENNES'
FROM (SELECT DISTINCT dte_ann_trt, dte_moi_fin FROM da_pra_r) AS m, generate_series(1, 3) AS n;

-- One person in twenty-four has each of these courses: a code so many times, every so many days from a
-- day on, prescribed by the referring doctor. Courses of one number are the same persons'.
CREATE FUNCTION pg_temp.cohort(number text) RETURNS int IMMUTABLE LANGUAGE sql AS $$
    SELECT ('x' || left(md5(number), 7))::bit(28)::int % 24
$$;
CREATE TEMP TABLE course (cohort int, code text, times int, every int, first date);
INSERT INTO course VALUES
    (0, 'C09AA05', 10, 35, '2025-04-10'), (0, 'C03CA01', 10, 35, '2025-04-11'),
    (0, 'M01AE01', 5, 70, '2025-04-12'), (0, 'C07AB07', 4, 80, '2025-04-13'),
    (0, '592', 3, 100, '2025-05-01'), (0, '1133', 1, 1, '2025-05-02'),
    (1, 'N02AX02', 5, 40, '2025-06-10'), (1, 'N02AA01', 4, 50, '2025-06-11'),
    (1, 'A06AD15', 3, 60, '2025-06-12'), (2, 'N06AB06', 8, 30, '2025-05-20'),
    (2, 'N06AA09', 1, 1, '2026-01-20'), (3, 'N05BA12', 6, 30, '2025-06-20'),
    (3, 'N05BB01', 2, 60, '2025-10-20'), (4, 'A02BC05', 9, 35, '2025-04-15'),
    (5, 'H02AB06', 8, 35, '2025-04-20'), (5, 'M05BA04', 3, 90, '2025-04-21'),
    (6, 'R03BA02', 6, 40, '2025-07-10'), (6, 'R03BB04', 5, 40, '2025-07-11'),
    (6, 'GLQP012', 1, 1, '2024-09-02'), (6, 'R03AC02', 4, 60, '2025-07-12'),
    (7, 'N07BA01', 4, 30, '2025-08-01'), (8, 'J07BK03', 2, 90, '2025-05-05'),
    (8, 'J07AL02', 1, 1, '2022-02-05'), (9, 'B01AF02', 7, 45, '2025-04-25'),
    (9, 'B01AC06', 7, 45, '2025-04-26'), (9, 'B01AB05', 1, 1, '2026-02-01'),
    (10, 'N05AX08', 4, 60, '2025-06-01'), (10, 'N05BA12', 4, 60, '2025-06-02'),
    (10, 'N05AN01', 2, 60, '2025-06-03'), (11, 'M01AE01', 2, 90, '2025-07-01'),
    (12, '7318', 1, 1, '2025-09-01'), (12, '4127', 1, 1, '2024-01-15'),
    (13, 'A10BA02', 3, 20, '2026-01-05'), (13, 'C08CA01', 3, 20, '2026-01-05'),
    (13, 'C10AA05', 3, 20, '2026-01-05'), (13, 'B01AC06', 3, 20, '2026-01-05'),
    (13, 'A02BC01', 3, 20, '2026-01-05'), (13, 'N02BE01', 3, 20, '2026-01-05'),
    (13, 'H03AA01', 3, 20, '2026-01-05'), (13, 'M04AA01', 3, 20, '2026-01-05'),
    (13, 'G04CA02', 3, 20, '2026-01-05'), (13, 'N06AB10', 3, 20, '2026-01-05'),
    (13, 'A12AX', 3, 20, '2026-01-05'), (14, 'PAQK007', 1, 1, '2022-11-10'),
    (15, 'A10AE04', 6, 55, '2025-05-02'), (15, '1577', 2, 150, '2025-06-02'),
    (16, 'BSA', 6, 20, '2025-12-01'), (16, 'BSC', 4, 30, '2025-11-15'),
    (17, 'BSB', 5, 20, '2025-11-20'), (18, 'N05AN01', 3, 60, '2025-06-04');

-- The conditions that some of these persons have.
INSERT INTO ir_imb_r (ben_nir_psa, ben_rng_gem, imb_ald_dtd, imb_ald_dtf, imb_ald_num, imb_etm_nat,
                      med_mtf_cod)
SELECT ben_nir_psa, ben_rng_gem, '2021-03-01', '1600-01-01', number, 41, code
FROM ir_ben_r
JOIN (VALUES (0, 5, 'I50'), (10, 15, 'G30'), (18, 15, 'F00'), (11, 19, 'N18')) AS a (cohort, number, code)
    ON pg_temp.cohort(ben_nir_psa) = a.cohort;

CREATE TEMP TABLE extra AS
SELECT row_number() OVER (ORDER BY ben_nir_psa, ben_rng_gem, code, nth) + 100000000 AS act,
       ben_nir_psa, ben_rng_gem, mtt_pfs_num, code, first + nth * every AS day
FROM (SELECT DISTINCT ON (ben_nir_psa, ben_rng_gem) *
      FROM ir_mtt_r WHERE mtt_fin_dte = '1600-01-01'
      ORDER BY ben_nir_psa, ben_rng_gem, mtt_dep_dte DESC,
          mtt_pfs_num) AS m
JOIN course ON pg_temp.cohort(ben_nir_psa) = cohort
CROSS JOIN LATERAL generate_series(0, times - 1) AS nth
WHERE first + nth * every <= '2026-03-31';

INSERT INTO er_prs_f (flx_dis_dtd, flx_trt_dtd, flx_emt_typ, flx_emt_num, flx_emt_ord, org_cle_num,
                      dct_ord_num, prs_ord_num, rem_typ_aff, ben_nir_psa, ben_rng_gem, exe_soi_dtd,
                      pre_pre_dtd, prs_nat_ref, prs_act_qte, prs_pai_mnt, cpl_maj_top, pfs_exe_num,
                      pfs_pre_num)
SELECT '2026-05-01', '2026-04-20', 1, 35, 1, '01C351000', act, 1, 0, ben_nir_psa, ben_rng_gem, day, day,
       CASE code WHEN 'BSA' THEN 9001 WHEN 'BSB' THEN 9002 WHEN 'BSC' THEN 9003 ELSE 3313 END,
       1, 12.34, 0, CASE WHEN code LIKE 'BS_' THEN '3560000' || 1 + act % 3 ELSE '35299999' END,
       mtt_pfs_num
FROM extra;
INSERT INTO er_pha_f (flx_dis_dtd, flx_trt_dtd, flx_emt_typ, flx_emt_num, flx_emt_ord, org_cle_num,
                      dct_ord_num, prs_ord_num, rem_typ_aff, pha_ord_num, pha_prs_c13, pha_act_qsn)
SELECT '2026-05-01', '2026-04-20', 1, 35, 1, '01C351000', act, 1, 0, 1, min(pha_cip_c13)::bigint, 1
FROM extra JOIN ir_pha_r ON pha_atc_c07 = code GROUP BY act;
INSERT INTO er_bio_f (flx_dis_dtd, flx_trt_dtd, flx_emt_typ, flx_emt_num, flx_emt_ord, org_cle_num,
                      dct_ord_num, prs_ord_num, rem_typ_aff, bio_ord_num, bio_prs_ide, bio_act_qsn)
SELECT '2026-05-01', '2026-04-20', 1, 35, 1, '01C351000', act, 1, 0, 1, code::int, 1
FROM extra WHERE code ~ '^[0-9]+$';
INSERT INTO er_cam_f (flx_dis_dtd, flx_trt_dtd, flx_emt_typ, flx_emt_num, flx_emt_ord, org_cle_num,
                      dct_ord_num, prs_ord_num, rem_typ_aff, cam_ord_num, cam_prs_ide, cam_act_cod)
SELECT '2026-05-01', '2026-04-20', 1, 35, 1, '01C351000', act, 1, 0, 1, code, '1'
FROM extra WHERE code ~ '^[A-Z]{4}[0-9]{3}$';
RESET search_path;
