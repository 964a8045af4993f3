-- What every case of OMOP starts from: one doctor in Rennes, one patient, a small vocabulary.

INSERT INTO location VALUES (1, 'RENNES', '53', '35000', '35'), (2, 'BREST', '53', '29200', '29');
INSERT INTO care_site VALUES (10, 1), (20, 2);
INSERT INTO provider VALUES (1, 'Dr Un', '10000000001', 38004446, 10, '01');
INSERT INTO person VALUES (1, 8532, 1950, 6, 15, 1, 1);
INSERT INTO concept VALUES
    (0, 'No matching concept', 'None', 'No matching concept'),
    (100, 'amoxicillin 1 g', 'RxNorm', '308192'), (101, 'amoxicillin and inhibitor', 'RxNorm', '617296'),
    (102, 'ibuprofen', 'RxNorm', '5640'), (103, 'ofloxacin', 'RxNorm', '312075'),
    (200, 'amoxicillin; systemic', 'ATC', 'J01CA04'), (201, 'amoxicillin and inhibitor', 'ATC', 'J01CR02'),
    (202, 'ibuprofen; systemic', 'ATC', 'M01AE01'), (203, 'ibuprofen; topical', 'ATC', 'M02AA13'),
    (204, 'ofloxacin', 'ATC', 'J01MA01'), (205, 'Quinolones', 'ATC', 'J01MA'),
    (300, 'HbA1c', 'LOINC', '4548-4'), (301, 'Diabetes', 'ICD10', 'E11.9');
INSERT INTO concept_ancestor VALUES
    (200, 100, 1), (201, 101, 1), (200, 101, 2), (202, 102, 1), (203, 102, 1), (204, 103, 1), (205, 103, 2);
