-- DCIR, second part: doctors, patients, and where they live and practise.
--
-- What guards against a trap of these tables stands between marks: what is read with it, and after
-- `else` what a naive query would have. The tests put the naive text in its place and see the figure
-- go wrong.

-- Departments of the official geographic code, with the region each is in. Corsica is 20 in the DCIR.
CREATE TABLE miroir_dcir.department (department_id text PRIMARY KEY, label text, region_id text);
INSERT INTO miroir_dcir.department VALUES
    ('01', 'Ain', '84'), ('02', 'Aisne', '32'), ('03', 'Allier', '84'),
    ('04', 'Alpes-de-Haute-Provence', '93'), ('05', 'Hautes-Alpes', '93'),
    ('06', 'Alpes-Maritimes', '93'), ('07', 'Ardèche', '84'), ('08', 'Ardennes', '44'),
    ('09', 'Ariège', '76'), ('10', 'Aube', '44'), ('11', 'Aude', '76'), ('12', 'Aveyron', '76'),
    ('13', 'Bouches-du-Rhône', '93'), ('14', 'Calvados', '28'), ('15', 'Cantal', '84'),
    ('16', 'Charente', '75'), ('17', 'Charente-Maritime', '75'), ('18', 'Cher', '24'),
    ('19', 'Corrèze', '75'), ('20', 'Corse', '94'), ('21', 'Côte-d''Or', '27'),
    ('22', 'Côtes-d''Armor', '53'), ('23', 'Creuse', '75'), ('24', 'Dordogne', '75'),
    ('25', 'Doubs', '27'), ('26', 'Drôme', '84'), ('27', 'Eure', '28'), ('28', 'Eure-et-Loir', '24'),
    ('29', 'Finistère', '53'), ('2A', 'Corse-du-Sud', '94'), ('2B', 'Haute-Corse', '94'),
    ('30', 'Gard', '76'), ('31', 'Haute-Garonne', '76'), ('32', 'Gers', '76'), ('33', 'Gironde', '75'),
    ('34', 'Hérault', '76'), ('35', 'Ille-et-Vilaine', '53'), ('36', 'Indre', '24'),
    ('37', 'Indre-et-Loire', '24'), ('38', 'Isère', '84'), ('39', 'Jura', '27'), ('40', 'Landes', '75'),
    ('41', 'Loir-et-Cher', '24'), ('42', 'Loire', '84'), ('43', 'Haute-Loire', '84'),
    ('44', 'Loire-Atlantique', '52'), ('45', 'Loiret', '24'), ('46', 'Lot', '76'),
    ('47', 'Lot-et-Garonne', '75'), ('48', 'Lozère', '76'), ('49', 'Maine-et-Loire', '52'),
    ('50', 'Manche', '28'), ('51', 'Marne', '44'), ('52', 'Haute-Marne', '44'), ('53', 'Mayenne', '52'),
    ('54', 'Meurthe-et-Moselle', '44'), ('55', 'Meuse', '44'), ('56', 'Morbihan', '53'),
    ('57', 'Moselle', '44'), ('58', 'Nièvre', '27'), ('59', 'Nord', '32'), ('60', 'Oise', '32'),
    ('61', 'Orne', '28'), ('62', 'Pas-de-Calais', '32'), ('63', 'Puy-de-Dôme', '84'),
    ('64', 'Pyrénées-Atlantiques', '75'), ('65', 'Hautes-Pyrénées', '76'),
    ('66', 'Pyrénées-Orientales', '76'), ('67', 'Bas-Rhin', '44'), ('68', 'Haut-Rhin', '44'),
    ('69', 'Rhône', '84'), ('70', 'Haute-Saône', '27'), ('71', 'Saône-et-Loire', '27'),
    ('72', 'Sarthe', '52'), ('73', 'Savoie', '84'), ('74', 'Haute-Savoie', '84'), ('75', 'Paris', '11'),
    ('76', 'Seine-Maritime', '28'), ('77', 'Seine-et-Marne', '11'), ('78', 'Yvelines', '11'),
    ('79', 'Deux-Sèvres', '75'), ('80', 'Somme', '32'), ('81', 'Tarn', '76'),
    ('82', 'Tarn-et-Garonne', '76'), ('83', 'Var', '93'), ('84', 'Vaucluse', '93'),
    ('85', 'Vendée', '52'), ('86', 'Vienne', '75'), ('87', 'Haute-Vienne', '75'), ('88', 'Vosges', '44'),
    ('89', 'Yonne', '27'), ('90', 'Territoire de Belfort', '27'), ('91', 'Essonne', '11'),
    ('92', 'Hauts-de-Seine', '11'), ('93', 'Seine-Saint-Denis', '11'), ('94', 'Val-de-Marne', '11'),
    ('95', 'Val-d''Oise', '11'), ('971', 'Guadeloupe', '01'), ('972', 'Martinique', '02'),
    ('973', 'Guyane', '03'), ('974', 'La Réunion', '04'), ('976', 'Mayotte', '06');

