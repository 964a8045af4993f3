# Design effects from lists of lines with their patient (not from sums): one row a doctor, the
# pooled answer on the rows of its case.
source("oracle.R")
set.seed(20260412)

# One doctor: m patients, each with some lines, whose chance of being an event is the patient's.
doctor <- function(m, lines, concentration, p = 0.3) {
    chance <- if (is.infinite(concentration)) rep(p, m) else
        rbeta(m, p * concentration, (1 - p) * concentration)
    size <- if (lines == 1) rep(1, m) else rpois(m, lines - 1) + 1
    list(x = size, y = rbinom(m, size, chance))
}
identical_lines <- function(m, k, events) list(x = rep(k, m), y = k * rep(c(1, 0), c(events, m - events)))
rate <- function(m, mean, shape) list(x = rep(1, m), y = rpois(m, mean * rgamma(m, shape, shape)))

cases <- list(
    list(model = "binomial", doctors = lapply(1:5, function(i) doctor(20, 1, Inf))),
    list(model = "binomial", doctors = lapply(1:5, function(i) doctor(20, 4, Inf))),
    list(model = "binomial", doctors = lapply(1:8, function(i) doctor(15 + i, 4, 0.5))),
    list(model = "binomial", doctors = lapply(1:20, function(i) doctor(40, 6, 2))),
    list(model = "binomial", doctors = list(identical_lines(30, 3, 12))),
    list(model = "binomial", doctors = list(identical_lines(30, 3, 12), identical_lines(8, 3, 1))),
    list(model = "binomial", doctors = list(identical_lines(10, 7, 5))),
    list(model = "binomial", doctors = list(list(x = 6, y = 3), list(x = 2, y = 1))),
    list(model = "binomial", doctors = list(list(x = 6, y = 3), identical_lines(12, 2, 6))),
    list(model = "binomial", doctors = list(list(x = c(3, 4, 5), y = c(0, 0, 0)))),
    list(model = "binomial", doctors = list(list(x = c(3, 4, 5), y = c(3, 4, 5)))),
    list(model = "binomial", doctors = list()),
    list(model = "binomial", doctors = list(list(x = numeric(0), y = numeric(0)))),
    list(model = "binomial", doctors = lapply(1:3, function(i) doctor(500, 12, 1, 0.02))),
    list(model = "poisson", doctors = lapply(1:6, function(i) rate(40, 2, 1))),
    list(model = "poisson", doctors = lapply(1:6, function(i) rate(40, 2, 1000))),
    list(model = "poisson", doctors = lapply(1:10, function(i) rate(200, 0.3, 0.2))),
    list(model = "poisson", doctors = list(list(x = c(1, 1, 1), y = c(0, 0, 0)))),
    list(model = "poisson", doctors = list(list(x = c(1, 1, 1, 1), y = c(4, 0, 4, 0)))),
    list(model = "poisson", doctors = list(list(x = c(1, 1), y = c(1e5, 3e5)))),
    list(model = "poisson", doctors = lapply(1:4, function(i) list(x = rexp(25, 0.1), y = rpois(25, 1)))))

judge <- function(model, d) {
    m <- length(d$x)
    if (m < 2) return(c(0, 0))
    r <- sum(d$y) / sum(d$x)
    between <- m * var(d$y - r * d$x)
    c(between, if (model == "poisson") sum(d$y) else sum(d$x) * r * (1 - r) + between / sum(d$x))
}

rows <- lapply(seq_along(cases), function(i) {
    case <- cases[[i]]
    parts <- rowSums(vapply(case$doctors, function(d) judge(case$model, d), c(0, 0)))
    deff <- if (length(case$doctors) > 0 && parts[2] > 0) max(1, parts[1] / parts[2]) else 1
    doctors <- if (length(case$doctors) > 0) case$doctors else list(list(x = numeric(0), y = numeric(0)))
    do.call(rbind, lapply(doctors, function(d) data.frame(
        case = i, model = case$model, numerator = sum(d$y), denominator = sum(d$x),
        patients = length(d$x), sum_yy = sum(d$y^2), sum_xy = sum(d$x * d$y),
        sum_xx = sum(d$x^2), design_effect = deff)))
})
oracle_write("design_effect", "Pooled between-patient variance over binomial or Poisson variance. Relative tolerance 1e-9",
             do.call(rbind, rows))
