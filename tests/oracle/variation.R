# Measures of variation between units by max, quantile, sd, cov.wt, chisq.test and the likelihood of
# the negative binomial; then intervals by a parametric bootstrap of its own.
source("oracle.R")
set.seed(20260702)

# The negative binomial with mean m e and the given shape, but for what depends on neither.
log_likelihood <- function(shape, m, o, e)
    if (is.infinite(shape)) sum(o * log(m * e) - m * e) else
        sum(lgamma(shape + o) - lgamma(shape) - shape * log1p(m * e / shape) +
            o * log(m * e / (shape + m * e)))

mean_at <- function(shape, o, e)
    uniroot(function(m) sum((o - m * e) / (shape + m * e)), c(0, max(o / e) * (1 + 1e-9)),
            tol = 1e-14 * max(o / e))$root

slope <- function(log_shape, o, e) {
    a <- exp(log_shape)
    me <- mean_at(a, o, e) * e
    a * sum(digamma(a + o) - digamma(a) + log(a) - log(a + me) + (me - o) / (a + me))
}

# All maxima on a fine grid, the highest of them, chance alone among them; from ten units.
empirical_bayes <- function(o, e) {
    if (length(o) < 10 || sum(o) == 0) return(c(NA, NA))
    common <- sum(o) / sum(e)
    grid <- seq(-8, log(1e5 * max(common * e)), by = 0.25)
    s <- vapply(grid, slope, 0, o = o, e = e)
    at <- which(s[-length(s)] > 0 & s[-1] <= 0)
    shapes <- c(Inf, vapply(at, function(i)
        exp(uniroot(slope, grid[i + 0:1], o = o, e = e, tol = 1e-13)$root), 0))
    means <- c(common, vapply(shapes[-1], mean_at, 0, o = o, e = e))
    height <- mapply(log_likelihood, shapes, means, MoreArgs = list(o = o, e = e))
    best <- which.max(height)
    c(means[best], 1 / shapes[best])
}

measures <- function(o, e, w) {
    r <- o / e
    q <- quantile(r, c(0, 0.05, 0.25, 0.75, 0.95, 1), type = 7, names = FALSE)
    over <- function(a, b) if (b == 0) NA else a / b
    weighted <- if (sum(w) == 0) NA else {
        moments <- cov.wt(cbind(r), wt = w / sum(w), method = "ML")
        over(sqrt(moments$cov[1, 1]), moments$center[[1]])
    }
    c(extremal = over(q[6], q[1]), ends = over(q[5], q[2]), quartiles = over(q[4], q[3]),
      coefficient = over(sd(r), mean(r)), weighted = weighted,
      systematic = mean(((o - e) / e)^2 - 1 / e))
}

row <- function(o, e, w = e, reference = "external", dispersion = 1) {
    use <- e > 0
    oo <- o[use] / dispersion
    ee <- e[use] / dispersion
    if (reference == "internal" && sum(oo) > 0) ee <- ee * sum(oo) / sum(ee)
    nothing <- any(o > 0 & e == 0) || sum(use) < 2 || (reference == "internal" && sum(o) == 0)
    m <- if (nothing) setNames(rep(NA_real_, 6), names(measures(c(1, 2), c(1, 1), c(1, 1)))) else
        measures(oo, ee, w[use])
    eb <- if (nothing) c(NA, NA) else empirical_bayes(oo, ee)
    test <- if (nothing || sum(oo) == 0) list(statistic = NA, p.value = NA) else
        suppressWarnings(chisq.test(oo, p = ee / sum(ee)))
    shape <- 1 / eb[2]
    smoothed <- if (is.na(eb[1])) NA else
        if (is.infinite(shape)) rep(eb[1], length(oo)) else (oo + shape) / (ee + shape / eb[1])
    data.frame(observed = oracle_list(o), denominator = oracle_list(w), expected = oracle_list(e),
               reference = reference, dispersion = dispersion, as.list(m), empirical_bayes = eb[2],
               mean = eb[1], chi_squared = as.numeric(test$statistic), p_value = test$p.value,
               smoothed = if (is.na(eb[1])) "" else oracle_list(smoothed))
}