-- The department of a commune, or of a code of the PMSI, by its first characters.
CREATE FUNCTION miroir_dcir.department_of(place text) RETURNS text IMMUTABLE PARALLEL SAFE
LANGUAGE sql AS $$
    SELECT CASE WHEN left(place, 2) = '97' THEN left(place, 3)
                WHEN place ~ '^9[A-F]' THEN '97' || translate(substr(place, 2, 1), 'ABCDEF', '123456')
                ELSE left(place, 2) END
$$;

-- --- doctors ------------------------------------------------------------------------------------

-- DA_PRA_R as it should be: one row a practice address and month. A number that is nobody's, and the
-- addresses of fictitious doctors (nature of practice 09), belong to no practitioner.
CREATE VIEW miroir_dcir.address_month AS
SELECT DISTINCT ON (address, month) *
FROM (SELECT pfs_pfs_num AS address, make_date(dte_ann_trt, dte_moi_fin, 1) AS month,
             CASE WHEN pfs_pfs_num <> '00000000'
                       /* trap fictitious { */ AND lpad(coalesce(exc_exc_nat, ''), 2, '0') <> '09' /* } else */
                  THEN /* trap addresses { */ coalesce(nullif(nullif(sta_pfs_num, ''), '00000000'), pfs_pfs_num) /* } else pfs_pfs_num */
                  END AS practitioner_id,
             lpad(act_cab_cod, 2, '0') = '00' AS is_main, ltrim(pfs_pra_spe, '0 ') AS specialty,
             left(pfs_pfs_num, 2) || lpad(pfs_exc_com, 3, '0') AS commune, pfs_lib_com AS town
      FROM miroir_dcir.da_pra_r
      WHERE dte_moi_fin BETWEEN 1 AND 12 AND dte_ann_trt BETWEEN 1900 AND 9999) AS r
ORDER BY address, month, is_main DESC NULLS LAST, practitioner_id COLLATE "C";

-- Whose an address is, from one day to another. Before its first month and after its last the nearest
-- month counts, as in a gap the month before it.
CREATE VIEW miroir_dcir.address AS
SELECT address, practitioner_id,
       CASE WHEN row_number() OVER w = 1 THEN date '-infinity' ELSE month END AS first_day,
       coalesce(lead(month) OVER w - 1, date 'infinity') AS last_day
FROM (SELECT *, row_number() OVER (PARTITION BY address ORDER BY month) AS place,
             row_number() OVER (PARTITION BY address ORDER BY month DESC) AS last_place,
             lag(practitioner_id) OVER (PARTITION BY address ORDER BY month) AS earlier
      FROM miroir_dcir.address_month) AS m
WHERE /* trap months { */ place = 1 OR practitioner_id IS DISTINCT FROM earlier /* } else last_place = 1 */
WINDOW w AS (PARTITION BY address ORDER BY month);

-- What the DCIR does not say of a place. Filled by hand; a second installation leaves it alone.
CREATE TABLE IF NOT EXISTS miroir_own.territory (territory_id text PRIMARY KEY, label text);
COMMENT ON TABLE miroir_own.territory IS 'What communes and codes of residence are called';

-- As the last month says; the main practice (ACT_CAB_COD 00) before any other. Somebody whom the last
-- month of all no longer has stopped at the end of the last month that has; somebody who is not in the
-- first month began in the first that has.
CREATE VIEW miroir_dcir.practitioner AS
SELECT p.practitioner_id,
       CASE WHEN p.specialty ~ '^([1-9]|1[0-8]|2[0-3]|3[1-57-8]|4[1-9]|69|7[0-9]|8[0-5])$'
                 AND p.specialty <> '21' THEN 'physician'
            WHEN p.specialty IN ('19', '36', '53', '54') THEN 'dentist'
            WHEN p.specialty = '21' THEN 'midwife'
            WHEN p.specialty = '24' THEN 'nurse'
            WHEN p.specialty = '26' THEN 'physiotherapist'
            ELSE 'other' END AS profession,
       CASE WHEN p.specialty IN ('1'/* trap general practice { */, '22', '23'/* } else */) THEN 'MG'
            ELSE p.specialty END AS specialty,
       p.commune AS territory_id,
       CASE WHEN s.first_month > b.first_month THEN s.first_month END AS active_from,
       CASE WHEN s.last_month < b.last_month
            THEN (s.last_month + interval '1 month - 1 day')::date END AS active_to,
       w.opposed_on, w.rpps, w.title, w.given_name, w.name, w.address_1, w.address_2, w.postcode,
       coalesce(w.town, p.town) AS town, w.secure_email
