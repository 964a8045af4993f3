/* What is prescribed to a person in a quarter: chronic treatment, illness by the season, tests,
 * screening, visits, as one table of habits of care. */
#pragma once

#include "engine/synthetic/catalogue.h"
#include "engine/synthetic/person.h"

/* One thing dispensed or done. */
typedef struct {
    Day day;           /* of the care */
    Day prescribed_on; /* of the prescription */
    const Product *product;
    const Doctor *prescriber;
    int quantity;
    uint64_t stream; /* for what is written of it */
    bool is_second;  /* goes under the same act as the line before: a second drug, a second test */
} CareLine;

/* The most that one person gets in one quarter. */
enum { MAX_CARE_LINES = 96 };

/* Fills `out_lines` and returns how many there are. Nobody is treated before birth, after death or
 * after the last day. */
int care_of_quarter(const Region *region, const Catalogue *catalogue, const Person *person,
                    int quarter, CareLine out_lines[MAX_CARE_LINES]);
