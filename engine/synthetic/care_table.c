#include "engine/synthetic/care_table.h"

#define ALWAYS(c)                                                                                  \
    {                                                                                              \
        c, c, c, c                                                                                 \
    }
#define ACE_OR_ARB .shelf = SHELF_ARB, .forks = {HABIT_ACE}, .others = {SHELF_ACE_INHIBITOR}
#define ANTIPLATELET                                                                               \
    .shelf = SHELF_OTHER_ANTIPLATELET, .forks = {HABIT_ASPIRIN}, .others = {SHELF_ASPIRIN}
#define ANXIOLYTIC                                                                                 \
    .shelf = SHELF_SHORT_ANXIOLYTIC, .forks = {HABIT_LONG_HALF_LIFE},                              \
    .others = {SHELF_LONG_ANXIOLYTIC}
#define TSH .shelf = SHELF_TSH, .forks = {HABIT_THYROID}, .others = {SHELF_TSH_WITH_T3_T4}
#define CHRONIC .is_chronic = true
#define TESTED .readiness = HABIT_TEST

/* clang-format off */
static const CareItem ITEMS[] = {
    /* Illness, by the season. */
    {.age_from = 16, .chance = {1050, 740, 570, 940}, .readiness = HABIT_ANTIBIOTIC,
     .shelf = SHELF_FIRST_LINE, .forks = {HABIT_QUINOLONE, HABIT_BROAD},
     .others = {SHELF_QUINOLONE, SHELF_BROAD}, .quantity = 2,
     .with = SHELF_SECOND_ANTIBIOTIC, .with_habit = HABIT_SECOND_ANTIBIOTIC},
    {.age_to = 15, .chance = {1500, 900, 600, 1400}, .readiness = HABIT_ANTIBIOTIC,
     .shelf = SHELF_FIRST_LINE, .forks = {HABIT_BROAD}, .others = {SHELF_BROAD}, .quantity = 2},
    {.age_to = 5, .chance = {1500, 900, 600, 1400}, .readiness = HABIT_ANTIBIOTIC,
     .shelf = SHELF_FIRST_LINE, .forks = {HABIT_BROAD}, .others = {SHELF_BROAD}, .quantity = 2},
    {.sex = 'F', .age_from = 16, .chance = ALWAYS(90), .shelf = SHELF_URINARY,
     .with = SHELF_URINE_CULTURE, .with_habit = HABIT_CULTURE},
    {.age_from = 16, .age_to = 64, .chance = {300, 270, 250, 290}, .readiness = HABIT_NSAID,
     .shelf = SHELF_NSAID},
    {.age_from = 65, .chance = {210, 190, 180, 200}, .readiness = HABIT_NSAID, .shelf = SHELF_NSAID},
    {.chance = {330, 240, 200, 300}, .shelf = SHELF_ANALGESIC, .quantity = 3},
    {.chance = {90, 60, 50, 90}, .shelf = SHELF_CORTICOID},
    {.chance = {110, 80, 80, 100}, .shelf = SHELF_DIGESTIVE},
    {.age_from = 16, .chance = ALWAYS(50), .shelf = SHELF_OPIOID},

    /* Diabetes. */
    {.trait = TRAIT_DIABETES, .part_to = 800, .chance = ALWAYS(8200), .draws = 2,
     .shelf = SHELF_METFORMIN, .quantity = 2, CHRONIC},
    {.trait = TRAIT_DIABETES, .part_from = 800, .part_to = 1000, .chance = ALWAYS(8200), .draws = 2,
     .shelf = SHELF_GLARGINE, .forks = {HABIT_BIOSIMILAR}, .others = {SHELF_BIOSIMILAR_GLARGINE},
     CHRONIC},
    {.trait = TRAIT_DIABETES, .part_from = 250, .part_to = 700, .chance = ALWAYS(7500), .draws = 2,
     .shelf = SHELF_ANTIDIABETIC, CHRONIC},
    {.trait = TRAIT_DIABETES, .chance = ALWAYS(8000), .readiness = HABIT_HBA1C,
     .follow = FOLLOW_FOLLOWED, .shelf = SHELF_HBA1C, .with = SHELF_CREATININE,
     .with_habit = HABIT_KIDNEY},
    {.trait = TRAIT_DIABETES, .chance = ALWAYS(1000), .readiness = HABIT_HBA1C,
     .follow = FOLLOW_OTHERS, .shelf = SHELF_HBA1C, .with = SHELF_CREATININE,
     .with_habit = HABIT_KIDNEY},
    {.trait = TRAIT_DIABETES, .part_from = 500, .part_to = 520, .chance = ALWAYS(7000),
     .shelf = SHELF_FRUCTOSAMINE},
    {.trait = TRAIT_DIABETES, .chance = ALWAYS(10000), .readiness = HABIT_KIDNEY,
     .shelf = SHELF_MICROALBUMIN, .with = SHELF_CREATININE, .with_habit = HABIT_ASPIRIN},
    {.trait = TRAIT_DIABETES, .chance = ALWAYS(10000), .readiness = HABIT_EYE, .shelf = SHELF_EYE},
    {.trait = TRAIT_DIABETES, .age_to = 64, .chance = {0, 0, 0, 6000}, .readiness = HABIT_VACCINE,
     .shelf = SHELF_FLU_VACCINE},

    /* Heart and vessels. */
    {.trait = TRAIT_HYPERTENSION, .part_to = 700, .chance = ALWAYS(3700), ACE_OR_ARB, CHRONIC,
     .quantity = 3},
    {.trait = TRAIT_HYPERTENSION, .part_from = 350, .part_to = 600, .chance = ALWAYS(3700),
     .shelf = SHELF_CALCIUM, .quantity = 3, CHRONIC},
    {.trait = TRAIT_HYPERTENSION, .part_from = 650, .part_to = 850, .chance = ALWAYS(3700),
     .shelf = SHELF_BETA_BLOCKER, .quantity = 3, CHRONIC},
    {.trait = TRAIT_HYPERTENSION, .part_from = 100, .part_to = 280, .chance = ALWAYS(3700),
     .shelf = SHELF_DIURETIC, .quantity = 3, CHRONIC},
    {.trait = TRAIT_HYPERTENSION, .part_from = 960, .part_to = 1000, .chance = ALWAYS(3700),
     .shelf = SHELF_CENTRAL, CHRONIC},
    {.trait = TRAIT_HYPERTENSION, .chance = ALWAYS(10000), .readiness = HABIT_PROTEINURIA,
     .shelf = SHELF_PROTEINURIA, .with = SHELF_CREATININE, .with_habit = HABIT_ASPIRIN},
    {.trait = TRAIT_HYPERTENSION, .chance = ALWAYS(900), TESTED, .shelf = SHELF_CREATININE},
    {.trait = TRAIT_LIPIDS, .chance = ALWAYS(4000), .shelf = SHELF_STATIN, .forks = {HABIT_EZETIMIBE},
     .others = {SHELF_EZETIMIBE}, .quantity = 3, CHRONIC},
    {.trait = TRAIT_LIPIDS, .chance = ALWAYS(700), TESTED, .shelf = SHELF_LIPIDS},
    {.trait = TRAIT_HEART, .chance = ALWAYS(4300), ANTIPLATELET, .quantity = 3, CHRONIC},
    {.trait = TRAIT_HEART, .part_to = 600, .chance = ALWAYS(4000), .shelf = SHELF_STATIN,
     .quantity = 3, CHRONIC},
    {.trait = TRAIT_HEART, .part_to = 550, .chance = ALWAYS(4000), ACE_OR_ARB, .quantity = 3, CHRONIC},
    {.trait = TRAIT_HEART, .part_from = 300, .part_to = 800, .chance = ALWAYS(3700),
     .shelf = SHELF_BETA_BLOCKER, .quantity = 3, CHRONIC},
    {.trait = TRAIT_HEART, .chance = ALWAYS(500), .shelf = SHELF_ECG},
    {.trait = TRAIT_FIBRILLATION, .part_to = 350, .chance = ALWAYS(7500), .draws = 2,
     .shelf = SHELF_VITAMIN_K_ANTAGONIST, CHRONIC},
    {.trait = TRAIT_FIBRILLATION, .part_to = 350, .chance = ALWAYS(9000), .draws = 4,
     .readiness = HABIT_INR, .shelf = SHELF_INR},
    {.trait = TRAIT_FIBRILLATION, .part_from = 350, .part_to = 1000, .chance = ALWAYS(4600),
     .shelf = SHELF_DIRECT_ANTICOAGULANT, CHRONIC},
    {.trait = TRAIT_HEART_FAILURE, .chance = ALWAYS(4300), .shelf = SHELF_DIURETIC, .quantity = 3,
     CHRONIC},
    {.trait = TRAIT_HEART_FAILURE, .part_to = 600, .chance = ALWAYS(4000), ACE_OR_ARB, .quantity = 3,
     CHRONIC},
    {.trait = TRAIT_CLAUDICATION, .chance = ALWAYS(3700), .readiness = HABIT_VASODILATOR,
     .shelf = SHELF_VASODILATOR, CHRONIC},
    {.trait = TRAIT_CLAUDICATION, .part_to = 600, .chance = ALWAYS(3700), ANTIPLATELET,
     .quantity = 3, CHRONIC},

    /* Stomach, thyroid, lungs, bones, and so on. */
    {.trait = TRAIT_REFLUX, .chance = ALWAYS(3700), .readiness = HABIT_PPI, .shelf = SHELF_PPI,
     .quantity = 3, CHRONIC},
    {.trait = TRAIT_THYROID, .chance = ALWAYS(4300), .shelf = SHELF_THYROID, .quantity = 3, CHRONIC},
    {.trait = TRAIT_THYROID, .chance = ALWAYS(1800), TSH},
    {.trait = TRAIT_LUNG, .chance = {6500, 4500, 4000, 6000}, .shelf = SHELF_RESPIRATORY, CHRONIC},
    {.trait = TRAIT_LUNG, .age_from = 16, .age_to = 64, .chance = {0, 0, 0, 6000},
     .readiness = HABIT_VACCINE, .shelf = SHELF_FLU_VACCINE},
    {.trait = TRAIT_PAIN, .chance = ALWAYS(3400), .shelf = SHELF_ANALGESIC, .quantity = 6, CHRONIC},
    {.trait = TRAIT_PAIN, .part_to = 300, .chance = ALWAYS(6000), .draws = 2, .shelf = SHELF_OPIOID,
     CHRONIC},
    {.trait = TRAIT_PAIN, .part_from = 920, .part_to = 1000, .chance = ALWAYS(6000), .draws = 3,
     .shelf = SHELF_STRONG_OPIOID, .quantity = 2, CHRONIC},
    {.trait = TRAIT_PROSTATE, .chance = ALWAYS(4000), .shelf = SHELF_PROSTATE, .quantity = 3, CHRONIC},
    {.trait = TRAIT_BONE, .chance = ALWAYS(3400), .shelf = SHELF_BONE, .quantity = 3, CHRONIC},
    {.trait = TRAIT_BONE, .chance = ALWAYS(3500), .shelf = SHELF_VITAMIN_D},
    {.trait = TRAIT_BONE, .chance = ALWAYS(500), TESTED, .shelf = SHELF_VITAMIN_D_TEST},
    {.trait = TRAIT_GOUT, .chance = ALWAYS(3400), .shelf = SHELF_GOUT, .quantity = 3, CHRONIC},
    {.trait = TRAIT_ALLERGY, .chance = {1500, 4500, 2500, 800}, .shelf = SHELF_ALLERGY, CHRONIC},
    {.trait = TRAIT_CONTRACEPTION, .age_to = 49, .chance = ALWAYS(4000), .shelf = SHELF_PILL, CHRONIC},
    {.trait = TRAIT_BLADDER, .chance = ALWAYS(3700), .shelf = SHELF_BLADDER, CHRONIC},

    /* Mind and sleep. */
    {.trait = TRAIT_DEPRESSION, .chance = ALWAYS(5000), .draws = 2, .shelf = SHELF_ANTIDEPRESSANT,
     .quantity = 2, CHRONIC},
    {.trait = TRAIT_ANXIETY, .chance = ALWAYS(7500), .quantity = 3, .readiness = HABIT_SEDATIVE, ANXIOLYTIC,
     CHRONIC},
    {.trait = TRAIT_INSOMNIA, .chance = ALWAYS(7500), .readiness = HABIT_SEDATIVE,
     .shelf = SHELF_HYPNOTIC, .quantity = 6, CHRONIC},
    {.trait = TRAIT_PSYCHOSIS, .chance = ALWAYS(8000), .draws = 2, .shelf = SHELF_NEUROLEPTIC, CHRONIC},
    {.trait = TRAIT_DEMENTIA, .chance = ALWAYS(4300), .shelf = SHELF_DEMENTIA, .quantity = 3, CHRONIC},
    {.trait = TRAIT_EPILEPSY, .chance = ALWAYS(4600), .shelf = SHELF_EPILEPSY, .quantity = 3, CHRONIC},
    {.age_from = 18, .age_to = 64, .chance = ALWAYS(60), .shelf = SHELF_HYPNOTIC, .quantity = 2,
     .again_habit = HABIT_LASTING_HYPNOTIC},
    {.age_from = 65, .chance = ALWAYS(550), .shelf = SHELF_HYPNOTIC, .quantity = 2,
     .again_habit = HABIT_LASTING_HYPNOTIC},
    {.age_from = 18, .chance = ALWAYS(110), ANXIOLYTIC, .again_habit = HABIT_LASTING_HYPNOTIC},

    /* Screening, vaccines, tests. */
    {.age_from = 65, .chance = {0, 0, 0, 10000}, .readiness = HABIT_VACCINE,
     .shelf = SHELF_FLU_VACCINE},
    {.sex = 'F', .age_from = 50, .age_to = 74, .chance = ALWAYS(10000),
     .readiness = HABIT_MAMMOGRAPHY, .shelf = SHELF_MAMMOGRAPHY},
    {.sex = 'F', .age_from = 25, .age_to = 65, .chance = ALWAYS(10000), .readiness = HABIT_SMEAR,
     .shelf = SHELF_SMEAR, .with = SHELF_SMEAR_TEST, .with_habit = HABIT_HBA1C},
    {.age_from = 50, .age_to = 74, .chance = ALWAYS(10000), .readiness = HABIT_COLON,
     .shelf = SHELF_COLONOSCOPY},
    {.sex = 'M', .age_from = 50, .age_to = 74, .chance = ALWAYS(280), TESTED, .shelf = SHELF_PSA},
    {.sex = 'M', .age_from = 75, .chance = ALWAYS(200), TESTED, .shelf = SHELF_PSA},
    {.age_from = 18, .chance = ALWAYS(120), TESTED, TSH},
    {.chance = {160, 110, 90, 140}, TESTED, .shelf = SHELF_CRP, .with = SHELF_SEDIMENTATION,
     .with_habit = HABIT_SEDIMENTATION},
    {.age_from = 16, .chance = ALWAYS(180), TESTED, .shelf = SHELF_BLOOD_COUNT,
     .with = SHELF_CREATININE, .with_habit = HABIT_KIDNEY},
    {.age_from = 40, .chance = ALWAYS(120), TESTED, .shelf = SHELF_LIPIDS},
    {.age_from = 16, .chance = ALWAYS(80), TESTED, .shelf = SHELF_VITAMIN_D_TEST},
    {.sex = 'F', .age_from = 16, .age_to = 50, .chance = ALWAYS(120), TESTED,
     .shelf = SHELF_FERRITIN},
    {.age_to = 6, .chance = ALWAYS(900), .shelf = SHELF_VACCINE},
    {.age_from = 25, .chance = ALWAYS(50), .shelf = SHELF_VACCINE},
    {.age_to = 5, .chance = {2500, 600, 600, 2500}, .shelf = SHELF_VITAMIN_D},

    /* Visits. */
    {.chance = {560, 450, 380, 520}, .shelf = SHELF_CONSULTATION},
    {.age_from = 80, .chance = ALWAYS(400), .shelf = SHELF_HOME_VISIT},
};
/* clang-format on */

const CareItem *
care_table(size_t *out_n)
{
    *out_n = sizeof ITEMS / sizeof *ITEMS;
    return ITEMS;
}