# Single events among n persons: Pearson's test of the table of cases and others.
two_by_k <- function(o, n) {
    p <- sum(o) / sum(n)
    r <- row(o, n, n, "internal", 1 - p)
    table <- suppressWarnings(prop.test(o, n))
    stopifnot(all.equal(r$chi_squared, as.numeric(table$statistic), tolerance = 1e-12))
    r$chi_squared <- as.numeric(table$statistic)
    r$p_value <- table$p.value
    r
}

lip_o <- c(9, 39, 11, 9, 15, 8, 26, 7, 6, 20, 13, 5, 3, 8, 17, 9, 2, 7, 9, 7, 16, 31, 11, 7, 19, 15, 7, 10, 16,
           11, 5, 3, 7, 8, 11, 9, 11, 8, 6, 4, 10, 8, 2, 6, 19, 3, 2, 3, 28, 6, 1, 1, 1, 1, 0, 0)
lip_e <- c(1.4, 8.7, 3.0, 2.5, 4.3, 2.4, 8.1, 2.3, 2.0, 6.6, 4.4, 1.8, 1.1, 3.3, 7.8, 4.6, 1.1, 4.2, 5.5, 4.4,
           10.5, 22.7, 8.8, 5.6, 15.5, 12.5, 6.0, 9.0, 14.4, 10.2, 4.8, 2.9, 7.0, 8.5, 12.3, 10.1, 12.7, 9.4,
           7.2, 5.3, 18.8, 15.8, 4.3, 14.6, 50.7, 8.2, 5.6, 9.3, 88.7, 19.6, 3.4, 3.6, 5.7, 7.0, 4.2, 1.8)
areas <- function(k, most = 400) round(exp(runif(k, log(most / 40), log(most))), 1)
spread <- function(e, variation) rpois(length(e), e * rgamma(length(e), 1 / variation, 1 / variation))
persons <- function(k) round(runif(k, 2000, 90000))

e12 <- areas(12); e30 <- areas(30); e61 <- areas(61); e200 <- areas(200, 60); w30 <- persons(30)
rows <- rbind(
    row(lip_o, lip_e),
    row(lip_o, lip_e, reference = "internal"),
    row(lip_o, lip_e, persons(56), "internal", 1.8),
    row(spread(e12, 0.05), e12, persons(12)),
    row(spread(e30, 0.1), e30, w30),
    row(spread(e30, 0.1), e30, w30, "internal"),
    row(2 * spread(e30 / 2, 0.02), e30, w30, "internal", 2),
    row(spread(e61, 0.4), e61, persons(61), "internal"),
    row(spread(e200, 0.03), e200),
    row(rpois(30, e30), e30, w30),
    row(rpois(200, e200), e200, reference = "internal"),
    row(spread(2 * e30, 0.1), e30, w30),
    row(spread(w30 / 1000, 0.2), w30, w30, "internal"),
    two_by_k(rbinom(30, w30, 0.02 * rgamma(30, 30, 30)), w30),
    two_by_k(rbinom(30, 200, 0.7), rep(200, 30)),
    row(c(5, 5, 5, 5), c(5, 5, 5, 5)),
    row(c(10, 20), c(12, 14)),
    row(c(100, 0), c(40, 60)),
    row(c(12, 0, 9, 14), c(10, 10, 10, 10)),
    row(c(0, 0, 0, 0, 0, 0, 0, 8), rep(1, 8)),
    row(c(0, 0, 0), c(1, 2, 3)),
    row(c(0, 0, 0), c(1, 2, 3), reference = "internal"),
    row(7, 6.5),
    row(c(7, 0), c(6.5, 0)),
    row(c(7, 9, 0, 3), c(6.5, 8, 0, 5), c(10, 20, 30, 40)),
    row(c(7, 9, 1, 3), c(6.5, 8, 0, 5)),
    row(c(7, 9, 6, 3), c(6.5, 8, 6, 5), c(0, 0, 0, 0)),
    row(c(7, 9, 6, 3), c(6.5, 8, 6, 5), c(0, 5, 0, 9)),
    row(rep(0, 12), 1:12),
    row(rep(0, 12), 1:12, reference = "internal"),
    row(rep(c(0, 8), c(11, 1)), rep(1, 12)),
    row(rep(c(0, 20), c(10, 2)), c(1:11, 0), reference = "internal"),
    row(rep(c(0, 20), c(9, 2)), 1:11, reference = "internal"),
    row(c(1e9, 1.1e9, 0.8e9, 1e9), c(1e9, 1e9, 1e9, 1e9)),
    row(c(1e9, 1.1e9, 0.8e9, 0.9e9, 1e9, 1.3e9, 7e8, 1e9, 1e9, 9e8), rep(1e9, 10)),
    row(c(1e9, 1.1e9, 0.8e9, 0.9e9, 1e9, 1.3e9, 7e8, 1e9, 1e9, 3), c(rep(1e9, 9), 2), reference = "internal"),
    row(rep(c(1, 0, 2, 0, 0, 1), 2), rep(c(1e9, 2e9, 5e8, 4e8, 1e9, 9e8), 2), reference = "internal"),
    row(rep(c(2, 1, 1, 1), 3), rep(c(1e-6, 2e-6, 1e-6, 3e-6), 3)),
    # The likelihood falls from chance alone and has a maximum inside, higher than it.
    row(c(46, 73, 69, 26, 2, 10, 1322, 14, 3, 10, 7, 20),
        c(32.33, 54.87, 70.92, 45.29, 0.48, 14.69, 1237.04, 15.09, 3.53, 18.04, 10.86, 13.24)),
    row(c(43, 54, 59, 63, 44, 140, 108, 16, 3088, 146),
        c(45.41, 53.1, 85.47, 55.15, 33.99, 152.82, 89.62, 12.58, 3002.81, 163.31)),
    row(c(122, 216, 29, 7, 2, 11, 1, 24, 9, 27, 5, 28, 351),
        c(108.64, 211.77, 27.56, 8.86, 0.85, 23.44, 5.06, 20.73, 18.74, 26.02, 6.1, 19.31, 359.04)))
