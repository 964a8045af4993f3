/* What can be prescribed in the region made up: drugs, laboratory tests, acts and visits, on shelves
 * of what serves the same end. ATC, NABM, CCAM and NGAP codes are real and common; the CIP13 numbers
 * are made up (their range is not in use, their check digit is right), so that nobody takes a line of
 * the demonstration for a real one. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum { PRODUCT_DRUG, PRODUCT_TEST, PRODUCT_ACT, PRODUCT_VISIT } ProductKind;

typedef enum {
    SHELF_FIRST_LINE, /* antibiotics, by how much they breed resistance */
    SHELF_BROAD,
    SHELF_QUINOLONE,
    SHELF_URINARY,
    SHELF_SECOND_ANTIBIOTIC,
    SHELF_METFORMIN,
    SHELF_ANTIDIABETIC,
    SHELF_GLARGINE,
    SHELF_BIOSIMILAR_GLARGINE,
    SHELF_ACE_INHIBITOR,
    SHELF_ARB,
    SHELF_CALCIUM,
    SHELF_BETA_BLOCKER,
    SHELF_DIURETIC,
    SHELF_CENTRAL,
    SHELF_STATIN,
    SHELF_EZETIMIBE,
    SHELF_ASPIRIN,
    SHELF_OTHER_ANTIPLATELET,
    SHELF_VITAMIN_K_ANTAGONIST,
    SHELF_DIRECT_ANTICOAGULANT,
    SHELF_PPI,
    SHELF_THYROID,
    SHELF_ANTIDEPRESSANT,
    SHELF_SHORT_ANXIOLYTIC,
    SHELF_LONG_ANXIOLYTIC,
    SHELF_HYPNOTIC,
    SHELF_NEUROLEPTIC,
    SHELF_RESPIRATORY,
    SHELF_NSAID,
    SHELF_ANALGESIC,
    SHELF_OPIOID,
    SHELF_STRONG_OPIOID,
    SHELF_VASODILATOR,
    SHELF_PROSTATE,
    SHELF_VITAMIN_D,
    SHELF_BONE,
    SHELF_GOUT,
    SHELF_ALLERGY,
    SHELF_PILL,
    SHELF_DEMENTIA,
    SHELF_EPILEPSY,
    SHELF_FLU_VACCINE,
    SHELF_VACCINE,
    SHELF_CORTICOID,
    SHELF_DIGESTIVE,
    SHELF_BLADDER,
    SHELF_HBA1C, /* tests */
    SHELF_FRUCTOSAMINE,
    SHELF_MICROALBUMIN,
    SHELF_PROTEINURIA,
    SHELF_CREATININE,
    SHELF_INR,
    SHELF_TSH,
    SHELF_TSH_WITH_T3_T4,
    SHELF_PSA,
    SHELF_VITAMIN_D_TEST,
    SHELF_CRP,
    SHELF_SEDIMENTATION,
    SHELF_URINE_CULTURE,
    SHELF_SMEAR_TEST,
    SHELF_LIPIDS,
    SHELF_BLOOD_COUNT,
    SHELF_FERRITIN,
    SHELF_EYE, /* acts */
    SHELF_MAMMOGRAPHY,
    SHELF_SMEAR,
    SHELF_COLONOSCOPY,
    SHELF_ECG,
    SHELF_CONSULTATION, /* visits */
    SHELF_HOME_VISIT,
    N_SHELVES
} Shelf;

typedef enum { ROLE_NONE, ROLE_GENERIC, ROLE_ORIGINATOR } GenericRole;

typedef struct {
    Shelf shelf;
    ProductKind kind;
    int weight;       /* how often it is taken from its shelf, among the shelf's weights */
    const char *code; /* NABM, CCAM, NGAP; NULL for a drug: product_cip13 */
    const char *atc;  /* of a drug */
    const char *label;
    GenericRole role;
    int group; /* of the generic repertoire; 0 none */
    int units; /* in a box */
    int cents; /* price of one */
} Product;

/* A pack for three months, which makes boxes a bad measure. */
bool product_is_large(const Product *self);
/* The number that a drug has here. */
int64_t product_cip13(const Product *self);

/* All of them, shelf after shelf. */
const Product *catalogue_products(size_t *out_n);

/* Where each shelf begins, so that a product is found without a search. */
typedef struct {
    size_t first[N_SHELVES];
    int weight[N_SHELVES];
} Catalogue;

void catalogue_init(Catalogue *out_catalogue);
/* The product of the shelf that a draw in [0, 1000) hits. */
const Product *catalogue_pick(const Catalogue *self, Shelf shelf, int draw);
