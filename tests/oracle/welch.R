# The difference of two ratios over patients, from lists of patients (not from sums). Where every x is
# 1 that is Welch's t.test.
source("oracle.R")
set.seed(19470101)

ones <- function(m) rep(1, m)
sample_of <- function(m, x, y) list(x = x(m), y = y(m))
pair <- function(now, before) list(now = now, before = before)
amounts <- function(mean) function(m) round(rlnorm(m, mean, 1), 2)
lines <- function(mean) function(m) rpois(m, mean) + 1
cases <- list(
    pair(list(x = c(1, 1), y = c(3, 5)), list(x = c(1, 1), y = c(1, 2))),
    pair(list(x = c(1, 1, 1), y = c(3, 5, 9)), list(x = c(1, 1), y = c(4, 4))),
    pair(list(x = ones(7), y = rep(184.75, 7)), list(x = ones(3), y = rep(100, 3))),
    pair(list(x = 4, y = 2), list(x = c(1, 1), y = c(1, 2))),
    pair(list(x = c(1, 1), y = c(1, 2)), list(x = 4, y = 2)),
    pair(list(x = numeric(0), y = numeric(0)), list(x = c(1, 1), y = c(1, 2))),
    pair(list(x = c(1, 1), y = c(1, 2)), list(x = numeric(0), y = numeric(0))),
    pair(list(x = c(1e9, 2e9), y = c(3, 1)), list(x = c(1, 2, 3), y = c(0, 0, 1))),
    pair(list(x = ones(3), y = c(1e9, 2e9, 4e9)), list(x = ones(4), y = c(1e9, 1e9, 3e9, 2e9))),
    pair(list(x = c(5, 1, 1, 1), y = c(0, 0, 0, 0)), list(x = c(5, 1, 1, 1), y = c(0, 1, 0, 0))),
    pair(list(x = ones(5), y = c(-10, 0, 3, 8, -2.5)), list(x = ones(4), y = c(2, -1, 0, 7))),
    pair(sample_of(11, ones, amounts(4)), sample_of(14, ones, amounts(4))),
    pair(sample_of(50, ones, amounts(5)), sample_of(400, ones, amounts(5.2))),
    pair(sample_of(400, ones, function(m) rpois(m, 3)), sample_of(350, ones, function(m) rpois(m, 3))),
    pair(sample_of(12, lines(2), function(m) rpois(m, 1)), sample_of(15, lines(2), function(m) rpois(m, 1))),
    pair(sample_of(60, lines(4), function(m) rbinom(m, 1, 0.3)),
         sample_of(75, lines(3), function(m) rbinom(m, 1, 0.2))),
    pair(sample_of(200, lines(6), function(m) rpois(m, 0.05)),
         sample_of(210, lines(6), function(m) rpois(m, 0.05))),
    pair(sample_of(30, function(m) rexp(m, 0.2), function(m) rexp(m, 0.01)),
         sample_of(3, function(m) rexp(m), function(m) rexp(m))),
    pair(sample_of(1000, function(m) round(rexp(m, 1), 3), function(m) round(rexp(m, 3), 3)),
         sample_of(900, function(m) round(rexp(m, 1), 3), function(m) round(rexp(m, 3), 3))),
    pair(sample_of(25, lines(30), lines(15)), sample_of(27, lines(30), lines(20))),
    pair(sample_of(90, ones, function(m) rbinom(m, 1, 0.5)),
         sample_of(90, ones, function(m) rbinom(m, 1, 0.5))))

# Ratio, variance and patients of one sample.
ratio <- function(s) {
    m <- length(s$x)
    r <- if (m > 0) sum(s$y) / sum(s$x) else NA
    c(r, if (m > 1) m * var(s$y - r * s$x) / sum(s$x)^2 else NA, m)
}
sums <- function(s, prefix) {
    table <- data.frame(sum(s$y), sum(s$x), length(s$x), sum(s$y^2), sum(s$x * s$y), sum(s$x^2))
    setNames(table, paste0(prefix, c("numerator", "denominator", "patients", "yy", "xy", "xx")))
}
row <- function(case, confidence) {
    one <- ratio(case$now)
    two <- ratio(case$before)
    d <- one[1] - two[1]
    se <- sqrt(one[2] + two[2])
    degrees <- se^4 / (one[2]^2 / (one[3] - 1) + two[2]^2 / (two[3] - 1))
    half <- if (is.na(se)) NA else if (se == 0) 0 else qt((1 + confidence) / 2, degrees) * se
    if (!is.na(se) && se > 0 && all(c(case$now$x, case$before$x) == 1))
        stopifnot(all.equal(as.numeric(t.test(case$now$y, case$before$y, conf.level = confidence)$conf.int),
                            d + c(-half, half), tolerance = 1e-11))
    cbind(sums(case$now, "now_"), sums(case$before, "before_"),
          data.frame(confidence, estimate = d, low = d - half, high = d + half))
}
oracle_write("welch", "Linearised ratios over patients, Welch's t (t.test where x is 1). Tolerance 1e-9 of the larger ratio or half width",
             do.call(rbind, c(lapply(cases, row, 0.95), lapply(cases, row, 0.998))))
