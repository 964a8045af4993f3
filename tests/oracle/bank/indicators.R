# The indicators of the theme bank about doctors, each written out from its definition: what is asked
# (`w`, with the window of so many months) and the counts of each doctor.
AVK <- "B01AA"
DIRECT <- "B01AE07|B01AF"
ANTICOAGULANT <- paste(AVK, DIRECT, sep = "|")
STRONG_OPIOID <- "N02AA01|N02AA03|N02AA05|N02AA55|N02AB03"
TRAMADOL <- "N02AX02|N02AJ13|N02AJ14"
LONG_ACTING <- "N05BA01|N05BA05|N05BA08|N05BA09|N05BA11|N05BA16|N05BA18|N05CD02|N05CD03"
HYPNOTIC <- "N05CD|N05CF"
REPERTOIRE <- c(statines = "C10AA", antihypertenseurs = "C03|C07|C08|C09", ipp = "A02BC",
                antibiotiques = "J01", antidepresseurs = "N06A")
COLONOSCOPY <- c("HHQE002", "HHQE004", "HHQE005", paste0("HHFE00", 1:6), "HJQE001", "HHQK484")
CONTACTS <- c("C", "CS", "G", "GS", "V", "VS", "VG", "VGS", "VL")
HOME_VISITS <- c("V", "VS", "VG", "VGS", "VL")
PACKAGES <- c("BSA", "BSB", "BSC")

adults <- function(p) !is.na(p$age) & p$age >= 18
between_ages <- function(p, a, b = Inf) !is.na(p$age) & p$age >= a & p$age <= b
women <- function(p) !is.na(p$sex) & p$sex == "F"
men <- function(p) !is.na(p$sex) & p$sex == "M"

# Prescriptions of `part` among those of `whole`.
among_prescriptions <- function(whole, part, keep = function(p) TRUE)
    function(w) share_of_lines(w, atc_in(w$all, whole), atc_in(atc_in(w$all, whole), part),
                               n_prescriptions, keep)
# Patients with `part` prescribed by the doctor among those with `whole`.
among_treated <- function(whole, part, keep = function(p) TRUE) function(w) {
    people <- treated(w, atc_in(w$all, whole))
    people <- people[keep(people) & rep_len(TRUE, nrow(people))]
    share(people, rep(TRUE, nrow(people)), by_doctor(people, atc_in(w$all, part), n_lines) > 0)
}
# Started by the doctor and then prescribed so often or so much by the same.
after_start <- function(pattern, count, enough, keep) function(w) {
    people <- treated(w, begin(w, function(lines) atc_in(lines, pattern)))
    people <- people[keep(people)]
    share(people, rep(TRUE, nrow(people)), enough(by_doctor(people, atc_in(w$all, pattern), count)))
}
# Lines in the generic repertoire.
in_repertoire <- function(pick) function(w) {
    lines <- pick(w$all)
    share_of_lines(w, lines, lines[!is.na(repertoire)], n_lines)
}
# Of the doctor's list: who is in, and what is counted.
of_list <- function(is_in, is_counted) function(w) {
    p <- listed(w)
    share(p, is_in(p, w), is_counted(p, w))
}
long_term <- function(pattern, n = 3) function(p, w) adults(p) & dates(p, atc_in(w$all, pattern)) >= n
biosimilar <- function(pattern) function(w) {
    lines <- atc_in(w$all, pattern)
    share_of_lines(w, lines, lines[role %in% "biosimilar"], n_lines)
}

