-- Stays that the region made up has too few of: of persons on the lists, who come again, and whose rows
-- say less or more than they should. Forty numbers of one person, and those that twins share.
SET search_path TO dcir;
CREATE TEMP TABLE operated AS
SELECT row_number() OVER (ORDER BY n_ranks DESC, ben_nir_psa) AS n, ben_nir_psa
FROM (SELECT ben_nir_psa, count(DISTINCT ben_rng_gem) AS n_ranks FROM ir_ben_r GROUP BY 1) AS b
ORDER BY 1 LIMIT 60;

-- Three stays each. The second has a night and an act of its own; the third three acts, all of which
-- count, and the anaesthetist's.
CREATE TEMP TABLE extra_stay AS
SELECT 9000000 + n * 10 + k AS rsa_num, n, k, ben_nir_psa,
       CASE WHEN n % 3 = 0 THEN 350990210 WHEN n % 31 = 0 THEN 350999999 ELSE 350990109 END AS eta_num,
       date '2025-02-20' + n::int + k * 60 AS day
FROM operated, generate_series(0, 2) AS k;
INSERT INTO t_mco25b (eta_num, rsa_num, sej_typ, grg_ghm, dgn_pal, age_ann, cod_sex, bdi_dep, bdi_cod, sej_nbj)
SELECT eta_num, rsa_num, CASE WHEN n % 13 = 0 THEN 'B' END,
       CASE WHEN n % 17 = 0 THEN '90Z00Z' WHEN n % 19 <> 0 THEN '01C15J' END, 'G560',
       CASE WHEN n % 11 <> 0 THEN 30 + n END, CASE WHEN n % 7 = 0 THEN '9' WHEN n % 2 = 0 THEN '1' ELSE '2' END,
       CASE WHEN n % 6 = 0 THEN '44' ELSE '35' END, CASE WHEN n % 6 = 0 THEN '44210' ELSE '35000' END,
       CASE WHEN k = 1 THEN 1 WHEN n % 23 <> 0 THEN 0 END
FROM extra_stay;
INSERT INTO t_mco25c (eta_num, rsa_num, nir_ano_17, ent_dat, exe_soi_dtd, nir_ret, sej_ret)
SELECT eta_num, rsa_num, ben_nir_psa, day, CASE WHEN n % 5 <> 0 THEN day END, '0',
       CASE WHEN n % 29 = 0 THEN '1' ELSE '0' END
FROM extra_stay;
INSERT INTO t_mco25a (eta_num, rsa_num, cdc_act, acv_act, pha_act, ent_dat_del)
SELECT eta_num::text, rsa_num::text, code, activity, '0', after
FROM extra_stay
JOIN (VALUES (0, 'AHPA009', '1', 0), (1, 'AHPC001', NULL, NULL), (2, 'HMFC004', '1', 2),
             (2, 'AHPA009', '1', 1), (2, 'KCFA005', '1', NULL), (2, 'AHPC001', '4', 0)) AS a (k, code, activity, after)
    USING (k);
RESET search_path;