oracle_write("variation", "max, quantile, sd, cov.wt, chisq.test, prop.test; negative binomial likelihood; rows 1 to 3 on Clayton and Kaldor (1987), table 1. Relative tolerance 1e-9, of the likelihood 1e-6",
             rows)

# Persons with k = 0, 1, 2, ... events: variance over mean.
factor_row <- function(n_k) {
    k <- rep(seq_along(n_k) - 1, n_k)
    data.frame(persons = length(k), events = sum(k), squares = sum(k^2),
               dispersion = if (length(k) == 0 || mean(k) == 0 || all(k == k[1])) 1 else
                   mean((k - mean(k))^2) / mean(k))
}
factors <- list(c(90, 10), c(90, 8, 2), c(9000, 300, 100, 50, 25), c(1, 1), c(0, 5), c(5, 0), 0, c(0, 0, 4),
                c(1e5, 1), c(1e6, 20, 3), c(0, 3, 4), c(50, 50), c(10, 80, 10), c(7, 0, 0, 1),
                table(factor(rpois(5000, 0.1), 0:9)), table(factor(rpois(5000, 2), 0:19)),
                table(factor(rnbinom(5000, 0.2, mu = 0.3), 0:99)), c(999, 0, 0, 0, 0, 1), c(3, 3, 3, 3),
                table(factor(rbinom(4000, 1, 0.8), 0:1)))
oracle_write("variation_dispersion", "Variance over mean, person by person. Relative tolerance 1e-9",
             do.call(rbind, lapply(factors, factor_row)))

# The parametric bootstrap, all replicates at once. Each end of an interval is given as the range that
# holds it but for 7 chances in a million when as many replicates are drawn elsewhere: 4.5 standard
# errors of the quantile's place among the replicates of both.
HERE <- 20000
ELSEWHERE <- 4000

bayes_of_rows <- function(x, e) {
    root <- function(f, low, high) {
        for (i in 1:40) {
            middle <- (low + high) / 2
            up <- f(middle) > 0
            low <- ifelse(up, middle, low)
            high <- ifelse(up, high, middle)
        }
        (low + high) / 2
    }
    common <- rowSums(x) / rowSums(e)
    variation <- numeric(nrow(x))
    more <- which(rowSums((x - common * e)^2 - x) > 0)
    x <- x[more, , drop = FALSE]
    e <- e[more, , drop = FALSE]
    best_mean <- function(a) {
        m <- common[more]
        for (i in 1:12) {
            f <- rowSums((x - m * e) / (a + m * e))
            m <- pmax(m / 2, m + f / rowSums(e * (a + x) / (a + m * e)^2))
        }
        m
    }
    score <- function(log_shape) {
        a <- exp(log_shape)
        me <- best_mean(a) * e
        rowSums(digamma(a + x) - digamma(a) + log(a) - log(a + me) + (me - x) / (a + me))
    }
    shape <- exp(root(score, rep(-6, length(more)), rep(16, length(more))))
    variation[more] <- 1 / shape
    variation
}