FROM (SELECT DISTINCT ON (practitioner_id) * FROM miroir_dcir.address_month
      WHERE practitioner_id IS NOT NULL
      ORDER BY practitioner_id, /* trap main practice { */ is_main DESC NULLS LAST, /* } else */
               month DESC, address COLLATE "C" DESC) AS p
JOIN (SELECT practitioner_id, min(month) AS first_month, max(month) AS last_month
      FROM miroir_dcir.address_month GROUP BY practitioner_id) AS s USING (practitioner_id)
CROSS JOIN (SELECT min(month) AS first_month, max(month) AS last_month
            FROM miroir_dcir.address_month) AS b
LEFT JOIN miroir_own.practitioner AS w USING (practitioner_id);

-- --- patients -----------------------------------------------------------------------------------

-- A person has as many pairs of BEN_NIR_PSA and BEN_RNG_GEM as ways to be insured: as a child of each
-- parent, in the own right. One row a pair.
CREATE VIEW miroir_dcir.person AS
SELECT ben_nir_psa, ben_rng_gem,
       min(/* trap persons { */ coalesce(nullif(ben_idt_ano, ''), ben_nir_psa || coalesce(ben_rng_gem, 0)) /* } else (ben_nir_psa || coalesce(ben_rng_gem, 0)) */ COLLATE "C") AS patient_id
FROM miroir_dcir.ir_ben_r
WHERE ben_nir_psa IS NOT NULL
GROUP BY ben_nir_psa, ben_rng_gem;

-- The commune of residence: Corsica (209) and the departments overseas (097 or 971 to 976) are
-- written in ways of their own.
CREATE VIEW miroir_dcir.beneficiary AS
SELECT n.patient_id, b.*,
       CASE WHEN b.ben_res_com IS NULL OR b.ben_res_com IN ('', '000', '999')
                 OR b.ben_res_dpt IS NULL OR b.ben_res_dpt IN ('', '000', '099', '991', '999') THEN NULL
            WHEN b.ben_res_dpt = '209' THEN '20' || lpad(b.ben_res_com, 3, '0')
            WHEN left(b.ben_res_dpt, 2) = '97' THEN b.ben_res_dpt || right(b.ben_res_com, 2)
            ELSE right(lpad(b.ben_res_dpt, 3, '0'), 2) || lpad(b.ben_res_com, 3, '0') END AS commune,
       CASE WHEN b.ben_nai_ann > /* trap missing birth { */ 1600 /* } else 0 */
            THEN make_date(b.ben_nai_ann,
                           CASE WHEN b.ben_nai_moi BETWEEN 1 AND 12 THEN b.ben_nai_moi ELSE 1 END, 1)
            END AS birth_date,
       CASE WHEN b.ben_dcd_dte > date /* trap missing death { */ '1600-01-01' /* } else '1500-01-01' */
            THEN b.ben_dcd_dte
            WHEN b.ben_dcd_ame ~ '^(1[7-9]|2[0-9])[0-9]{2}(0[1-9]|1[0-2])$'
            THEN to_date(b.ben_dcd_ame, 'YYYYMM') END AS died_on
FROM miroir_dcir.ir_ben_r AS b
JOIN miroir_dcir.person AS n
    ON n.ben_nir_psa = b.ben_nir_psa AND n.ben_rng_gem IS NOT DISTINCT FROM b.ben_rng_gem;

-- Of the rows of a person the one last updated counts, field by field.
CREATE VIEW miroir_dcir.patient AS
SELECT patient_id,
       (array_agg(birth_date ORDER BY ben_dte_maj DESC NULLS LAST, max_trt_dtd DESC NULLS LAST,
                  birth_date) FILTER (WHERE birth_date IS NOT NULL))[1] AS birth_date,
       (array_agg(CASE ben_sex_cod WHEN 1 THEN 'M' ELSE 'F' END
                  ORDER BY ben_dte_maj DESC NULLS LAST, max_trt_dtd DESC NULLS LAST, ben_sex_cod)
           FILTER (WHERE ben_sex_cod IN (1, 2)))[1] AS sex,
       (array_agg(commune ORDER BY ben_dte_maj DESC NULLS LAST, max_trt_dtd DESC NULLS LAST,
                  commune COLLATE "C") FILTER (WHERE commune IS NOT NULL))[1] AS territory_id,
       (array_agg(died_on ORDER BY ben_dte_maj DESC NULLS LAST, max_trt_dtd DESC NULLS LAST, died_on)
           FILTER (WHERE died_on IS NOT NULL))[1] AS died_on
