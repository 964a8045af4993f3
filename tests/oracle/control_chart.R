# p' and u' charts (Laney 2002) with what few periods ask for. From the definitions alone: the scatter
# of a mean moving range and the runs by numerical integration, not by closed form or table.
source("oracle.R")
set.seed(19241605)

# E |D1 D2| of successive differences of standard normal variables: D2 given D1 is folded normal.
folded <- function(mean, sd) sd * sqrt(2 / pi) * exp(-mean^2 / 2 / sd^2) + mean * (1 - 2 * pnorm(-mean / sd))
both <- integrate(function(d) abs(d) * folded(-d / 2, sqrt(1.5)) * dnorm(d, 0, sqrt(2)), -Inf, Inf,
                  rel.tol = 1e-13)$value
d2 <- 2 / sqrt(pi)

# The multiplier of sigma_z: Student's quantile by the degrees and the bias of the chi that has the
# scatter of the mean of m - 1 moving ranges.
sigmas <- function(m) {
    k <- m - 1
    scatter <- (k * (2 - d2^2) + 2 * (k - 1) * (both - d2^2)) / k^2 / d2^2
    degrees <- uniroot(function(v) 1 / (2 * v) + 1 / (8 * v^2) - scatter, c(0.1, 1e6), tol = 1e-12)$root
    max(3, qt(0.9975, degrees) / sqrt(1 + scatter))
}
chance_of_run <- function(m, r)
    2 * integrate(function(z) dnorm(z) * pnorm(z / sqrt(m))^r, -12, 12, rel.tol = 1e-10)$value
run <- function(m) {
    r <- 2
    while (chance_of_run(m, r) > 2 * pnorm(-3)) r <- r + 1
    r
}
baselines <- c(4:40, 60, 82, 83, 84, 100, 250, 1000)
rules <- data.frame(baseline = baselines, sigmas = vapply(baselines, sigmas, 0),
                    run = vapply(baselines, run, 0))
oracle_write("control_chart_rules", "qt, integrate. Relative tolerance 1e-9", rules)

# The line of the first m periods and the limits of the last; nothing where too little is expected.
line <- function(model, x, n, m) {
    base <- seq_len(m)
    last <- length(x)
    p <- sum(x[base]) / sum(n[base])
    v <- if (model == "p") p * (1 - p) else p
    if (min(n[last] * p, if (model == "p") n[last] * (1 - p) else Inf) < 2) return(NULL)
    z <- (x[base] / n[base] - p) / sqrt(v / n[base])
    sigma_z <- mean(abs(diff(z))) / d2
    half <- max(3, sigmas(m) * sigma_z) * sqrt(v / n[last] + v / sum(n[base]))
    data.frame(status = "judged", baseline = m, centre = p, low = max(0, p - half),
               high = if (model == "p") min(1, p + half) else p + half, sigma_z)
}

chart <- function(model, events, n, valid) {
    out <- function(status, baseline)
        data.frame(status, baseline, centre = NA, low = NA, high = NA, sigma_z = NA, rule = "steady",
                   direction = "level")
    total <- length(events)
    if (total == 0 || !valid[total] || n[total] == 0) return(out("no_last", 0))
    keep <- valid & n > 0
    x <- events[keep]
    n <- n[keep]
    last <- length(x)
    m <- last - 1
    if (m < 4) return(out("few_periods", m))
    above <- line(model, x, n, m)
    if (is.null(above)) return(out("few_events", m))
    rate <- x[last] / n[last]
    if (rate > above$high) return(cbind(above, rule = "limit", direction = "up"))
    if (rate < above$low) return(cbind(above, rule = "limit", direction = "down"))

    fits <- Filter(function(size) size + run(size) <= last, 4:m)
    about <- if (length(fits) > 0) line(model, x, n, max(fits))
    if (!is.null(about)) {
        later <- (x - n * about$centre)[-seq_len(max(fits))]
        if (all(later >= 0.5)) return(cbind(about, rule = "run", direction = "up"))
        if (all(later <= -0.5)) return(cbind(about, rule = "run", direction = "down"))
    }
    cbind(above, rule = "steady", direction = "level")
}

