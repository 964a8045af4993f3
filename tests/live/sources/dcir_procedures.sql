-- How the tests of the DCIR put one thing each into the official tables. The nine keys follow from a
-- running number and the month of the flux, so that a detail finds its act.

CREATE PROCEDURE person(psa text, gem int, ano text, born int DEFAULT 1950, month int DEFAULT 6,
                        dead date DEFAULT '1600-01-01', updated date DEFAULT '2025-01-01')
LANGUAGE sql AS $$
    INSERT INTO ir_ben_r VALUES (psa, gem, ano, born::text, lpad(month::text, 2, '0'), 2, dead, '160001',
                                 '035', '238', updated, updated)
$$;

-- A practice address in each month of the first half of 2025, or in one of them.
CREATE PROCEDURE doctor(address text, principal text, cabinet text, specialty text,
                        nature text DEFAULT '01', only_month int DEFAULT NULL, commune text DEFAULT '238')
LANGUAGE sql AS $$
    INSERT INTO da_pra_r
    SELECT '2025', lpad(m::text, 2, '0'), address, principal, cabinet, specialty, nature, commune, '35000',
           'RENNES'
    FROM generate_series(1, 6) AS m WHERE only_month IS NULL OR m = only_month
$$;

CREATE PROCEDURE act(number int, quantity numeric, amount numeric, flux date DEFAULT '2025-04-01',
                     prescriber text DEFAULT '35100001', nature int DEFAULT 1110,
                     day date DEFAULT '2025-03-10', psa text DEFAULT 'PSA1', gem int DEFAULT 1,
                     prescribed date DEFAULT '2025-03-09')
LANGUAGE sql AS $$
    INSERT INTO er_prs_f
    VALUES (flux, flux - 10, 1, 1, 1, '01C351000', number, 1, 0, psa, gem, day, prescribed, nature,
            quantity, amount, 0, 0, 0, 0, '35000099', prescriber, 0, 0)
$$;

CREATE PROCEDURE drug(number int, quantity int, flux date DEFAULT '2025-04-01', place int DEFAULT 1,
                      cip bigint DEFAULT 3400900000110)
LANGUAGE sql AS $$
    INSERT INTO er_pha_f
    VALUES (flux, flux - 10, 1, 1, 1, '01C351000', number, 1, 0, place, cip, quantity)
$$;

CREATE PROCEDURE test(number int, code int, quantity int DEFAULT 1, place int DEFAULT 1)
LANGUAGE sql AS $$
    INSERT INTO er_bio_f
    VALUES ('2025-04-01', '2025-03-22', 1, 1, 1, '01C351000', number, 1, 0, place, code, quantity)
$$;

CREATE PROCEDURE operation(number int, place int, activity text, code text DEFAULT 'NFKA007')
LANGUAGE sql AS $$
    INSERT INTO er_cam_f
    VALUES ('2025-04-01', '2025-03-22', 1, 1, 1, '01C351000', number, 1, 0, place, code, activity, 0)
$$;

CREATE PROCEDURE hospital(number int, taa int) LANGUAGE sql AS $$
    INSERT INTO er_ete_f
    VALUES ('2025-04-01', '2025-03-22', 1, 1, 1, '01C351000', number, 1, 0, '35000001', taa)
$$;

CREATE PROCEDURE stay(rsa int, finess int DEFAULT 350000741, ghm text DEFAULT '08C48J',
                      kind text DEFAULT NULL, code text DEFAULT '0')
LANGUAGE sql AS $$
    INSERT INTO t_mco24b VALUES (finess, rsa, kind, ghm, '0', 'M170', 68, '2', '35', '35000', 0, '2024', '05');
    INSERT INTO t_mco24c VALUES (finess, rsa, 'PSA1', '2024-05-06', '2024-05-06', '0', '0', '0', '0', '0', '0',
                                 '0', '0', code);
$$;

-- Of the stay of that number in the usual establishment.
CREATE PROCEDURE act(rsa int, ccam text, activity text DEFAULT '1', after int DEFAULT 0,
                     finess int DEFAULT 350000741)
LANGUAGE sql AS $$
    INSERT INTO t_mco24a (eta_num, rsa_num, cdc_act, acv_act, ent_dat_del)
    VALUES (finess::text, rsa::text, ccam, activity, after);
$$;
