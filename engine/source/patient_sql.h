/* What patient expressions ask of a patient, as SQL: age, sex, conditions, registration. */
#pragma once

#include <glib.h>

#include "engine/source/contract.h"
#include "engine/source/program.h"
#include "engine/source/sql_expression.h"

typedef struct PatientSql PatientSql;

/* For the indicators of one statement, all of one attribution. Everything is borrowed. */
PatientSql *patient_sql_new(const Program *program, const Contract *contract,
                            const ProgramIndicator *const *indicators, size_t n_indicators);
void patient_sql_free(PatientSql *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PatientSql, patient_sql_free)

/* "SELECT t.*, ... AS age, ... FROM part AS t ...": the rows of relation `part` (practitioner_id,
 * patient_id, i and more), each with what is known of the patient. The caller frees. */
char *patient_sql_facts(const PatientSql *self);
/* "SELECT patient_id, practitioner_id, i ...": who is on whose list at the end of each period. */
char *patient_sql_lists(const Program *program, const Contract *contract);
/* "... AS band, ... AS sex": the cell of the patient of such a row, called v, for statements by age and
 * sex; NULL where unknown. The caller frees. */
char *patient_sql_age_sex(const PatientSql *self);
/* The names of an indicator's patient expressions over those rows, called v. */
SqlNames patient_sql_names(const PatientSql *self, const ProgramIndicator *indicator);
