-- DCIR, first part: the official tables as they were loaded, seen through views of one shape.
--
-- Schema miroir_dcir has one view for each official table, with exactly the columns that the other
-- files read, each of one type. Whatever the loading made of them (upper-case names, a timestamp for a
-- date, a text for a number) is set right here and nowhere else; a column that was not loaded is NULL,
-- a table that was not loaded is empty, and the years of the PMSI are one view. Running this file
-- again takes in what was loaded since; it drops the views that build upon it, which the files after
-- it make again.

DROP SCHEMA IF EXISTS miroir_dcir CASCADE;
CREATE SCHEMA miroir_dcir;
COMMENT ON SCHEMA miroir_dcir IS 'The DCIR as miroir reads it: views over the official tables';

-- What is read. `relation` is a name, or that of one year with aa for the year. The type `key` is one
-- of the nine keys that is a text, which is left as it is so that an index on it can be used.
CREATE TABLE miroir_dcir.official (relation text, place int, name text, type text);

CREATE PROCEDURE miroir_dcir.reads(relation text, columns text) LANGUAGE sql AS $$
    INSERT INTO miroir_dcir.official
    SELECT relation, place, split_part(item, ' ', 1), split_part(item, ' ', 2)
    FROM regexp_split_to_table(columns, ',\s*') WITH ORDINALITY AS t (item, place)
$$;

CREATE PROCEDURE miroir_dcir.reads_detail(relation text, columns text) LANGUAGE sql AS $$
    CALL miroir_dcir.reads(relation,
        'flx_dis_dtd date, flx_trt_dtd date, flx_emt_typ integer, flx_emt_num integer, '
        'flx_emt_ord integer, org_cle_num key, dct_ord_num integer, prs_ord_num integer, '
        'rem_typ_aff integer, ' || columns)
$$;

CALL miroir_dcir.reads_detail('er_prs_f',
    'ben_nir_psa text, ben_rng_gem integer, exe_soi_dtd date, pre_pre_dtd date, prs_nat_ref integer, '
    'prs_act_qte numeric, prs_pai_mnt numeric, cpl_maj_top integer, dpn_qlf integer, '
    'prs_dpn_qlp integer, pfs_exe_num address, pfs_pre_num address');
CALL miroir_dcir.reads_detail('er_pha_f',
    'pha_ord_num integer, pha_prs_c13 text, pha_act_qsn numeric');
CALL miroir_dcir.reads_detail('er_bio_f',
    'bio_ord_num integer, bio_prs_ide text, bio_act_qsn numeric');
CALL miroir_dcir.reads_detail('er_cam_f',
    'cam_ord_num integer, cam_prs_ide text, cam_act_cod text');
CALL miroir_dcir.reads_detail('er_ete_f', 'ete_ind_taa integer');
CALL miroir_dcir.reads('ir_ben_r',
    'ben_nir_psa text, ben_rng_gem integer, ben_idt_ano text, ben_nai_ann integer, '
    'ben_nai_moi integer, ben_sex_cod integer, ben_dcd_dte date, ben_dcd_ame text, '
    'ben_res_dpt text, ben_res_com text, max_trt_dtd date, ben_dte_maj date');
CALL miroir_dcir.reads('ir_imb_r',
    'ben_nir_psa text, ben_rng_gem integer, imb_ald_dtd date, imb_ald_dtf date, '
    'imb_ald_num integer, imb_etm_nat integer, med_mtf_cod text');
CALL miroir_dcir.reads('ir_mtt_r',
    'ben_nir_psa text, ben_rng_gem integer, mtt_dep_dte date, mtt_fin_dte date, '
    'mtt_pfs_num address');
CALL miroir_dcir.reads('da_pra_r',
    'dte_ann_trt integer, dte_moi_fin integer, pfs_pfs_num address, sta_pfs_num address, '
    'act_cab_cod text, pfs_pra_spe text, exc_exc_nat text, pfs_exc_com text, pfs_lib_com text');
CALL miroir_dcir.reads('ir_pha_r',
    'pha_cip_c13 text, pha_med_nom text, pha_atc_c07 text, pha_grs_num text, '
    'pha_med_gen_dprod text, pha_unt_nbr_dses text');
CALL miroir_dcir.reads('ir_bio_r', 'bio_prs_ide text, bio_inf_lib text');
CALL miroir_dcir.reads('ir_ccam_v63', 'cam_prs_ide_cod text, cam_prs_ide_lib text');
CALL miroir_dcir.reads('ir_nat_v', 'prs_nat integer, prs_nat_cb2 text, prs_nat_lib text');
CALL miroir_dcir.reads('t_mcoaab',
    'eta_num finess, rsa_num serial, sej_typ text, grg_ghm text, dgn_pal text, age_ann integer, '
    'cod_sex text, bdi_dep text, bdi_cod text, sej_nbj integer');
CALL miroir_dcir.reads('t_mcoaac',
    'eta_num finess, rsa_num serial, nir_ano_17 text, ent_dat date, exe_soi_dtd date, nir_ret flag, '
    'nai_ret flag, sex_ret flag, sej_ret flag, fho_ret flag, pms_ret flag, dat_ret flag, '
    'coh_nai_ret flag, coh_sex_ret flag');
CALL miroir_dcir.reads('t_mcoaaa',
    'eta_num finess, rsa_num serial, cdc_act text, acv_act text, ent_dat_del integer');
CALL miroir_dcir.reads('t_mcoaae', 'eta_num finess, soc_rai text, sta_eta text');