FROM miroir_dcir.beneficiary
GROUP BY patient_id;

-- ALD, under its number (ALD08) and under its ICD-10 code; neither accidents at work nor invalidity
-- (IMB_ETM_NAT 11 to 13). The number is often missing: without it, 43 means one off the list, ALD31.
CREATE VIEW miroir_dcir.patient_condition AS
SELECT patient_id, condition, valid_from,
       CASE WHEN bool_or(valid_to IS NULL) THEN NULL ELSE max(valid_to) END AS valid_to
FROM (SELECT coalesce(n.patient_id, i.ben_nir_psa || coalesce(i.ben_rng_gem, 0)) AS patient_id,
             i.imb_ald_dtd AS valid_from,
             CASE WHEN i.imb_ald_dtf > date /* trap open conditions { */ '1600-01-01' /* } else '1500-01-01' */
                  THEN i.imb_ald_dtf END AS valid_to,
             ARRAY[CASE WHEN i.imb_ald_num BETWEEN 1 AND 32
                        THEN 'ALD' || lpad(i.imb_ald_num::text, 2, '0')
                        WHEN i.imb_etm_nat = 43 THEN 'ALD31' END,
                   /* trap ICD-10 { */ nullif(upper(replace(btrim(i.med_mtf_cod), '.', '')), '') /* } else NULL */] AS conditions
      FROM miroir_dcir.ir_imb_r AS i
      LEFT JOIN miroir_dcir.person AS n
          ON n.ben_nir_psa = i.ben_nir_psa AND n.ben_rng_gem IS NOT DISTINCT FROM i.ben_rng_gem
      WHERE i.ben_nir_psa IS NOT NULL AND i.imb_ald_dtd IS NOT NULL
        AND coalesce(i.imb_etm_nat, 41) IN (41, 43, 45)) AS a
CROSS JOIN unnest(a.conditions) AS condition
WHERE condition IS NOT NULL AND (valid_to IS NULL OR valid_to >= valid_from)
GROUP BY patient_id, condition, valid_from;

-- --- the referring doctor ------------------------------------------------------------------------

-- A contract ends at the latest on the eve of the next one, whatever its own end says: a patient has
-- one referring doctor at a time. Of two that begin on one day, the one that ends last. A contract
-- with a practice address is one with its practitioner, month by month.
CREATE VIEW miroir_dcir.registration AS
SELECT patient_id, practitioner_id, valid_from,
       CASE WHEN max(valid_to) < date 'infinity' THEN max(valid_to) END AS valid_to
FROM (SELECT r.patient_id, greatest(r.valid_from, a.first_day) AS valid_from,
             CASE WHEN a.address IS NULL THEN r.address ELSE a.practitioner_id END AS practitioner_id,
             least(r.valid_to, r.next_from - 1, coalesce(a.last_day, date 'infinity')) AS valid_to
      FROM (SELECT c.*, lead(valid_from) OVER (PARTITION BY patient_id ORDER BY valid_from) AS next_from
            FROM (SELECT DISTINCT ON (patient_id, valid_from) *
                  FROM (SELECT coalesce(n.patient_id, t.ben_nir_psa || coalesce(t.ben_rng_gem, 0))
                                   AS patient_id,
                               t.mtt_pfs_num AS address, t.mtt_dep_dte AS valid_from,
                               CASE WHEN t.mtt_fin_dte > date /* trap open contracts { */ '1600-01-01' /* } else '1500-01-01' */
                                    THEN t.mtt_fin_dte ELSE date 'infinity' END AS valid_to
                        FROM miroir_dcir.ir_mtt_r AS t
                        LEFT JOIN miroir_dcir.person AS n
                            ON n.ben_nir_psa = t.ben_nir_psa
                            AND n.ben_rng_gem IS NOT DISTINCT FROM t.ben_rng_gem
                        WHERE t.ben_nir_psa IS NOT NULL AND t.mtt_dep_dte IS NOT NULL
                          AND coalesce(t.mtt_pfs_num, '') NOT IN ('', '00000000')) AS t
                  WHERE valid_to >= valid_from
                  ORDER BY patient_id, valid_from, valid_to DESC, address COLLATE "C") AS c) AS r
      LEFT JOIN miroir_dcir.address AS a
          ON a.address = r.address AND a.first_day <= least(r.valid_to, r.next_from - 1)
          AND a.last_day >= r.valid_from) AS s
WHERE practitioner_id IS NOT NULL AND valid_to >= valid_from
GROUP BY patient_id, practitioner_id, valid_from;
