# Indirect and direct standardisation from lists of patients (not from sums), intervals by prop.test,
# poisson.test, Breslow and Day's formula and t. Published figures at the end.
source("oracle.R")
set.seed(20260611)

byar <- function(o, confidence) {
    z <- qnorm((1 + confidence) / 2)
    f <- function(o, z) o * (1 - 1 / (9 * o) + z / (3 * sqrt(o)))^3
    c(if (o == 0) 0 else max(0, f(o, -z)), f(o + 1, z))
}
poisson_ends <- function(o, confidence) {
    alpha <- (1 - confidence) / 2
    if (o >= 10) byar(o, confidence) else c(qgamma(alpha, o), qgamma(1 - alpha, o + 1))
}

# One doctor's patients: their cell, x and y; the reference's ratio in each cell.
indirect <- function(kind, patients, reference_y, reference_x, deff = 1, confidence = 0.95) {
    rho <- reference_y / reference_x
    m <- nrow(patients)
    o <- sum(patients$y)
    n <- sum(patients$x)
    e_i <- patients$x * rho[patients$cell]
    e <- sum(e_i)
    crude <- sum(reference_y) / sum(reference_x)
    ends <- if (kind == "proportion") {
        suppressWarnings(prop.test(o / deff, n / deff, conf.level = confidence, correct = FALSE))$conf.int * n / e
    } else if (kind == "rate") {
        poisson_ends(o / deff, confidence) / (e / deff)
    } else if (m > 1) {
        d <- patients$y - o / e * e_i
        o / e + c(-1, 1) * qt((1 + confidence) / 2, m - 1) * sqrt(m * var(d)) / e
    } else c(NA, NA)
    ends <- ends * crude
    value <- o / e * crude
    if (kind == "proportion") {
        ends <- pmin(pmax(ends, 0), 1)
        value <- min(max(value, 0), 1)
    }
    cells <- seq_along(reference_x)
    by_cell <- function(v) oracle_list(vapply(cells, function(c) sum(v[patients$cell == c]), 0))
    data.frame(kind = kind, design_effect = deff, confidence = confidence,
               numerator = by_cell(patients$y), denominator = by_cell(patients$x),
               patients = by_cell(rep(1, m)), sum_yy = by_cell(patients$y^2),
               sum_xy = by_cell(patients$x * patients$y), sum_xx = by_cell(patients$x^2),
               reference_numerator = oracle_list(reference_y),
               reference_denominator = oracle_list(reference_x),
               expected = e, value = value, low = ends[1], high = ends[2])
}

draw <- function(m, cells, x, y) {
    cell <- sample(cells, m, replace = TRUE)
    size <- x(m)
    data.frame(cell = cell, x = size, y = y(m, size, cell))
}
ones <- function(m) rep(1, m)
lines <- function(m) rpois(m, 3) + 1
chance <- c(0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 0.9)
binary <- function(m, x, cell) rbinom(m, x, chance[cell])
counts <- function(m, x, cell) rpois(m, 4 * x * chance[cell])
euros <- function(m, x, cell) round(x * rlnorm(m, 3 + chance[cell], 1), 2)
big_x <- c(4012, 5203, 6110, 7999, 3100, 2500, 1800, 900)
one <- data.frame(cell = 1, x = 1, y = 1)

