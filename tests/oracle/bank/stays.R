# Hospital stays out of the official tables of the PMSI-MCO, and what the theme of relevance counts of
# them: by establishment, by the territory that patients live in, and there by age and sex.
BRITTANY <- c("22", "29", "35", "56")
STAY <- c("year", "eta_num", "rsa_num")
RETURNS <- c("nir_ret", "nai_ret", "sex_ret", "sej_ret", "fho_ret", "pms_ret", "dat_ret",
             "coh_nai_ret", "coh_sex_ret")

# One kind of the tables (B stays, C patients, A acts, E establishments), of all years.
read_years <- function(folder, letter) {
    names <- list.files(folder, pattern = paste0("^t_mco[0-9]{2}", letter, "[.]csv$"))
    rbindlist(lapply(names, function(name) {
        table <- read_official(folder, sub("[.]csv$", "", name))
        table[, year := 2000L + as.integer(substr(name, 6, 7))][]
    }), fill = TRUE)
}

# The acts of a stay: of the surgeon, not of the anaesthetist.
acts_of_stays <- function(folder) {
    acts <- read_years(folder, "a")[is.na(acv_act) | acv_act == "1"]
    acts[!is.na(cdc_act), .(codes = list(substr(cdc_act, 1, 7))), by = STAY]
}

# Which stays have one of the acts, alone or among others.
has_act <- function(stays, codes)
    vapply(stays$acts, function(of_stay) any(of_stay %in% codes), logical(1))

# Who was operated: the number says it where it is one person's.
patient_of <- function(beneficiaries, number) {
    known <- data.table(number = beneficiaries$ben_nir_psa,
                        person = person_of(beneficiaries, beneficiaries$ben_nir_psa,
                                           beneficiaries$ben_rng_gem))
    alone <- unique(known)[, .(person = person[1], n = .N), by = number][n == 1]
    alone$person[match(number, alone$number)]
}

# Neither error groups, nor stays on behalf of another hospital, nor patients badly identified. (The
# hospitals that told a stay twice did so up to 2017, before any window.)
read_stays <- function(folder, beneficiaries) {
    stays <- read_years(folder, "b")
    patients <- read_years(folder, "c")
    fine <- Reduce(`&`, lapply(RETURNS, function(column)
        is.na(patients[[column]]) | patients[[column]] == "0"))
    stays <- stays[patients[fine], on = STAY, nomatch = NULL]
    stays <- stays[!startsWith(fcoalesce(grg_ghm, ""), "90") & !(sej_typ %in% "B") & !is.na(bdi_cod)]
    stays[acts_of_stays(folder), on = STAY, acts := i.codes]
    stays[, .(establishment = eta_num, department = bdi_dep, territory = paste0("P", bdi_cod),
              sex = fcase(cod_sex == "1", "M", cod_sex == "2", "F"), age = as.integer(age_ann),
              day = fcoalesce(as.IDate(exe_soi_dtd), as.IDate(ent_dat)), acts,
              is_without_night = sej_nbj %in% "0",
              patient = fcoalesce(patient_of(beneficiaries, nir_ano_17), paste("stay", .I)))]
}

# Those who live there, as the last census by then has them.
inhabitants_on <- function(data, last) {
    known <- unique(data$census$year)
    until <- known[known <= year(last)]
    of <- if (length(until) > 0) max(until) else min(known)
    data$census[year == of & substr(territory, 2, 3) %in% BRITTANY]
}

five_years <- function(age) pmin(age %/% 5L, 17L) * 5L

# Per unit: stays, and patients who had one, of those that are counted and of all.
count_stays <- function(stays, unit, is_counted)
    stays[, .(numerator = sum(is_counted[.I]), denominator = as.numeric(.N),
              numerator_patients = uniqueN(patient[is_counted[.I]]),
              denominator_patients = uniqueN(patient)), by = .(doctor = unit)]

# Operated inhabitants of each territory, and of each age and sex there.
operated <- function(...) function(w) {
    stays <- w$stays[has_act(w$stays, c(...)) & department %in% BRITTANY]
    people <- inhabitants_on(w$data, w$last)
    of <- function(done, who) {
        counted <- done[, .(numerator = as.numeric(.N), numerator_patients = uniqueN(patient)),
                        by = unit]
        all <- who[, .(denominator = sum(persons)), by = unit]
        both <- merge(all, counted, by = "unit", all = TRUE)
        setnafill(both, fill = 0, cols = c("denominator", "numerator", "numerator_patients"))
        both[, .(doctor = unit, numerator, denominator, numerator_patients,
                 denominator_patients = denominator)]
    }
    cells <- of(stays[!is.na(sex) & !is.na(age),
                      .(unit = paste(territory, sex, five_years(age)), patient)],
                people[, .(unit = paste(territory, sex, five_years(lowest)), persons)])
    cells[, `:=`(numerator_patients = 0, denominator_patients = 0)]
    rbind(of(stays[, .(unit = territory, patient)], people[, .(unit = territory, persons)]), cells)
}

# Stays without a night among those with one of the acts, by establishment and by residence.
without_night <- function(...) function(w) {
    stays <- w$stays[has_act(w$stays, c(...))]
    here <- stays[establishment %in% w$data$establishments]
    home <- stays[department %in% BRITTANY]
    rbind(count_stays(here, paste0("F", here$establishment), here$is_without_night),
          count_stays(home, home$territory, home$is_without_night))
}

STAYS <- list(
canal_carpien = operated("AHPA009", "AHPC001"),
cholecystectomie = operated("HMFC004"),
chirurgie_obesite = operated("HFCC003", "HFFC018", "HFMC007"),
prothese_genou = operated("NFKA007", "NFKA008"),
thyroidectomie = operated("KCFA005", "KCFA007"),
canal_carpien_ambulatoire = without_night("AHPA009", "AHPC001"))