-- The tables of a name, or of all years of it, wherever they are: those that search_path shows come
-- before the others.
CREATE VIEW miroir_dcir.candidate AS
SELECT o.relation, c.oid, lower(c.relname) AS name,
       CASE WHEN o.relation ~ 'aa.$' THEN 2000 + substr(c.relname, 6, 2)::int END AS year,
       rank() OVER (PARTITION BY o.relation, lower(c.relname)
                    ORDER BY pg_table_is_visible(c.oid) DESC) AS rank
FROM (SELECT DISTINCT relation FROM miroir_dcir.official) AS o
JOIN pg_class c ON lower(c.relname) ~ ('^' || replace(o.relation, 'aa', '[0-9][0-9]') || '$')
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
  AND n.nspname NOT IN ('miroir', 'miroir_dcir', 'information_schema') AND n.nspname !~ '^pg_';

-- What a column is read as. Texts that are no number give NULL; texts that are no date are an error,
-- since a date that is silently lost would lose its lines.
CREATE FUNCTION miroir_dcir.expression(relation oid, wanted text, wanted_type text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    name text;
    found text;
    is_text boolean;
    target text := CASE WHEN wanted_type IN ('date', 'integer', 'numeric') THEN wanted_type
                        ELSE 'text' END;
BEGIN
    SELECT quote_ident(a.attname), format_type(coalesce(nullif(t.typbasetype, 0), t.oid), NULL)
    INTO name, found
    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped
      AND lower(a.attname) = wanted;
    IF name IS NULL THEN
        RETURN 'NULL::' || target;
    END IF;
    is_text := found IN ('text', 'character varying', 'character');
    IF found IN ('numeric', 'double precision', 'real') AND target = 'text' THEN
        name := format('trim_scale(%s::numeric)', name);
    END IF;
    RETURN CASE
        WHEN wanted_type = 'finess' THEN format('lpad(btrim(%s::text), 9, ''0'')', name)
        WHEN wanted_type = 'serial' THEN format('ltrim(btrim(%s::text), ''0'')', name)
        -- A practice address has eight characters, and nine with its check digit.
        WHEN wanted_type = 'address' THEN
            format('CASE length(btrim(%1$s::text)) WHEN 9 THEN left(btrim(%1$s::text), 8) '
                   'WHEN 17 THEN btrim(%1$s::text) ELSE lpad(btrim(%1$s::text), 8, ''0'') END', name)
        -- A return code is 0, false or absent where there was no fault.
        WHEN wanted_type = 'flag' THEN
            format('translate(coalesce(nullif(left(btrim(%s::text), 1), ''''), ''0''), ''ft'', '
                   '''01'')', name)
        WHEN found = target THEN name
        WHEN target IN ('integer', 'numeric') AND is_text THEN
            format('CASE WHEN %1$s ~ ''^\s*-?[0-9]+([.,][0-9]*)?\s*$'' '
                   'THEN replace(btrim(%1$s), '','', ''.'')::numeric END::%2$s', name, target)
        WHEN target = 'date' AND is_text THEN
            format('CASE WHEN btrim(%1$s) = '''' THEN NULL '
                   'WHEN %1$s ~ ''^[0-9]{8}$'' THEN to_date(%1$s, ''DDMMYYYY'') '
                   'WHEN %1$s ~ ''^[0-9]{2}[A-Za-z]{3}[0-9]{4}'' '
                   'THEN to_date(left(%1$s, 9), ''DDMonYYYY'') ELSE left(%1$s, 10)::date END', name)
        ELSE format('%s::%s', name, target)
    END;
END $$;

CREATE PROCEDURE miroir_dcir.see(wanted text) LANGUAGE plpgsql AS $$
DECLARE
    twice text;
    body text;
BEGIN
    SELECT string_agg(oid::regclass::text, ', ') INTO twice FROM miroir_dcir.candidate
    WHERE relation = wanted AND rank = 1
    GROUP BY name HAVING count(*) > 1 LIMIT 1;
    IF twice IS NOT NULL THEN
        RAISE EXCEPTION 'the table % is there more than once: %; name the schema to read first in '
            'search_path', wanted, twice;
    END IF;
    SELECT string_agg(text, E'\nUNION ALL\n' ORDER BY name) INTO body
    FROM (SELECT c.name, format('SELECT %s%s FROM %s',
                 coalesce(c.year || ' AS year, ', ''),
                 string_agg(miroir_dcir.expression(c.oid, o.name, o.type) || ' AS ' || o.name, ', '
                            ORDER BY o.place), c.oid::regclass) AS text
          FROM miroir_dcir.candidate c JOIN miroir_dcir.official o USING (relation)
          WHERE c.relation = wanted AND c.rank = 1
          GROUP BY c.name, c.year, c.oid) AS years;
    IF body IS NULL THEN
        SELECT format('SELECT %s%s WHERE false',
                      CASE WHEN wanted ~ 'aa.$' THEN 'NULL::int AS year, ' ELSE '' END,
                      string_agg(miroir_dcir.expression(0, o.name, o.type) || ' AS ' || o.name, ', '
                                 ORDER BY o.place)) INTO body
        FROM miroir_dcir.official o WHERE o.relation = wanted;
    END IF;
    EXECUTE format('CREATE VIEW miroir_dcir.%I AS %s', wanted, body);
END $$;

DO $$
DECLARE
    wanted text;
BEGIN
    FOR wanted IN SELECT DISTINCT relation FROM miroir_dcir.official LOOP
        CALL miroir_dcir.see(wanted);
    END LOOP;
END $$;