rows <- rbind(
    indirect("proportion", draw(200, 8, ones, binary), big_x * chance, big_x),
    indirect("proportion", draw(60, 8, lines, binary), big_x * chance, big_x, 2.3),
    indirect("proportion", draw(60, 8, lines, binary), big_x * chance, big_x, 2.3, 0.998),
    indirect("proportion", draw(1000, 4, ones, binary), c(1, 2, 3, 40), c(100, 100, 90, 400)),
    indirect("proportion", data.frame(cell = 1:3, x = c(50, 40, 30), y = c(50, 40, 30)), c(7, 8, 9), c(10, 11, 12)),
    indirect("proportion", data.frame(cell = 1:3, x = c(50, 40, 30), y = 0), c(7, 8, 9), c(10, 11, 12)),
    indirect("proportion", data.frame(cell = 1:2, x = c(9, 1), y = c(9, 1)), c(9, 1), c(10, 10)),
    indirect("proportion", data.frame(cell = 1:2, x = c(6e8, 4e8), y = c(3e8, 1e6)), c(45, 3), c(100, 1000)),
    indirect("proportion", data.frame(cell = c(1, 3), x = c(12, 30), y = c(4, 11)), c(20, 0, 30), c(80, 50, 99)),
    indirect("rate", draw(150, 8, ones, counts), 4 * big_x * chance, big_x),
    indirect("rate", draw(150, 8, ones, counts), 4 * big_x * chance, big_x, 3.7, 0.998),
    indirect("rate", draw(12, 8, ones, function(m, x, cell) rpois(m, 0.4)), big_x * chance, big_x),
    indirect("rate", draw(12, 8, ones, function(m, x, cell) rpois(m, 1)), big_x * chance, big_x, 1.5),
    indirect("rate", draw(5, 8, ones, function(m, x, cell) rep(0, m)), big_x * chance, big_x),
    indirect("rate", data.frame(cell = 1, x = 80, y = 9), 12, 100),
    indirect("rate", data.frame(cell = 1, x = 80, y = 10), 12, 100),
    indirect("rate", data.frame(cell = 1:2, x = c(1e9, 2e9), y = c(1e9, 1e9)), c(5e9, 6e9), c(9e9, 8e9)),
    indirect("rate", data.frame(cell = 1:2, x = c(1e9, 2e9), y = c(3, 4)), c(2, 9), c(1e9, 3e9)),
    indirect("amount", draw(90, 8, ones, euros), big_x * exp(3.5 + chance), big_x),
    indirect("amount", draw(90, 8, ones, euros), big_x * exp(3.5 + chance), big_x, 1, 0.998),
    indirect("amount", draw(40, 3, lines, euros), c(1e5, 2e5, 3e5), c(1000, 1500, 5000)),
    indirect("amount", draw(2, 8, ones, euros), big_x * 30, big_x),
    indirect("amount", draw(50, 1, lines, euros), 4e5, 1e4),
    indirect("amount", data.frame(cell = c(1, 2, 2), x = 1, y = 0), c(10, 50), c(3, 4)),
    indirect("amount", transform(one, y = 12.5), c(10, 50), c(3, 4)),
    indirect("amount", data.frame(cell = c(1, 1, 2), x = 1, y = c(1e9, 2e9, 4e9)), c(1e12, 4e12), c(700, 800)))

# A reference without events, or without anyone where the doctor has patients; no cell with patients.
none <- function(kind, x, reference_y, reference_x)
    transform(indirect(kind, transform(one, x = x), c(1, 1), c(1, 1)), expected = NA, value = NA,
              low = NA, high = NA, denominator = oracle_list(c(x, 0)),
              reference_numerator = oracle_list(reference_y),
              reference_denominator = oracle_list(reference_x))
rows <- rbind(rows, none("proportion", 1, c(0, 5), c(10, 10)), none("rate", 1, c(0, 5), c(0, 10)),
              none("amount", 0, c(4, 5), c(10, 10)), none("rate", 1, c(0, 0), c(0, 0)))
rows$source <- "R"

published <- indirect("rate", data.frame(cell = 1, x = 835.88356123117433, y = 895), 1, 1)
published$value <- 1.0707232939020275
published$low <- 1.0017147712553987
published$high <- 1.1432332872498949
published$source <- "PHEindicatormethods"
oracle_write("indirect", "Patient by patient; prop.test, qgamma, Byar, t. Lists are cells. Relative tolerance 1e-9",
             rbind(rows, published))

