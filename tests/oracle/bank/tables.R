# The official tables of the DCIR as they stand, from CSV files named after them, and what DESIGN.md
# and TRAPS.md say of reading them: no view and no SQL of this project has a part in it.
suppressPackageStartupMessages(library(data.table))

ACT <- c("flx_dis_dtd", "flx_trt_dtd", "flx_emt_typ", "flx_emt_num", "flx_emt_ord", "org_cle_num",
         "dct_ord_num", "prs_ord_num", "rem_typ_aff")
NO_DATE <- as.IDate("1600-01-01")

read_official <- function(folder, name, dates = character(), numbers = character()) {
    table <- fread(file.path(folder, paste0(name, ".csv")), colClasses = "character",
                   na.strings = "")
    for (column in dates) set(table, j = column, value = as.IDate(table[[column]]))
    for (column in numbers) set(table, j = column, value = as.numeric(table[[column]]))
    table
}

# A missing date is 1600-01-01 as well.
known_date <- function(day) fifelse(day > NO_DATE, day, as.IDate(NA))

# Who a number is: BEN_IDT_ANO, else the number itself with its rank.
person_of <- function(beneficiaries, number, rank) {
    known <- beneficiaries[!is.na(ben_idt_ano), .(person = min(ben_idt_ano)),
                           by = .(ben_nir_psa, ben_rng_gem)]
    found <- known[data.table(ben_nir_psa = number, ben_rng_gem = rank),
                   on = .(ben_nir_psa, ben_rng_gem), person]
    fifelse(is.na(found), paste0(number, fifelse(is.na(rank), "0", rank)), found)
}

# Birth (the 1st of its month), sex and death of each person: of several rows the one last updated
# counts, field by field.
read_persons <- function(beneficiaries) {
    table <- copy(beneficiaries)
    table[, patient := person_of(beneficiaries, ben_nir_psa, ben_rng_gem)]
    year <- as.integer(table$ben_nai_ann)
    month <- as.integer(table$ben_nai_moi)
    month[is.na(month) | month < 1L | month > 12L] <- 1L
    table[, born := as.IDate(fifelse(year > 1600L, sprintf("%04d-%02d-01", year, month),
                                     NA_character_))]
    table[, sex := fcase(ben_sex_cod == "1", "M", ben_sex_cod == "2", "F")]
    table[, died := known_date(as.IDate(ben_dcd_dte))]
    setorder(table, patient, -ben_dte_maj, -max_trt_dtd, na.last = TRUE)
    table[, .(born = born[!is.na(born)][1], sex = sex[!is.na(sex)][1],
              died = died[!is.na(died)][1]), by = patient]
}

# Whose a practice address was, month by month; NA for nobody and for fictitious doctors.
read_addresses <- function(folder) {
    table <- read_official(folder, "da_pra_r", numbers = c("dte_ann_trt", "dte_moi_fin"))
    table[, month := as.IDate(sprintf("%04d-%02d-01", as.integer(dte_ann_trt),
                                      as.integer(dte_moi_fin)))]
    table[, doctor := fifelse(is.na(sta_pfs_num) | sta_pfs_num == "00000000", pfs_pfs_num,
                              sta_pfs_num)]
    table[pfs_pfs_num == "00000000" | (!is.na(exc_exc_nat) & as.integer(exc_exc_nat) == 9L),
          doctor := NA]
    table[, address := substr(pfs_pfs_num, 1, 8)]
    table <- table[order(address, month, act_cab_cod != "00")]
    unique(table, by = c("address", "month"))[, .(address, month, doctor, specialty = pfs_pra_spe)]
}

# Whose the address is on a day: by its month, or the month before it in a gap, or the first of all.
# What no month knows is a number like another; NA and zeros are nobody.
doctor_at <- function(addresses, address, day) {
    wanted <- data.table(address = substr(address, 1, 8), month = day)
    found <- addresses[wanted, on = .(address, month), roll = TRUE, rollends = c(TRUE, TRUE)]$doctor
    is_known <- wanted$address %in% addresses$address
    fifelse(is_known, found, fifelse(wanted$address == "00000000", NA_character_, wanted$address))
}

# Long-term conditions under their number: neither accidents at work nor invalidity.
read_conditions <- function(folder, beneficiaries) {
    table <- read_official(folder, "ir_imb_r", dates = c("imb_ald_dtd", "imb_ald_dtf"))
    table <- table[is.na(imb_etm_nat) | imb_etm_nat %in% c("41", "43", "45")]
    number <- as.integer(table$imb_ald_num)
    number[!is.na(number) & (number < 1L | number > 32L)] <- NA
    number[is.na(number) & table$imb_etm_nat == "43"] <- 31L
    table[, .(patient = person_of(beneficiaries, ben_nir_psa, ben_rng_gem), ald = number,
              from = imb_ald_dtd, to = known_date(imb_ald_dtf))][!is.na(ald) & !is.na(from)]
}

read_contracts <- function(folder, beneficiaries) {
    table <- read_official(folder, "ir_mtt_r", dates = c("mtt_dep_dte", "mtt_fin_dte"))
    table[!is.na(mtt_dep_dte) & !is.na(mtt_pfs_num) & mtt_pfs_num != "00000000",
          .(patient = person_of(beneficiaries, ben_nir_psa, ben_rng_gem), address = mtt_pfs_num,
            from = mtt_dep_dte, to = known_date(mtt_fin_dte))][is.na(to) | to >= from]
}

# Kits of the screening for colorectal cancer that were read.
read_kits <- function(folder, beneficiaries) {
    table <- read_official(folder, "kit", dates = "read_on")
    table[, .(patient = person_of(beneficiaries, ben_nir_psa, ben_rng_gem), day = read_on)]
}

# Inhabitants by territory, year, sex and age, whose band begins with its lowest.
read_census <- function(folder) {
    table <- read_official(folder, "population", numbers = "persons")
    table[, .(territory = territory_id, year = as.integer(year), sex,
              lowest = as.integer(sub("[^0-9].*", "", age_band)), persons)]
}