QUARTER <- list(
part_visites = function(w) share_of_lines(w, ngap_in(w$all, CONTACTS), ngap_in(w$all, HOME_VISITS),
                                          n_lines, by = "performer"),
contacts_par_patient = function(w) {
    p <- treated(w, w$all, "performer")
    add_up(p, by_doctor(p, ngap_in(w$all, CONTACTS), n_lines, "performer"), rep(1, nrow(p)))
},
forfaits_lourds = function(w) share_of_lines(w, ngap_in(w$all, PACKAGES), ngap_in(w$all, "BSC"),
                                             n_lines, by = "performer"),
patients_dependants_ages = function(w) {
    p <- treated(w, ngap_in(w$all, PACKAGES), "performer")
    share(p, rep(TRUE, nrow(p)), between_ages(p, 75))
},
forfaits_pour_100_patients = function(w) {
    p <- treated(w, w$all, "performer")
    add_up(p, by_doctor(p, ngap_in(w$all, PACKAGES), n_lines, "performer"), rep(1, nrow(p)))
},
ains_iec_diuretique = of_list(
    function(p, w) between_ages(p, 65) & has(p, atc_in(w$all, "C09")) &
        has(p, atc_in(w$all, "C03|C09BA|C09DA")),
    function(p, w) has(p, atc_in(w$all, "M01A"))),
fluoroquinolones = among_prescriptions("J01", "J01MA"),
antibiotiques_resistance = among_treated("J01", "J01CR02|J01DD|J01DE|J01MA"),
amoxicilline_enfant = among_prescriptions("J01", "J01CA04", function(p) between_ages(p, 0, 15)),
cephalosporines_enfant = among_prescriptions("J01", "J01DD", function(p) between_ages(p, 0, 15)),
deux_psychotropes = of_list(
    function(p, w) between_ages(p, 76) & !(p$patient %in% with_ald(w, 23)),
    function(p, w) molecules(p, atc_in(w$all, "N05A|N05C|N06A")) >= 2),
vs_avec_crp = function(w) {
    crp <- nabm_in(w$all, "1804")
    p <- treated(w, crp)
    both <- crp[prescription %in% nabm_in(w$all, "1124")$prescription]
    share(p, rep(TRUE, nrow(p)), by_doctor(p, both, n_lines) > 0)
},
ecbu_cystite = function(w) {
    p <- treated(w, atc_in(w$all, "J01XX01"))
    p <- p[women(p) & between_ages(p, 16, 65)]
    share(p, rep(TRUE, nrow(p)), by_doctor(p, nabm_in(w$all, "5201"), n_lines) > 0)
},
fluoroquinolones_femmes = among_treated("J01XX01|J01CA08|J01XE01|J01MA", "J01MA",
    function(p) women(p) & between_ages(p, 16, 65)),
repertoire_statines = in_repertoire(function(l) atc_in(l, REPERTOIRE["statines"])),
repertoire_antihypertenseurs = in_repertoire(function(l) atc_in(l, REPERTOIRE["antihypertenseurs"])),
repertoire_ipp = in_repertoire(function(l) atc_in(l, REPERTOIRE["ipp"])),
repertoire_antibiotiques = in_repertoire(function(l) atc_in(l, REPERTOIRE["antibiotiques"])),
repertoire_antidepresseurs = in_repertoire(function(l) atc_in(l, REPERTOIRE["antidepresseurs"])),
repertoire_autres = in_repertoire(function(l)
    l[!is.na(atc) & !grepl(paste0("^(", paste(REPERTOIRE, collapse = "|"), ")"), atc)]),
iec_parmi_iec_sartans = among_prescriptions("C09[A-D]", "C09[AB]"),
dix_molecules = of_list(function(p, w) between_ages(p, 65),
    function(p, w) molecules(p, w$all[!is.na(atc)]) >= 10),
aspirine_parmi_antiagregants = among_prescriptions("B01AC", "B01AC06"),
ezetimibe_parmi_hypolipemiants = among_treated("C10", "C10AX09|C10BA02"))