bootstrap <- function(case, o, e, w = e, reference = "external", dispersion = 1, confidence = 0.95) {
    internal <- reference == "internal"
    oo <- o / dispersion
    ee <- e / dispersion
    if (internal) ee <- ee * sum(oo) / sum(ee)
    fit <- empirical_bayes(oo, ee)
    k <- length(o)
    r <- if (fit[2] == 0) fit[1] else rgamma(HERE * k, 1 / fit[2], 1 / (fit[2] * fit[1]))
    x <- matrix(rpois(HERE * k, r * rep(ee, each = HERE)), HERE)
    e_of <- function(x) outer(if (internal) rowSums(x) / sum(ee) else rep(1, nrow(x)), ee)
    e_x <- e_of(x)
    r <- x / e_x
    sorted <- matrix(r[order(base::row(r), r)], HERE, byrow = TRUE)
    q <- function(p) {
        h <- p * (k - 1)
        i <- floor(h)
        sorted[, i + 1] + (h - i) * (sorted[, min(i + 2, k)] - sorted[, i + 1])
    }
    m <- rowMeans(r)
    mw <- drop(r %*% w) / sum(w)
    drawn <- list(extremal = q(1) / q(0), ends = q(0.95) / q(0.05), quartiles = q(0.75) / q(0.25),
                  coefficient = sqrt(rowSums((r - m)^2) / (k - 1)) / m,
                  weighted = sqrt(drop((r - mw)^2 %*% w) / sum(w)) / mw,
                  systematic = rowMeans((x - e_x)^2 / e_x^2 - 1 / e_x),
                  empirical_bayes = bayes_of_rows(x[1:2000, ], e_x[1:2000, ]))
    own <- c(measures(oo, ee, w), empirical_bayes = fit[2])
    do.call(rbind, lapply(names(drawn), function(name) {
        # A quotient of nothing by nothing counts as the largest, as those by nothing do.
        values <- ifelse(is.nan(drawn[[name]]), Inf, drawn[[name]])
        tail <- (1 - confidence) / 2
        within <- 4.5 * sqrt(tail * (1 - tail) * (1 / length(values) + 1 / ELSEWHERE))
        at <- c(max(0, tail - within), tail + within, 1 - tail - within, min(1, 1 - tail + within))
        ends <- quantile(values, at, type = 1, names = FALSE)
        if (is.na(own[name]) || is.infinite(ends[3])) ends[] <- NA
        stopifnot(!is.infinite(ends))
        data.frame(case = case, observed = oracle_list(o), denominator = oracle_list(w),
                   expected = oracle_list(e), reference = reference, dispersion = dispersion,
                   confidence = confidence, replicates = ELSEWHERE, measure = name,
                   low_from = ends[1], low_to = ends[2], high_from = ends[3], high_to = ends[4])
    }))
}
set.seed(20260703)
e15 <- areas(15); w15 <- persons(15); half <- c(TRUE, FALSE)
oracle_write("variation_bootstrap", "Parametric bootstrap, 20000 replicates (2000 for empirical Bayes): where the ends of another one of so many replicates must be",
             rbind(bootstrap(1, spread(e15, 0.1), e15, w15),
                   bootstrap(2, spread(e15, 0.1), e15, w15, "internal", confidence = 0.8),
                   bootstrap(3, 2 * spread(e15 / 2, 0.05), e15, w15, "internal", 2),
                   bootstrap(4, round(e15), e15, w15),
                   bootstrap(5, spread(e12, 0.2), e12),
                   bootstrap(6, lip_o[half], lip_e[half], reference = "internal"),
                   bootstrap(7, c(3, 2, 4, 3, 5, 2, 3, 1, 4, 3), rep(3, 10)),
                   bootstrap(8, round(3e8 * seq(0.7, 1.3, length.out = 10)), rep(3e8, 10))))
