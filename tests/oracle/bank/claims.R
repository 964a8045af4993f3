# Net lines of care out of the official tables: one row for a drug, test or act of a patient on a day
# and prescription that was not taken back, with what its code means.

# Genuine acts: no complement, nothing reported for information, nothing that the activity of a
# hospital pays for.
read_acts <- function(folder) {
    acts <- read_official(folder, "er_prs_f", dates = c("exe_soi_dtd", "pre_pre_dtd"),
                          numbers = c("prs_act_qte", "prs_pai_mnt"))
    acts <- acts[!(cpl_maj_top %in% c("2", "3")) & !(dpn_qlf %in% c("71", "72")) &
                 !(prs_dpn_qlp %in% c("71", "72"))]
    hospital <- unique(read_official(folder, "er_ete_f")[ete_ind_taa == "1", ..ACT])
    acts[!hospital, on = ACT]
}

# Drugs, tests and acts of the CCAM, each with its place in the act it belongs to.
read_details <- function(folder) {
    pha <- read_official(folder, "er_pha_f", numbers = c("pha_ord_num", "pha_act_qsn"))
    bio <- read_official(folder, "er_bio_f", numbers = c("bio_ord_num", "bio_act_qsn"))
    cam <- read_official(folder, "er_cam_f", numbers = "cam_ord_num")
    drugs <- pha[, c(mget(ACT), .(system = "CIP13", code = pha_prs_c13, place = pha_ord_num,
                                  quantity = pha_act_qsn))]
    tests <- bio[, c(mget(ACT), .(system = "NABM", code = sub("^0+", "", bio_prs_ide),
                                  place = bio_ord_num, quantity = bio_act_qsn))]
    # One act whoever else took part: the surgeon's row alone, each code once.
    operated <- cam[is.na(cam_act_cod) | cam_act_cod == "1"]
    operated[, code := substr(cam_prs_ide, 1, 7)]
    operated <- operated[, .(system = "CCAM", place = min(cam_ord_num), quantity = NA_real_),
                         by = c(ACT, "code")]
    details <- rbind(drugs, tests, operated, use.names = TRUE)
    list(lines = details[!is.na(code)], of_acts = unique(cam[, ..ACT]))
}

# The acts with their details; one that has none is a line of the NGAP. The act's amount stands with
# its first detail alone.
join_details <- function(acts, details, natures) {
    setorder(details$lines, place)
    details$lines[, is_first := !duplicated(details$lines, by = ACT)]
    with <- acts[details$lines, on = ACT, nomatch = NULL]
    without <- acts[!details$lines, on = ACT][!details$of_acts, on = ACT]
    without[, `:=`(system = "NGAP", quantity = prs_act_qte, is_first = TRUE)]
    without[natures, on = .(prs_nat_ref = prs_nat), code := i.prs_nat_cb2]
    without[is.na(code), code := prs_nat_ref]
    lines <- rbind(with, without, fill = TRUE)
    lines[system == "CCAM", quantity := prs_act_qte]
    lines[, amount := fifelse(is_first, prs_pai_mnt, 0)]
    lines
}

# What has been received by `received_to`; a reversal is the same line with a negative quantity.
net_lines <- function(folder, beneficiaries, addresses, received_to) {
    lines <- join_details(read_acts(folder), read_details(folder), read_official(folder, "ir_nat_v"))
    lines <- lines[as.IDate(flx_dis_dtd) <= received_to]
    lines[, patient := person_of(beneficiaries, ben_nir_psa, ben_rng_gem)]
    lines[, performer := doctor_at(addresses, pfs_exe_num, exe_soi_dtd)]
    lines[, prescriber := doctor_at(addresses, pfs_pre_num, exe_soi_dtd)]
    lines[is.na(prescriber) & system %in% c("CCAM", "NGAP"), prescriber := performer]
    lines[is.na(prescriber), prescriber := "unknown"]
    lines[, written := known_date(pre_pre_dtd)]
    net <- lines[, .(quantity = sum(quantity), cents = sum(round(100 * amount))),
                 by = .(prescriber, performer, patient, day = exe_soi_dtd, system, code, written)]
    net[quantity > 0]
}

# ATC, generic repertoire and units of the drugs.
with_meaning <- function(net, folder) {
    drugs <- read_official(folder, "ir_pha_r", numbers = "pha_unt_nbr_dses")
    net[, `:=`(atc = NA_character_, repertoire = NA_character_, role = NA_character_,
               units = NA_real_)]
    at <- match(net$code, drugs$pha_cip_c13)
    at[net$system != "CIP13"] <- NA
    group <- drugs$pha_grs_num
    group[!is.na(group) & group == "0"] <- NA
    net[, `:=`(atc = drugs$pha_atc_c07[at], repertoire = group[at],
               role = drugs$pha_med_gen_dprod[at], units = drugs$pha_unt_nbr_dses[at])]
    # Two drugs on one prescription count as one: the patient's, of one prescriber on one day; the day
    # of care stands in for one that is not known.
    net[, prescription := paste(patient, prescriber, fifelse(is.na(written), paste("care", day),
                                                             as.character(written)))]
    net
}