case <- function(model, events, n, valid = TRUE) {
    n <- rep_len(n, length(events))
    list(model = model, events = events, n = n, valid = rep_len(valid, length(events)))
}
draw <- function(p, n) case("p", rbinom(length(n), n, p), n)
count <- function(rate, n) case("u", rpois(length(n), n * rate), n)
sizes <- function(k, mean) rpois(k, mean) + 5
without <- function(case, positions) {
    case$valid[positions] <- FALSE
    case
}
cases <- list(
    case("p", numeric(0), numeric(0)),
    case("p", 5, 40),
    case("p", c(5, 6, 4, 7), 40),
    case("p", c(5, 6, 4, 7, 9), 40),
    case("p", c(5, 6, 4, 7, 30), 40),
    case("p", c(19, 20, 21, 20, 1), 40),
    without(case("p", c(5, 6, 4, 7, 30), 40), 5),
    without(case("p", c(5, 6, 4, 7, 30), 40), 2),
    without(case("p", c(5, 6, 4, 0, 7, 30), 40), 4),
    case("p", c(5, 6, 4, 7, 30), c(40, 0, 40, 40, 40)),
    case("p", c(5, 6, 4, 7, 6, 30), c(40, 0, 40, 40, 40, 40)),
    case("p", c(5, 6, 4, 7, 30), c(40, 40, 40, 40, 0)),
    case("p", rep(0, 8), 50),
    case("p", rep(50, 8), 50),
    case("p", c(rep(0, 7), 20), 50),
    case("p", rep(10, 8), 50),
    case("p", c(10, 10, 10, 10, 10, 10, 10, 35), 50),
    case("u", rep(10, 8), 2.5),
    case("u", c(12, 9, 14, 10, 11, 8, 13, 31), 1000),
    case("u", c(31, 24, 12, 44, 18, 39, 29, 31), 1000),
    case("p", c(5e8, 500010000, 499980000, 5e8, 500100000), 1e9),
    case("p", c(5e8, 500010000, 499980000, 5e8, 500010000), 1e9),
    case("u", c(3, 5, 2, 4, 3, 6, 4, 5), 1e9),
    case("p", c(3, 5, 2, 4, 3, 6, 4, 45), 1e9),
    case("p", c(3.7, 5.2, 4.4, 6.1, 3.9, 16.6), c(21.3, 22.8, 19.1, 25.5, 20, 24.4)),
    draw(0.12, sizes(8, 120)), draw(0.3, sizes(8, 40)), draw(0.95, sizes(8, 80)),
    draw(0.12, sizes(13, 120)), draw(0.5, sizes(23, 30)), draw(0.4, sizes(24, 60)),
    draw(0.2, sizes(36, 60)), draw(0.6, sizes(120, 60)),
    count(0.05, sizes(8, 900)), count(0.05, sizes(24, 300)), count(2.5, sizes(60, 20)),
    # Levels that differ from period to period, a lasting shift in 24 periods, and one too short.
    case("p", rbinom(9, 100, rbeta(9, 4, 12)), 100),
    case("u", rpois(20, 30 * rgamma(20, 9, 9)), 30),
    case("p", c(rep(c(20, 22), 5), rep(c(26, 25), 7)), 100),
    case("p", c(rep(c(30, 32), 5), rep(c(26, 27), 7)), 100),
    case("p", c(rep(c(30, 32), 4), 30, rep(c(26, 27), 7), 26), 100),
    case("p", c(rep(c(20, 22), 11), 21, 60), 100),
    case("p", c(rep(c(20, 22), 4), 20, rep(c(26, 25), 3), 20, rep(c(26, 25), 4)), 100),
    # The last fifteen on the line but for less than half an event.
    case("p", c(rep(20, 9), rep(20.4, 15)), 100),
    case("p", c(rep(20, 9), rep(20.6, 15)), 100),
    case("u", c(rep(c(20, 22), 5), 21, rep(16.5, 14)), 4),
    without(case("u", c(rep(c(20, 22), 5), 90, 21, rep(16.5, 14)), 4), 11))

row <- function(case) {
    figures <- chart(case$model, case$events, case$n, case$valid)
    cbind(data.frame(model = case$model, events = oracle_list(case$events), n = oracle_list(case$n),
                     valid = oracle_list(as.numeric(case$valid))), figures)
}
oracle_write("control_chart", "Laney 2002 with Student's limits for few periods. Tolerance 1e-9 of the limits' distance from the centre",
             do.call(rbind, lapply(cases, row)))
