-- OMOP, third part: drugs, procedures and measurements as claim lines, and what their codes mean.

CREATE VIEW miroir_omop.event AS
SELECT e.*, s.code_system AS stated_system
FROM (SELECT 'drug_exposure' AS omop_table, drug_exposure_id AS event_id, person_id,
             drug_exposure_start_date AS care_date, drug_concept_id AS concept_id,
             drug_source_concept_id AS source_concept_id,
             nullif(btrim(drug_source_value), '') AS source_value, quantity, provider_id,
             visit_occurrence_id, drug_type_concept_id AS type_concept_id
      FROM miroir_omop.drug_exposure
      UNION ALL
      SELECT 'procedure_occurrence', procedure_occurrence_id, person_id, procedure_date,
             procedure_concept_id, procedure_source_concept_id,
             nullif(btrim(procedure_source_value), ''), quantity, provider_id, visit_occurrence_id,
             procedure_type_concept_id
      FROM miroir_omop.procedure_occurrence
      UNION ALL
      SELECT 'measurement', measurement_id, person_id, measurement_date, measurement_concept_id,
             measurement_source_concept_id, nullif(btrim(measurement_source_value), ''), NULL,
             provider_id, visit_occurrence_id, measurement_type_concept_id
      FROM miroir_omop.measurement) AS e
LEFT JOIN miroir_own.omop_source_system AS s USING (omop_table)
WHERE NOT EXISTS (SELECT FROM miroir_own.omop_left_out AS o
                  WHERE o.type_concept_id = e.type_concept_id);

-- The code of an event: what the source wrote, where miroir_own.omop_source_system names its system;
-- else the concept of the source, else the standard one, under the name of its vocabulary in capitals
-- (RXNORM, LOINC, CCAM). Concept 0 is no concept: without any the source's text, under SOURCE.
CREATE VIEW miroir_omop.coded AS
SELECT e.*, c.concept_name AS label,
       CASE WHEN is_stated THEN e.stated_system
            WHEN c.concept_id IS NOT NULL THEN replace(upper(c.vocabulary_id), ' ', '_')
            WHEN e.source_value IS NOT NULL THEN 'SOURCE' ELSE 'OMOP' END AS code_system,
       CASE WHEN is_stated THEN e.source_value
            WHEN c.concept_id IS NOT NULL THEN c.concept_code
            ELSE coalesce(e.source_value, e.concept_id::text) END AS code
FROM (SELECT *, stated_system IS NOT NULL AND source_value IS NOT NULL AS is_stated
      FROM miroir_omop.event) AS e
LEFT JOIN miroir_omop.concept AS s
    ON s.concept_id = /* trap unmapped { */ nullif(e.source_concept_id, 0) /* } else e.source_concept_id */
LEFT JOIN miroir_omop.concept AS t
    ON t.concept_id = /* trap unmapped { */ nullif(e.concept_id, 0) /* } else e.concept_id */
LEFT JOIN miroir_omop.concept AS c ON c.concept_id = coalesce(s.concept_id, t.concept_id);

-- What a source wrote once may be mapped to several standard concepts, each with a row of its own:
-- one event. Rows of one standard concept are twins, each an event.
CREATE VIEW miroir_omop.single AS
SELECT *, row_number() OVER (
           PARTITION BY omop_table, person_id, care_date, provider_id, visit_occurrence_id,
                        type_concept_id, source_concept_id, source_value, quantity,
                        /* trap twins { */ twin /* } else 1 */, CASE WHEN NOT is_sourced THEN event_id END
           ORDER BY event_id) AS place
FROM (SELECT *, source_value IS NOT NULL OR coalesce(source_concept_id, 0) <> 0 AS is_sourced,
             row_number() OVER (
                 PARTITION BY omop_table, person_id, care_date, provider_id, visit_occurrence_id,
                              type_concept_id, source_concept_id, source_value, quantity, concept_id
                 ORDER BY event_id) AS twin
      FROM miroir_omop.coded) AS c;

-- Who prescribed: the provider of the event, else of its visit; `unknown` where nobody is named, since
-- the line still counts among the patient's. A quantity that is absent or 0 is one: it took place.
CREATE VIEW miroir_omop.claim AS
SELECT /* trap provider { */ coalesce(nullif(e.provider_id, 0)::text, nullif(v.provider_id, 0)::text, 'unknown') /* } else e.provider_id::text */ AS practitioner_id,
       CASE WHEN e.omop_table = 'procedure_occurrence'
            THEN coalesce(nullif(e.provider_id, 0), nullif(v.provider_id, 0))::text END AS performer_id,
       e.person_id::text AS patient_id, e.care_date, e.code_system, e.code,
       /* trap quantity { */ coalesce(nullif(round(e.quantity, 3), 0), 1) /* } else coalesce(e.quantity, 0) */ AS quantity
FROM miroir_omop.single AS e
LEFT JOIN miroir_omop.visit_occurrence AS v USING (visit_occurrence_id)
WHERE /* trap mappings { */ e.place = 1 /* } else true */
  AND e.care_date IS NOT NULL AND e.person_id IS NOT NULL;

-- What several classes share, at a level of the ATC (1, 3, 4, 5 or 7 characters); NULL where nothing.
CREATE FUNCTION miroir_omop.shared_class(classes text[]) RETURNS text IMMUTABLE LANGUAGE sql AS $$
    SELECT left(classes[1], level) FROM unnest(ARRAY[7, 5, 4, 3, 1]) AS level
    WHERE (SELECT bool_and(left(class, level) = left(classes[1], level)) FROM unnest(classes) AS class)
      AND length(classes[1]) >= level
    ORDER BY level DESC LIMIT 1
$$;

-- A drug may be below several substances of the ATC. The nearest one counts: amoxicillin with an
-- inhibitor is J01CR02 before it is J01CA04. Of several as near, what they share: no choice is made
-- that the vocabulary does not make, and a line counts once.
CREATE VIEW miroir_omop.class AS
SELECT concept_id, atc
FROM (SELECT h.descendant_concept_id AS concept_id, a.concept_code AS atc,
             rank() OVER (PARTITION BY h.descendant_concept_id
                          ORDER BY h.min_levels_of_separation) AS rank
      FROM miroir_omop.concept_ancestor AS h
      JOIN miroir_omop.concept AS a ON a.concept_id = h.ancestor_concept_id
      WHERE a.vocabulary_id = 'ATC' AND length(a.concept_code) = 7) AS h
WHERE /* trap nearest class { */ rank = 1 /* } else true */
UNION
SELECT concept_id, concept_code FROM miroir_omop.concept WHERE vocabulary_id = 'ATC';

CREATE VIEW miroir_omop.code AS
SELECT c.code_system, c.code, coalesce(min(o.atc), miroir_omop.shared_class(array_agg(DISTINCT c.atc)
                                       FILTER (WHERE c.atc IS NOT NULL))) AS atc,
       min(c.label COLLATE "C") AS label
FROM (SELECT e.code_system, e.code, e.label, coalesce(a.atc, CASE e.code_system WHEN 'ATC' THEN e.code END) AS atc
      FROM (SELECT DISTINCT code_system, code, label, concept_id FROM miroir_omop.coded) AS e
      LEFT JOIN miroir_omop.class AS a ON a.concept_id = nullif(e.concept_id, 0)) AS c
LEFT JOIN miroir_own.omop_atc AS o ON o.code_system = c.code_system AND o.code = c.code
GROUP BY c.code_system, c.code /* trap several classes { */ /* } else , c.atc */;