# Persons with their cell and number of events; a standard population.
direct <- function(n, standard, events, cell, confidence = 0.95, independent = FALSE, source = "R") {
    cells <- seq_along(n)
    o_c <- vapply(cells, function(c) sum(events[cell == c]), 0)
    used <- standard > 0
    w <- standard / sum(standard)
    value <- sum((w * o_c / n)[used])
    square <- if (independent) events else events^2
    inside <- used[cell]
    v <- sum((square * (w / n)[cell]^2)[inside])
    o <- sum(events[inside])
    ends <- value + sqrt(v / o) * (byar(o, confidence) - o)
    q_c <- vapply(cells, function(c) sum(square[cell == c]), 0)
    few <- o < 10
    data.frame(events = oracle_list(o_c), squares = oracle_list(q_c), denominator = oracle_list(n),
               standard = oracle_list(standard), confidence = confidence,
               value = if (few) NA else value, low = if (few) NA else max(0, ends[1]),
               high = if (few) NA else ends[2], tolerance = 1e-9, source = source)
}
esp2013 <- c(5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000)
esp1976 <- c(8000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 6000, 5000, 4000, 3000, 2000, 1000, 1000)
people <- function(cells, total) sample(cells, total, replace = TRUE)
again <- function(total, most) sample(seq_len(most), total, replace = TRUE, prob = 0.3^seq_len(most))
persons <- round(runif(19, 1000, 9000))

rows <- rbind(
    direct(persons, esp2013, again(300, 1), people(19, 300)),
    direct(persons, esp2013, again(300, 1), people(19, 300), 0.998),
    direct(persons, esp2013, again(300, 4), people(19, 300)),
    direct(persons, esp2013, again(300, 4), people(19, 300), 0.998),
    direct(persons, esp2013, again(300, 4), people(19, 300), 0.95, TRUE),
    direct(persons[1:18], esp1976, again(1500, 3), people(18, 1500)),
    direct(persons, esp2013, again(10, 1), people(19, 10)),
    direct(persons, esp2013, again(9, 1), people(19, 9)),
    direct(persons, esp2013, rep(2, 5), people(19, 5)),
    direct(persons, esp2013, rep(9, 1), 4),
    direct(persons, esp2013, rep(12, 1), 4),
    direct(persons, esp2013, numeric(0), integer(0)),
    direct(c(3, 1e6), c(1, 1), rep(1, 11), c(1, rep(2, 10))),
    direct(c(3, 1e6), c(1, 1e6), rep(1, 11), c(1, rep(2, 10))),
    direct(c(50, 60, 0), c(2, 3, 0), rep(1, 30), people(2, 30)),
    direct(c(50, 60, 70), c(2, 3, 0), rep(1, 30), people(3, 30)),
    direct(c(1e9, 2e9), c(1, 3), rep(c(1, 2, 3), 40), people(2, 120)),
    direct(c(1e9, 2e9), c(0.5, 0.5), rep(1e6, 900), people(2, 900), 0.95, TRUE),
    direct(40, 7, rep(1, 13), rep(1, 13)),
    direct(c(1, 1, 1, 1), c(1, 1, 1, 1), rep(1, 40), rep(1:4, each = 10)))

# PHEindicatormethods' vignette on this function prints 7 digits. (Row testdata_1976 of its own test
# sheet is no reference: its 99.8 % columns are ten times too high.)
vignette <- direct(c(30, 35, 35, 35, 40, 40, 45, 50, 50, 50, 60, 60, 70, 75, 70, 60, 20, 20, 15), esp2013,
                   rep(1, 88), rep(c(1, 2, 6:19), c(1, 1, 1, 1, 3, 3, 3, 3, 10, 10, 10, 10, 8, 8, 8, 8)),
                   source = "PHEindicatormethods")
vignette$value <- 8283.016e-5
vignette$low <- 6570.819e-5
vignette$high <- 10289.65e-5
vignette$tolerance <- 1e-6
# Down syndrome in Michigan, fifth child and later (Fay and Feuer, Statistics in Medicine 16, 1997).
michigan <- direct(c(327, 30666, 123419, 149919, 104088, 34392),
                   c(319933, 931318, 786511, 488235, 237863, 61313), rep(1, 740),
                   rep(2:6, c(8, 63, 112, 262, 295)), source = "dsrTest")
michigan$value <- 75.52901e-5
michigan$low <- michigan$high <- NA
michigan$tolerance <- 1e-7
oracle_write("direct", "Person by person, Byar. Lists are cells. Relative tolerance in its column",
             rbind(rows, vignette, michigan))
