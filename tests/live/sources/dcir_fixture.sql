-- What every case of the DCIR starts from: one doctor, one patient, a handful of codes.

CALL person('PSA1', 1, 'ANO1');
CALL doctor('35100001', '35100001', '00', '1');
INSERT INTO ir_pha_r VALUES
    ('3400900000110', 'AMOXICILLINE 1 G CPR 14', 'J01CA04', '12', 'G', 'NGC', '14'),
    ('3400900000301', 'METFORMINE 1000 MG CPR 90', 'A10BA02', '40', 'G', 'GC', '90');
INSERT INTO ir_nat_v VALUES (1110, 'G', 'CONSULTATION MEDECINE GENERALE'), (1116, 'MPC', 'MAJORATION');
