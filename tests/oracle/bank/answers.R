# The counts of every indicator of the theme bank, for every doctor and quarter, or for every
# establishment and territory, out of the official tables: the answers that the engine is held against.
#
#     Rscript answers.R FOLDER ANSWERS LAST_DAY...
#
# FOLDER has the official tables as CSV files; what had come in by RECEIVED_TO counts. Whoever
# objected (FOLDER/opposed.csv) is in no figure, nor who is not in the directory of addresses. Kits that
# the screening centre has read (FOLDER/kit.csv) and the census (FOLDER/population.csv) stand beside.
# Rows of zeros alone are left out. The unit of an indicator from stays is F and the number of an
# establishment, P and the code of a residence, or that with a sex and the lowest age of five.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
for (part in c("tables.R", "claims.R", "measures.R", "stays.R", "indicators.R"))
    source(file.path(here, part))

RECEIVED_TO <- as.IDate("2026-06-12")
arguments <- commandArgs(TRUE)
folder <- arguments[1]
setDTthreads(1)

beneficiaries <- read_official(folder, "ir_ben_r")
addresses <- read_addresses(folder)
data <- list(addresses = addresses, persons = read_persons(beneficiaries),
             conditions = read_conditions(folder, beneficiaries),
             contracts = read_contracts(folder, beneficiaries),
             net = with_meaning(net_lines(folder, beneficiaries, addresses, RECEIVED_TO), folder),
             kits = read_kits(folder, beneficiaries), stays = read_stays(folder, beneficiaries),
             census = read_census(folder),
             establishments = unique(read_years(folder, "e")$eta_num))
opposed <- read_official(folder, "opposed")$practitioner_id

quarter_of <- function(day) sprintf("%d-Q%d", year(day), quarter(day))
one <- function(indicator, w) {
    counts <- indicator$count(w)
    counts[, `:=`(indicator = indicator$id, period = quarter_of(w$last))][]
}
answers <- rbindlist(lapply(as.IDate(arguments[-(1:2)]), function(last)
    rbindlist(lapply(INDICATORS, function(group) {
        w <- ask(data, last, group[[1]])
        rbindlist(lapply(names(group[[2]]), function(id)
            one(list(id = id, count = group[[2]][[id]]), w)))
    }))))
# Amounts are in cents up to here.
answers[indicator %in% c("pharmacie_par_patient", "biologie_par_patient"), numerator := numerator / 100]
answers <- answers[(doctor %in% addresses$doctor & !(doctor %in% opposed)) | indicator %in% names(STAYS)]
answers <- answers[numerator != 0 | denominator != 0]
setorder(answers, indicator, period, doctor)
fwrite(answers[, .(practitioner = doctor, indicator, period, numerator, denominator,
                   numerator_patients, denominator_patients)], arguments[2])
