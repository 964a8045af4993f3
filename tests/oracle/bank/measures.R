# What the definitions share: windows, ages, lists, counts by patient, and how they add up to a doctor.

# First day of `n` months that end with `last`, the last day of a month.
months_before <- function(day, n) {
    parts <- as.POSIXlt(as.Date(day))
    month <- parts$year * 12L + parts$mon - n
    first <- as.Date(sprintf("%04d-%02d-01", 1900L + month %/% 12L, month %% 12L + 1L))
    following <- month + 1L
    length <- as.integer(as.Date(sprintf("%04d-%02d-01", 1900L + following %/% 12L,
                                         following %% 12L + 1L)) - first)
    as.IDate(first + pmin(parts$mday, length) - 1L)
}
window_start <- function(last, n) months_before(last + 1L, n)

age_on <- function(born, day) {
    a <- as.POSIXlt(as.Date(born))
    b <- as.POSIXlt(as.Date(rep_len(day, length(born))))
    b$year - a$year - (b$mon < a$mon | (b$mon == a$mon & b$mday < a$mday))
}

# The patients of each referring doctor on a day, alive then: of the contracts begun by then the last
# one begun, if it has not ended.
list_on <- function(data, day) {
    begun <- data$contracts[from <= day]
    setorder(begun, patient, -from, -to, na.last = FALSE)
    begun <- begun[order(patient, -as.integer(from), -fifelse(is.na(to), 1e9, as.numeric(to)))]
    open <- unique(begun, by = "patient")[is.na(to) | to >= day]
    open[, doctor := doctor_at(data$addresses, address, rep_len(day, .N))]
    data$persons[open[!is.na(doctor), .(patient, doctor)], on = "patient"][is.na(died) | died >= day]
}

# What an indicator is asked of: care and stays of the window that ends on `last`.
ask <- function(data, last, months) {
    first <- window_start(last, months)
    list(data = data, last = last, first = first, all = data$net[day >= first & day <= last],
         stays = data$stays[day >= first & day <= last])
}

# ALD of the window.
with_ald <- function(w, numbers = 1:32)
    unique(w$data$conditions[ald %in% numbers & from <= w$last & (is.na(to) | to >= w$first), patient])

atc_in <- function(lines, pattern) lines[!is.na(atc) & grepl(paste0("^(", pattern, ")"), atc)]
nabm_in <- function(lines, ...) lines[system == "NABM" & code %in% c(...)]
ccam_in <- function(lines, ...) lines[system == "CCAM" & code %in% c(...)]
ngap_in <- function(lines, ...) lines[system == "NGAP" & code %in% c(...)]

# Lines that begin a treatment: nobody prescribed any to the patient in the twelve months before.
begin <- function(w, pick) {
    lines <- pick(w$all)
    earlier <- unique(pick(w$data$net)[, .(patient, before = day)])
    days <- unique(lines[, .(patient, day)])
    days[, since := months_before(day, 12L)]
    had <- unique(earlier[days, on = .(patient, before >= since, before < day), nomatch = NULL,
                          .(patient = i.patient, day = i.day)])
    lines[!had, on = .(patient, day)]
}

# --- patients of a list ---------------------------------------------------------------------------

has <- function(people, lines) people$patient %in% lines$patient
dates <- function(people, lines) count_for(people, lines[, .(n = uniqueN(day)), by = patient])
molecules <- function(people, lines)
    count_for(people, lines[nchar(atc) >= 7, .(n = uniqueN(substr(atc, 1, 7))), by = patient])
prescriptions <- function(people, lines)
    count_for(people, lines[, .(n = uniqueN(prescription)), by = patient])
rows <- function(people, lines) count_for(people, lines[, .(n = as.numeric(.N)), by = patient])
cents <- function(people, lines) count_for(people, lines[, .(n = sum(cents)), by = patient])
count_for <- function(people, counted) {
    n <- counted$n[match(people$patient, counted$patient)]
    fifelse(is.na(n), 0, as.numeric(n))
}

# The list on the last day, with the age then.
listed <- function(w) {
    people <- list_on(w$data, w$last)
    people[, age := age_on(born, w$last)]
    people
}

# --- patients of a prescriber ---------------------------------------------------------------------

# Each with who they are; `lines` is what the doctor prescribed.
treated <- function(w, lines, by = "prescriber") {
    pairs <- unique(lines[, .(doctor = get(by), patient)])
    people <- w$data$persons[pairs, on = "patient"]
    people[, age := age_on(born, w$last)]
    people[!is.na(doctor)]
}
by_doctor <- function(people, lines, count, by = "prescriber") {
    counted <- lines[, .(n = count(.SD)), by = .(doctor = get(by), patient)]
    n <- counted[people, on = .(doctor, patient), n]
    fifelse(is.na(n), 0, as.numeric(n))
}
n_lines <- function(x) nrow(x)
n_dates <- function(x) uniqueN(x$day)
n_prescriptions <- function(x) uniqueN(x$prescription)
n_units <- function(x) sum(x$quantity * fifelse(is.na(x$units), 1, x$units))

# --- sums -----------------------------------------------------------------------------------------

# One row a doctor of what each patient adds to numerator (y) and denominator (x).
add_up <- function(people, y, x) {
    table <- data.table(doctor = people$doctor, y = as.numeric(y), x = as.numeric(x))
    table[, .(numerator = sum(y), denominator = sum(x), numerator_patients = sum(y != 0),
              denominator_patients = sum(x != 0)), by = doctor]
}
share <- function(people, is_in, is_counted) add_up(people, is_in & is_counted, is_in)
per_list <- function(people, is_in, y) add_up(people[is_in], y[is_in], rep(1, sum(is_in)))

# Of a doctor's lines, counted by `count`, those that are also `of`; `keep` says which patients.
share_of_lines <- function(w, lines, of, count, keep = function(p) TRUE, by = "prescriber") {
    people <- treated(w, lines, by)
    people <- people[keep(people) & rep_len(TRUE, nrow(people))]
    add_up(people, by_doctor(people, of, count, by), by_doctor(people, lines, count, by))
}
