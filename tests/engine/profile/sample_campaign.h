/* The campaign of the sample edition, built without files: 3 themes, 9 indicators. */
#pragma once

#include "engine/model/campaign.h"

/* What the chance of the sample needs to know of an indicator. */
typedef struct {
    double level;  /* of a doctor in the middle, on the indicator's scale */
    double spread; /* between doctors, on the logit or log scale */
    double trend;  /* a quarter, likewise */
    int patients;  /* of a doctor in the middle, in the denominator */
    int lines;     /* of a patient, at most; 1 when the unit is the patient */
} SampleShape;

/* The caller frees with campaign_free. */
Campaign *sample_campaign_new(Language language, const char *key_file);
const SampleShape *sample_campaign_shape(size_t indicator);
