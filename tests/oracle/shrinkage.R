# Beta-binomial and gamma-Poisson priors by maximum likelihood. optim over many starts on the logit or
# log of the mean and the log of the dispersion, finished by Newton's method on the score; then checked
# against nlminb in a and b themselves on the densities dnbinom and choose x beta. One row for the
# `doctors` that have the same counts.
source("oracle.R")
set.seed(20260607)

fewest <- 10

# The doctors' log-likelihoods up to what does not depend on a and b; gradient and Hessian of their
# sum in (a, b).
log_likelihoods <- list(
    binomial = function(a, b, x, n) lbeta(a + x, b + n - x) - lbeta(a, b),
    poisson = function(a, b, x, n) lgamma(a + x) - lgamma(a) - a * log1p(n / b) - x * log(b + n))
score <- list(
    binomial = function(a, b, x, n) {
        both <- digamma(a + b) - digamma(a + b + n)
        c(sum(digamma(a + x) - digamma(a) + both), sum(digamma(b + n - x) - digamma(b) + both))
    },
    poisson = function(a, b, x, n)
        c(sum(digamma(a + x) - digamma(a) - log1p(n / b)), sum((a * n - b * x) / (b * (b + n)))))
hessian <- list(
    binomial = function(a, b, x, n) {
        both <- sum(trigamma(a + b) - trigamma(a + b + n))
        matrix(both + c(sum(trigamma(a + x) - trigamma(a)), 0, 0,
                        sum(trigamma(b + n - x) - trigamma(b))), 2)
    },
    poisson = function(a, b, x, n) {
        across <- sum(1 / b - 1 / (b + n))
        matrix(c(sum(trigamma(a + x) - trigamma(a)), across, across,
                 sum((a + x) / (b + n)^2 - a / b^2)), 2)
    })
without_difference <- list(
    binomial = function(x, n, p) sum(x) * log(p) + sum(n - x) * log1p(-p),
    poisson = function(x, n, p) sum(x) * log(p) - sum(n) * p)

to_ab <- list(binomial = function(t) plogis(c(1, -1) * t[1]) / exp(t[2]),
              poisson = function(t) c(exp(t[1]), 1) / exp(t[2]))
# From this dispersion down the largest doctor shows next to nothing of it, and rounding a lot.
least <- function(n) 1e-4 / max(n)
best_of_starts <- function(model, x, n) {
    p <- sum(x) / sum(n)
    at <- if (model == "binomial") qlogis(p) else log(p)
    f <- function(t) {
        ab <- to_ab[[model]](t)
        value <- suppressWarnings(-sum(log_likelihoods[[model]](ab[1], ab[2], x, n)))
        if (is.finite(value) && t[2] > log(least(n))) value else 1e300
    }
    starts <- seq(log(0.01 / max(n)), log(30 * max(1 / min(n), p)), length.out = 12)
    fits <- lapply(starts, function(s) optim(c(at, s), f, control = list(maxit = 5000, reltol = 1e-14)))
    fits[[which.min(vapply(fits, `[[`, 0, "value"))]]
}
# What a log-likelihood must be above that of no difference to be more than rounding.
clear_gain <- function(model, ab, x, n)
    max(1e-9, 1e-14 * sum(abs(log_likelihoods[[model]](ab[1], ab[2], x, n))))
# Newton's method in (log a, log b).
finish <- function(model, ab, x, n) {
    for (i in 1:50) {
        slope <- ab * score[[model]](ab[1], ab[2], x, n)
        curve <- outer(ab, ab) * hessian[[model]](ab[1], ab[2], x, n) + diag(slope)
        step <- solve(curve, slope, tol = 0)
        ab <- ab * exp(-step / max(1, abs(step)))
        if (all(abs(step) < 1e-12)) break
    }
    ab
}
whole <- function(v) all(v == round(v))
density <- list(
    binomial = function(ab, x, n) sum(lchoose(n, x) + log(beta(ab[1] + x, ab[2] + n - x) / beta(ab[1], ab[2]))),
    poisson = function(ab, x, n) sum(dnbinom(x, size = ab[1], prob = ab[2] / (ab[2] + n), log = TRUE)))