YEAR <- list(
ains_anticoagulant = of_list(long_term(ANTICOAGULANT),
    function(p, w) has(p, atc_in(w$all, "M01A"))),
ains_insuffisance_renale = of_list(function(p, w) adults(p) & p$patient %in% with_ald(w, 19),
    function(p, w) has(p, atc_in(w$all, "M01A"))),
traitements_antibiotiques = function(w) {
    p <- listed(w)
    per_list(p, between_ages(p, 16, 65) & !(p$patient %in% with_ald(w)),
             prescriptions(p, atc_in(w$all, "J01")))
},
antibiotiques_moins_six_ans = function(w) {
    p <- listed(w)
    per_list(p, between_ages(p, 0, 5), prescriptions(p, atc_in(w$all, "J01")))
},
inr_avk = of_list(long_term(AVK, 6), function(p, w) dates(p, nabm_in(w$all, "127")) >= 10),
aod_creatinine = of_list(long_term(DIRECT), function(p, w) has(p, nabm_in(w$all, "592", "593"))),
anticoagulant_antiagregant = of_list(long_term(ANTICOAGULANT),
    function(p, w) dates(p, atc_in(w$all, "B01AC")) >= 3),
antidepresseurs_six_mois = after_start("N06A", n_dates, function(n) n >= 6, adults),
tricycliques_65_ans = among_treated("N06A", "N06AA", function(p) between_ages(p, 65)),
anxiolytiques_douze_semaines = after_start("N05BA", n_dates, function(n) n >= 4, adults),
hydroxyzine_65_ans = among_treated("N05B", "N05BB01", function(p) between_ages(p, 65)),
soulagement_sans_fond = of_list(
    function(p, w) between_ages(p, 6, 40) & dates(p, atc_in(w$all, "R03AC02|R03AC03")) >= 3,
    function(p, w) !has(p, atc_in(w$all, "R03BA|R03AK"))),
corticoide_inhale_suivi = of_list(
    function(p, w) between_ages(p, 6, 40) &
        has(p, begin(w, function(lines) atc_in(lines, "R03BA|R03AK"))),
    function(p, w) dates(p, atc_in(w$all, "R03BA|R03AK")) >= 4),
bzd_demi_vie_longue = among_treated(paste("N05BA", HYPNOTIC, sep = "|"), LONG_ACTING,
    function(p) between_ages(p, 65)),
hypnotiques_quatre_semaines = after_start(HYPNOTIC, n_units, function(n) n > 28,
    function(p) between_ages(p, 65)),
tsh_seule = function(w) share_of_lines(w, nabm_in(w$all, "1208", "1210", "1211", "1212"),
                                       nabm_in(w$all, "1208"), n_lines),
vitamine_d = function(w) {
    p <- listed(w)
    per_list(p, adults(p), rows(p, nabm_in(w$all, "1139")))
},
glargine_biosimilaire = biosimilar("A10AE04"),
enoxaparine_biosimilaire = biosimilar("B01AB05"),
grippe_bpco = of_list(
    function(p, w) between_ages(p, 41) & dates(p, atc_in(w$all, "R03BB|R03AL")) >= 3,
    function(p, w) has(p, atc_in(w$all, "J07BB"))),
pharmacie_par_patient = function(w) {
    p <- listed(w)
    per_list(p, rep(TRUE, nrow(p)), cents(p, w$all[system == "CIP13"]))
},
biologie_par_patient = function(w) {
    p <- listed(w)
    per_list(p, rep(TRUE, nrow(p)), cents(p, w$all[system == "NABM"]))
},
hba1c = of_list(
    function(p, w) long_term("A10")(p, w) & dates(p, nabm_in(w$all, "1576")) < 2,
    function(p, w) dates(p, nabm_in(w$all, "1577")) >= 2),
fond_oeil = of_list(long_term("A10"),
    function(p, w) has(p, ccam_in(ask(w$data, w$last, 24)$all, "BGQP002", "BGQP007"))),
rein = of_list(long_term("A10"),
    function(p, w) has(p, nabm_in(w$all, "1133")) & has(p, nabm_in(w$all, "592", "593"))),
hta_bilan_renal = of_list(long_term("C02|C03|C07|C08|C09"),
    function(p, w) has(p, nabm_in(w$all, "1133", "2004")) & has(p, nabm_in(w$all, "592", "593"))),
ic_traitement_fond = of_list(
    function(p, w) long_term("C03C")(p, w) & p$patient %in% with_ald(w, 5),
    function(p, w) has(p, atc_in(w$all, "C07")) & has(p, atc_in(w$all, "C09"))),
ic_creatinine = of_list(
    function(p, w) long_term("C03C")(p, w) & p$patient %in% with_ald(w, 5),
    function(p, w) dates(p, nabm_in(w$all, "592", "593")) >= 2),
ipp_huit_semaines = after_start("A02BC", n_units, function(n) n > 56, adults),
ipp_au_long_cours = of_list(
    function(p, w) between_ages(p, 65) &
        !has(p, atc_in(w$all, paste("M01A", "B01AC", ANTICOAGULANT, sep = "|"))),
    function(p, w) dates(p, atc_in(w$all, "A02BC")) >= 6),
opioides_forts_hors_cancer = of_list(
    function(p, w) adults(p) & !(p$patient %in% with_ald(w, 30)),
    function(p, w) dates(p, atc_in(w$all, STRONG_OPIOID)) >= 3),
tramadol_prolonge = after_start(TRAMADOL, n_dates, function(n) n >= 3, adults),
laxatif_opioide = function(w) {
    opioids <- atc_in(w$all, STRONG_OPIOID)
    p <- treated(w, opioids)
    share(p, adults(p) & by_doctor(p, opioids, n_dates) >= 2,
          by_doctor(p, atc_in(w$all, "A06A"), n_lines) > 0)
},
corticoides_os = of_list(
    function(p, w) between_ages(p, 50) & dates(p, atc_in(w$all, "H02AB")) >= 6,
    function(p, w) has(p, atc_in(w$all, "M05B"))),
vasodilatateurs_65_ans = of_list(function(p, w) between_ages(p, 65),
    function(p, w) has(p, atc_in(w$all, "C04A"))),
psa_40_49 = of_list(
    function(p, w) men(p) & between_ages(p, 40, 49) & !(p$patient %in% with_ald(w, 30)),
    function(p, w) has(p, nabm_in(w$all, "7318", "7320"))),
psa_75_ans = of_list(
    function(p, w) men(p) & between_ages(p, 76) & !(p$patient %in% with_ald(w, 30)),
    function(p, w) has(p, nabm_in(w$all, "7318", "7320"))),
coronarien_trois_traitements = of_list(
    function(p, w) adults(p) & p$patient %in% with_ald(w, c(3, 13)),
    function(p, w) has(p, atc_in(w$all, "C10AA|C10BA|C10BX")) & has(p, atc_in(w$all, "B01AC")) &
        has(p, atc_in(w$all, "C09"))),
aspirine_prevention_primaire = of_list(
    function(p, w) between_ages(p, 76) & !(p$patient %in% with_ald(w, c(1, 3, 5, 13))),
    function(p, w) dates(p, atc_in(w$all, "B01AC06")) >= 3),
substituts_pour_1000 = of_list(function(p, w) between_ages(p, 18, 64),
    function(p, w) has(p, atc_in(w$all, "N07BA01"))),
substituts_poursuivis = after_start("N07BA01", n_dates, function(n) n >= 3, adults),
neuroleptiques_alzheimer = of_list(function(p, w) p$patient %in% with_ald(w, 15),
    function(p, w) has(p, atc_in(w$all, "N05A[^N]"))),
benzodiazepines_alzheimer = of_list(function(p, w) p$patient %in% with_ald(w, 15),
    function(p, w) dates(p, atc_in(w$all, paste("N05BA", HYPNOTIC, sep = "|"))) >= 3),
grippe_65_ans = of_list(function(p, w) between_ages(p, 65),
    function(p, w) has(p, atc_in(w$all, "J07BB"))),
grippe_malades_chroniques = of_list(
    function(p, w) between_ages(p, 16, 64) &
        (p$patient %in% with_ald(w) | dates(p, atc_in(w$all, "R03")) >= 3),
    function(p, w) has(p, atc_in(w$all, "J07BB"))))

