-- DCIR, fifth part: hospital stays of the PMSI-MCO, of all years there are, and their establishments.

-- Sites of the hospitals of Paris, Marseille and Lyon that reported a stay which their legal entity
-- reports as well, up to 2017; those of Lyon from 2010.
CREATE TABLE miroir_dcir.duplicate_finess (eta_num text PRIMARY KEY, first_year int);
INSERT INTO miroir_dcir.duplicate_finess
SELECT eta_num, CASE WHEN eta_num ~ '^(69|83)' THEN 2010 ELSE 2005 END
FROM unnest(ARRAY[
    '130780521', '130783236', '130783293', '130784234', '130804297', '600100101', '690783154',
    '690784137', '690784152', '690784178', '690787478', '750041543', '750100018', '750100042',
    '750100075', '750100083', '750100091', '750100109', '750100125', '750100166', '750100208',
    '750100216', '750100232', '750100273', '750100299', '750801441', '750803447', '750803454',
    '830100558', '910100015', '910100023', '920100013', '920100021', '920100039', '920100047',
    '920100054', '920100062', '930100011', '930100037', '930100045', '940100027', '940100035',
    '940100043', '940100050', '940100068', '950100016']) AS eta_num;

-- One row a stay, with its acts of activity 1, a space between two. A person of the
-- PMSI is known by BEN_NIR_PSA alone: where that is more than one, as with twins, none is named.
--
-- The three keys are joined as one text, and persons of one number are not chosen by HAVING: the
-- planner has no statistics of either, would expect a single row and compare every stay with all.
CREATE VIEW miroir_dcir.stay AS
SELECT b.eta_num AS facility_id, 'P' || b.bdi_cod AS territory_id,
       CASE b.cod_sex WHEN '1' THEN 'M' WHEN '2' THEN 'F' END AS sex, b.age_ann AS age,
       coalesce(c.exe_soi_dtd, c.ent_dat) AS admitted_on, a.act_code,
       nullif(btrim(b.dgn_pal), '') AS diagnosis_code, nullif(btrim(b.grg_ghm), '') AS drg,
       b.sej_nbj = 0 AS ambulatory, n.patient_id
FROM miroir_dcir.t_mcoaab AS b
JOIN miroir_dcir.t_mcoaac AS c
    ON concat_ws(' ', c.year, c.eta_num, c.rsa_num) = concat_ws(' ', b.year, b.eta_num, b.rsa_num)
LEFT JOIN (SELECT key, /* trap several acts { */ string_agg(act, ' ' ORDER BY act) /* } else min(act) */ AS act_code
           FROM (SELECT DISTINCT concat_ws(' ', year, eta_num, rsa_num) AS key,
                        left(btrim(cdc_act), 7) COLLATE "C" AS act
                 FROM miroir_dcir.t_mcoaaa
                 WHERE btrim(cdc_act) <> ''
                   AND /* trap anaesthetist { */ coalesce(nullif(acv_act, ''), '1') = '1' /* } else true */) AS t
           GROUP BY key) AS a
    ON a.key = concat_ws(' ', b.year, b.eta_num, b.rsa_num)
LEFT JOIN (SELECT ben_nir_psa,
                  CASE WHEN count(DISTINCT patient_id) = 1 THEN min(patient_id) END AS patient_id
           FROM miroir_dcir.person GROUP BY ben_nir_psa) AS n
    ON n.ben_nir_psa = c.nir_ano_17
WHERE coalesce(c.exe_soi_dtd, c.ent_dat) > date '1600-01-01' AND btrim(b.bdi_cod) <> ''
  AND /* trap error groups { */ coalesce(b.grg_ghm, '') NOT LIKE '90%' /* } else true */
  AND /* trap between hospitals { */ coalesce(b.sej_typ, '') <> 'B' /* } else true */
  AND /* trap return codes { */ concat(c.nir_ret, c.nai_ret, c.sex_ret, c.sej_ret, c.fho_ret, c.pms_ret, c.dat_ret, c.coh_nai_ret, c.coh_sex_ret) !~ '[^0]' /* } else true */
  AND /* trap duplicate FINESS { */ NOT EXISTS (
          SELECT FROM miroir_dcir.duplicate_finess AS f
          WHERE f.eta_num = b.eta_num AND b.year BETWEEN f.first_year AND 2017) /* } else true */;

-- As the last year names it.
CREATE VIEW miroir_dcir.facility AS
SELECT DISTINCT ON (eta_num) eta_num AS facility_id,
       coalesce(nullif(btrim(soc_rai), ''), eta_num) AS label, nullif(btrim(sta_eta), '') AS category,
       miroir_dcir.department_of(eta_num) AS territory_id
FROM miroir_dcir.t_mcoaae
WHERE eta_num IS NOT NULL
ORDER BY eta_num, year DESC, soc_rai COLLATE "C";

-- Communes of practices and of residences, the codes of residence of the PMSI (P and the code), and
-- their departments. A place is called as miroir_own.territory has it, a commune else as the addresses
-- of its doctors do.
CREATE VIEW miroir_dcir.territory AS
SELECT department_id AS territory_id, label, NULL::text AS parent_id, region_id, NULL::boolean AS urban
FROM miroir_dcir.department
UNION ALL
SELECT p.place, coalesce(w.label, p.label, p.place), d.department_id, d.region_id, NULL
FROM (SELECT place, max(label COLLATE "C") AS label, max(department) AS department
      FROM (SELECT commune AS place, nullif(btrim(town), '') AS label,
                   miroir_dcir.department_of(commune) AS department
            FROM miroir_dcir.address_month
            UNION
            SELECT territory_id, NULL, miroir_dcir.department_of(territory_id)
            FROM miroir_dcir.patient
            UNION
            SELECT 'P' || bdi_cod, NULL, miroir_dcir.department_of(coalesce(bdi_dep, bdi_cod))
            FROM miroir_dcir.t_mcoaab WHERE btrim(bdi_cod) <> '') AS all_places
      WHERE place IS NOT NULL
      GROUP BY place) AS p
LEFT JOIN miroir_own.territory AS w ON w.territory_id = p.place
LEFT JOIN miroir_dcir.department AS d ON d.department_id = p.department;