check <- function(model, ab, x, n) {
    if (!whole(c(x, n)) || max(n) > 500) return()
    f <- function(l) -density[[model]](exp(l), x, n)
    again <- nlminb(log(ab) + c(0.2, -0.1), f, control = list(rel.tol = 1e-14, iter.max = 2000, eval.max = 5000))
    stopifnot(all.equal(exp(again$par), ab, tolerance = 1e-4), again$objective >= f(log(ab)) - 1e-9)
}

fit <- function(model, x, n) {
    keep <- n > 0
    x <- x[keep]
    n <- n[keep]
    none <- function(status) list(status = status, pooled = 0, a = NA, b = NA, mean = NA)
    if (length(n) < fewest) return(none("too_few"))
    p <- sum(x) / sum(n)
    pooled <- list(status = "ok", pooled = 1, a = NA, b = NA, mean = p)
    if (sum(x) == 0 || (model == "binomial" && all(x == n))) return(pooled)
    if (model == "binomial" && all(x == 0 | x == n))
        return(if (all(n == 1)) pooled else none("undefined"))
    best <- best_of_starts(model, x, n)
    ab <- to_ab[[model]](best$par)
    clear <- clear_gain(model, ab, x, n)
    if (-best$value < without_difference[[model]](x, n, p) + clear) return(pooled)
    ab <- finish(model, ab, x, n)
    stopifnot(sum(log_likelihoods[[model]](ab[1], ab[2], x, n)) >= -best$value - clear)
    check(model, ab, x, n)
    list(status = "ok", pooled = 0, a = ab[1], b = ab[2],
         mean = if (model == "binomial") ab[1] / sum(ab) else ab[1] / ab[2])
}

beta_counts <- function(k, n, a, b) {
    n <- n(k)
    list(model = "binomial", x = rbinom(k, n, rbeta(k, a, b)), n = n)
}
gamma_counts <- function(k, n, a, b) {
    n <- n(k)
    list(model = "poisson", x = rpois(k, n * rgamma(k, a, b)), n = n)
}
given <- function(model, x, n, doctors = 1) list(model = model, x = x, n = n, doctors = doctors)
effective <- function(case, deff) {
    case$x <- case$x / deff
    case$n <- case$n / deff
    case
}
size <- function(mean, spread = 1) function(k) round(rgamma(k, spread, spread / mean)) + 1