TWO_YEARS <- list(
# The kits that the screening centre has read, of those to whom one is offered.
test_colorectal = of_list(
    function(p, w) between_ages(p, 50, 74) &
        !has(p, ccam_in(ask(w$data, w$last, 60)$all, COLONOSCOPY)),
    function(p, w) has(p, w$data$kits[day >= w$first & day <= w$last])),
spirometrie_bpco = of_list(
    function(p, w) between_ages(p, 41) & dates(p, atc_in(w$all, "R03BB|R03AL")) >= 3,
    function(p, w) has(p, ccam_in(w$all, "GLQP012"))),
mammographie = of_list(function(p, w) women(p) & between_ages(p, 50, 74),
    function(p, w) has(p, ccam_in(w$all, "QEQK001", "QEQK004"))),
zona_65_ans = of_list(function(p, w) between_ages(p, 65),
    function(p, w) dates(p, atc_in(w$all, "J07BK03")) >= 2))

THREE_YEARS <- list(
frottis_hpv = of_list(function(p, w) women(p) & between_ages(p, 25, 65),
    function(p, w) has(p, ccam_in(w$all, "JKHD001")) | has(p, nabm_in(w$all, "4127", "24"))))

FIVE_YEARS <- list(
coloscopie_cinq_ans = of_list(function(p, w) between_ages(p, 50, 74),
    function(p, w) has(p, ccam_in(w$all, COLONOSCOPY))),
densitometrie_femmes = of_list(function(p, w) women(p) & between_ages(p, 65, 80),
    function(p, w) has(p, ccam_in(w$all, "PAQK007"))),
pneumocoque_65_ans = of_list(function(p, w) between_ages(p, 65),
    function(p, w) has(p, atc_in(w$all, "J07AL"))))

INDICATORS <- list(list(3, QUARTER), list(12, c(YEAR, STAYS)), list(24, TWO_YEARS),
                   list(36, THREE_YEARS), list(60, FIVE_YEARS))
