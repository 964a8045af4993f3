# Ratio of sums, its linearised variance and t interval, from lists of patients (not from sums). Where
# every x is 1 that is t.test.
source("oracle.R")
set.seed(20260331)

draw <- function(m, x, y) list(x = x(m), y = y(m))
ones <- function(m) rep(1, m)
cases <- list(
    list(x = c(1, 1), y = c(3, 5)),
    list(x = c(2, 3), y = c(1, 2)),
    list(x = c(1, 2, 3, 4, 5), y = c(1, 2, 3, 4, 5)),
    list(x = rep(1, 7), y = rep(184.75, 7)),
    list(x = c(5, 1, 1, 1), y = c(0, 0, 0, 0)),
    list(x = 4, y = 2),
    list(x = numeric(0), y = numeric(0)),
    list(x = c(1, 1, 1), y = c(1e9, 2e9, 4e9)),
    list(x = c(1e9, 2e9), y = c(3, 1)),
    draw(11, ones, function(m) round(rlnorm(m, 4, 1), 2)),
    draw(50, ones, function(m) round(rlnorm(m, 5, 1.2), 2)),
    draw(400, ones, function(m) rpois(m, 3)),
    draw(12, function(m) rpois(m, 2) + 1, function(m) rpois(m, 1)),
    draw(60, function(m) rpois(m, 4) + 1, function(m) rbinom(m, 1, 0.3)),
    draw(200, function(m) rpois(m, 6) + 1, function(m) rpois(m, 0.05)),
    draw(30, function(m) rexp(m, 0.2), function(m) rexp(m, 0.01)),
    draw(3, function(m) rexp(m), function(m) rexp(m)),
    draw(1000, function(m) round(rexp(m, 1), 3), function(m) round(rexp(m, 3), 3)),
    draw(25, function(m) rpois(m, 30) + 1, function(m) rpois(m, 15)),
    draw(90, ones, function(m) rbinom(m, 1, 0.5)),
    draw(5, ones, function(m) c(-10, 0, 3, 8, -2.5)))

row <- function(case) {
    x <- case$x
    y <- case$y
    m <- length(x)
    r <- if (m > 0) sum(y) / sum(x) else NA
    residual <- if (m > 0) sum((y - r * x)^2) else 0
    variance <- if (m > 1) m * var(y - r * x) / sum(x)^2 else NA
    half <- if (m > 1) qt(0.975, m - 1) * sqrt(variance) else NA
    if (m > 1 && all(x == 1) && var(y) > 0)
        stopifnot(all.equal(as.numeric(t.test(y)$conf.int), r + c(-half, half), tolerance = 1e-12))
    data.frame(numerator = sum(y), denominator = sum(x), patients = m, sum_yy = sum(y^2),
               sum_xy = sum(x * y), sum_xx = sum(x^2), ratio = r, residual = residual,
               low = r - half, high = r + half)
}
oracle_write("ratio", "Linearised ratio over patients, t with m - 1 degrees of freedom (t.test where x is 1). Relative tolerance 1e-9 of the ratio",
             do.call(rbind, lapply(cases, row)))