cases <- list(
    # Boys among 12 children in Saxony (Geissler 1889, after Lindsey and Altham, Applied Statistics 47, 1998).
    given("binomial", 0:12, rep(12, 13), c(3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7)),
    beta_counts(12, size(60), 3, 9), beta_counts(25, size(200), 20, 60), beta_counts(60, size(30), 0.5, 4),
    beta_counts(40, size(1000), 2, 400), beta_counts(30, size(8), 1, 1), beta_counts(20, size(400), 300, 900),
    beta_counts(10, size(50), 5, 5), beta_counts(50, function(k) rep(100, k), 4, 30),
    beta_counts(15, function(k) rep(1e9, k), 3, 7), beta_counts(30, size(1e6), 2, 2e4),
    beta_counts(35, size(20), 0.05, 0.05), beta_counts(45, size(150), 60, 1),
    effective(beta_counts(30, size(300), 6, 12), 2.37), effective(beta_counts(30, size(12), 2, 12), 5.1),
    effective(beta_counts(60, size(30), 1, 3), 5.1), effective(beta_counts(300, function(k) rep(2, k), 0.3, 0.3), 2.6),
    # Two maxima: twenty nearly alike with very many trials, and many with two that are all or nothing.
    given("binomial", c(seq(2880, 3120, length.out = 20), 0, 2, 1), c(rep(10000, 20), 2, 2, 2), c(rep(1, 20), 70, 30, 20)),
    given("binomial", c(seq(2880, 3120, length.out = 20), 0, 2, 1), c(rep(10000, 20), 2, 2, 2), c(rep(1, 20), 350, 150, 20)),
    given("binomial", rep(0, 12), 5:16), given("binomial", 5:16, 5:16), given("binomial", rep(3, 12), rep(10, 12)),
    given("binomial", c(3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 4), rep(10, 11)),
    given("binomial", c(rep(0, 7), rep(1, 5)), rep(1, 12)), given("binomial", c(rep(0, 7), rep(3, 5)), rep(3, 12)),
    given("binomial", c(rep(0, 9), 3, 3, 3, 1), c(rep(3, 9), 3, 3, 3, 2)),
    given("binomial", 7, 20), given("binomial", c(1, 2, 3, 4, 5, 6, 7, 8, 9), rep(20, 9)),
    given("binomial", c(1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0), c(rep(20, 9), 0, 0)),
    given("binomial", c(1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 0), c(rep(20, 10), 0)),
    given("binomial", numeric(0), numeric(0)),
    given("binomial", c(rep(0, 11), 1), rep(1e9, 12)), given("binomial", c(rep(0, 11), 4), rep(1e5, 12)),
    # Red mites on 150 apple leaves (Bliss and Fisher, Biometrics 9, 1953): k = 1.02459.
    given("poisson", 0:7, rep(1, 8), c(70, 38, 17, 10, 9, 3, 2, 1)),
    gamma_counts(12, size(60), 3, 9), gamma_counts(25, size(200), 20, 6), gamma_counts(60, size(30), 0.5, 4),
    gamma_counts(40, size(1000), 2, 400), gamma_counts(30, size(8), 1, 1), gamma_counts(20, size(400), 300, 900),
    gamma_counts(10, size(50), 5, 5), gamma_counts(50, function(k) rep(1, k), 4, 0.01),
    gamma_counts(15, function(k) rep(1e9, k), 3, 7), gamma_counts(30, size(1e6), 2, 2e4),
    gamma_counts(35, size(20), 0.05, 0.05), gamma_counts(45, function(k) rgamma(k, 2, 1), 6, 1),
    gamma_counts(30, function(k) rep(1e9, k), 2, 1e9), effective(gamma_counts(30, size(300), 6, 12), 2.37),
    effective(gamma_counts(30, size(12), 2, 12), 5.1), gamma_counts(20, function(k) rgamma(k, 2, 1e6), 5, 1e-7),
    given("poisson", rep(0, 12), 5:16), given("poisson", rep(3, 12), rep(10, 12)), given("poisson", rep(30, 12), rep(2, 12)),
    given("poisson", c(rep(0, 11), 1), rep(10, 12)), given("poisson", c(rep(0, 11), 2), rep(10, 12)),
    given("poisson", 7, 20), given("poisson", c(1, 2, 3, 4, 5, 6, 7, 8, 90), rep(20, 9)),
    given("poisson", c(1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0), c(rep(20, 9), 0, 0)),
    given("poisson", c(1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 0), c(rep(20, 10), 0)),
    given("poisson", c(seq(2880, 3120, length.out = 20), 0, 9), c(rep(10000, 20), 1, 1), c(rep(1, 20), 60, 2)),
    given("poisson", c(seq(2880, 3120, length.out = 20), 0, 9), c(rep(10000, 20), 1, 1), c(rep(1, 20), 600, 20)),
    given("poisson", numeric(0), numeric(0)))

rows <- lapply(seq_along(cases), function(i) {
    case <- cases[[i]]
    doctors <- if (is.null(case$doctors)) 1 else case$doctors
    empty <- length(case$x) == 0
    doctors <- if (empty) 0 else rep_len(doctors, length(case$x))
    prior <- fit(case$model, rep(case$x, doctors), rep(case$n, doctors))
    x <- if (empty) 0 else case$x
    n <- if (empty) 0 else case$n
    weight <- if (case$model == "binomial") prior$a + prior$b else prior$b
    value <- (prior$a + x) / (weight + n)
    data.frame(case = i, model = case$model, doctors = doctors, events = x, n = n, status = prior$status,
               pooled = prior$pooled, a = prior$a, b = prior$b, mean = prior$mean,
               value = if (prior$pooled == 1) prior$mean else value,
               reliability = if (prior$pooled == 1) 0 else n / (n + weight))
})
oracle_write("shrinkage", "Maximum likelihood by optim and Newton, checked by nlminb on dnbinom and choose x beta. Relative tolerance 1e-6; 1e-9 for value and reliability given a and b",
             do.call(rbind, rows))
