-- DCIR, fourth part: claim lines.

-- Reimbursed acts. Left out: complements and surcharges, participations and franchises among them
-- (CPL_MAJ_TOP 2); what public hospitals report for information alone (71 and 72, in either of two
-- columns); stays that the hospital's activity already pays for (ETE_IND_TAA 1).
CREATE VIEW miroir_dcir.prestation AS
SELECT p.*
FROM miroir_dcir.er_prs_f AS p
WHERE /* trap complements { */ coalesce(p.cpl_maj_top, 0) < 2 /* } else true */
  AND /* trap information { */ coalesce(p.dpn_qlf, 0) NOT IN (71, 72) AND coalesce(p.prs_dpn_qlp, 0) NOT IN (71, 72) /* } else p.dpn_qlf <> 71 */
  AND /* trap hospital activity { */ NOT EXISTS (
          SELECT FROM miroir_dcir.er_ete_f AS e
          WHERE e.ete_ind_taa = 1
            AND e.flx_dis_dtd = p.flx_dis_dtd AND e.flx_trt_dtd = p.flx_trt_dtd
            AND e.flx_emt_typ = p.flx_emt_typ AND e.flx_emt_num = p.flx_emt_num
            AND e.flx_emt_ord = p.flx_emt_ord AND e.org_cle_num = p.org_cle_num
            AND e.dct_ord_num = p.dct_ord_num AND e.prs_ord_num = p.prs_ord_num
            AND e.rem_typ_aff = p.rem_typ_aff) /* } else true */;

-- What the acts were, by the nine keys that join it to them. An act of the CCAM has a row for each
-- activity (1 who operates, 4 who anaesthetises, and so on) and no quantity; it is one act, of the
-- first activity. `is_kept` is false for a detail that makes no line.
CREATE VIEW miroir_dcir.detail AS
SELECT *, row_number() OVER (
           PARTITION BY flx_dis_dtd, flx_trt_dtd, flx_emt_typ, flx_emt_num, flx_emt_ord, org_cle_num,
                        dct_ord_num, prs_ord_num, rem_typ_aff
           ORDER BY is_kept DESC, number, code_system COLLATE "C", code COLLATE "C") AS place
FROM (SELECT flx_dis_dtd, flx_trt_dtd, flx_emt_typ, flx_emt_num, flx_emt_ord, org_cle_num, dct_ord_num,
             prs_ord_num, rem_typ_aff, 'CIP13' AS code_system, pha_prs_c13 AS code,
             pha_ord_num AS number, coalesce(pha_act_qsn, 0) AS quantity, true AS is_kept
      FROM miroir_dcir.er_pha_f
      UNION ALL
      SELECT flx_dis_dtd, flx_trt_dtd, flx_emt_typ, flx_emt_num, flx_emt_ord, org_cle_num, dct_ord_num,
             prs_ord_num, rem_typ_aff, 'NABM', ltrim(bio_prs_ide, '0'),
             bio_ord_num, coalesce(bio_act_qsn, 0), true
      FROM miroir_dcir.er_bio_f
      UNION ALL
      SELECT flx_dis_dtd, flx_trt_dtd, flx_emt_typ, flx_emt_num, flx_emt_ord, org_cle_num, dct_ord_num,
             prs_ord_num, rem_typ_aff, 'CCAM', left(btrim(cam_prs_ide), 7), min(cam_ord_num), NULL,
             /* trap activities { */ bool_or(coalesce(nullif(cam_act_cod, ''), '1') = '1') /* } else true */
      FROM miroir_dcir.er_cam_f
      GROUP BY flx_dis_dtd, flx_trt_dtd, flx_emt_typ, flx_emt_num, flx_emt_ord, org_cle_num,
               dct_ord_num, prs_ord_num, rem_typ_aff, left(btrim(cam_prs_ide), 7)
               /* trap activities { */ /* } else , cam_act_cod, cam_ord_num */) AS d
WHERE coalesce(code, '') NOT IN ('', '0');

-- One line a detail, or one an act that has none. A reversal is the same line with a negative
-- quantity, in the same flux or a later one; all go through as they are, twins as well, since the
-- engine sums them. The amount is the act's, once: on its first detail.
--
-- Who prescribed: the practitioner whose practice address it is on that day; for acts without a
-- prescriber who carried them out; `unknown` where nobody real is named, since the line still counts
-- among the patient's.
CREATE VIEW miroir_dcir.claim AS
SELECT l.practitioner_id, l.performer_id, l.patient_id, l.care_date, l.code_system, l.code, l.quantity,
       l.amount,
       CASE WHEN l.prescribed_on > date /* trap missing prescription { */ '1600-01-01' /* } else '1500-01-01' */
            THEN l.practitioner_id || ' ' || to_char(l.prescribed_on, 'YYYY-MM-DD') END
           AS prescription_id,
       l.received_on
FROM (SELECT /* trap twins { */ ALL /* } else DISTINCT */
             coalesce(CASE WHEN r.address IS NOT NULL THEN r.practitioner_id
                           ELSE nullif(nullif(p.pfs_pre_num, ''), '00000000') END,
                      CASE WHEN d.code_system IS NULL OR d.code_system = 'CCAM'
                           THEN CASE WHEN x.address IS NOT NULL THEN x.practitioner_id
                                     ELSE nullif(nullif(p.pfs_exe_num, ''), '00000000') END END,
                      'unknown') AS practitioner_id,
             CASE WHEN x.address IS NOT NULL THEN x.practitioner_id
                  ELSE nullif(nullif(p.pfs_exe_num, ''), '00000000') END AS performer_id,
             coalesce(n.patient_id, p.ben_nir_psa || coalesce(p.ben_rng_gem, 0)) AS patient_id,
             p.exe_soi_dtd AS care_date, coalesce(d.code_system, 'NGAP') AS code_system,
             coalesce(d.code, t.code, p.prs_nat_ref::text) AS code,
             coalesce(d.quantity, p.prs_act_qte, 0) AS quantity,
             CASE WHEN /* trap fan-out { */ coalesce(d.place, 1) = 1 /* } else true */
                  THEN round(p.prs_pai_mnt, 2) ELSE 0 END AS amount,
             p.pre_pre_dtd AS prescribed_on,
             /* trap late flux { */ p.flx_dis_dtd /* } else p.exe_soi_dtd */ AS received_on
      FROM miroir_dcir.prestation AS p
      LEFT JOIN miroir_dcir.detail AS d USING (flx_dis_dtd, flx_trt_dtd, flx_emt_typ, flx_emt_num,
          flx_emt_ord, org_cle_num, dct_ord_num, prs_ord_num, rem_typ_aff)
      LEFT JOIN miroir_dcir.person AS n
          ON n.ben_nir_psa = p.ben_nir_psa AND n.ben_rng_gem = p.ben_rng_gem
      LEFT JOIN miroir_dcir.address AS r
          ON r.address = p.pfs_pre_num
          AND p.exe_soi_dtd BETWEEN r.first_day AND r.last_day
      LEFT JOIN miroir_dcir.address AS x
          ON x.address = p.pfs_exe_num
          AND p.exe_soi_dtd BETWEEN x.first_day AND x.last_day
      LEFT JOIN miroir_dcir.nature AS t ON d.code IS NULL AND t.prs_nat = p.prs_nat_ref
      WHERE d.is_kept IS NOT FALSE AND p.ben_nir_psa IS NOT NULL AND p.exe_soi_dtd IS NOT NULL
        AND coalesce(d.code, t.code, p.prs_nat_ref::text) IS NOT NULL) AS l
WHERE /* trap reversals { */ true /* } else l.quantity > 0 */;
