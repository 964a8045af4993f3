# Control limits by uniroot on the distribution function drawn as straight lines between counts, tails
# and mid-p values from pbinom, ppois and, where n is not whole, pbeta.
source("oracle.R")
set.seed(20260629)

cdf <- function(case, r, lower = TRUE) {
    if (case$model == "poisson") return(ppois(r, case$n * case$p0, lower.tail = lower))
    if (r < 0 || r >= case$n) return(as.numeric((r >= 0) == lower))
    if (case$n == round(case$n)) pbinom(r, case$n, case$p0, lower.tail = lower) else
        pbeta(1 - case$p0, case$n - r, r + 1, lower.tail = lower)
}
# F at any x between two counts, or 1 - F.
drawn <- function(case, x, lower = TRUE) {
    ends <- c(floor(x), floor(x) + 1)
    f <- vapply(ends, function(r) cdf(case, r, lower), 0)
    f[1] + (x - ends[1]) * (f[2] - f[1])
}

size <- c(0.4, 1, 1.5, 3, 10, 17.3, 40, 137.25, 1000, 2345.678, 1e5, 1e6, 1e7, 1e9)
cases <- rbind(
    expand.grid(model = "binomial", n = size, p0 = c(1e-9, 1e-4, 0.02, 0.142, 0.5, 0.8097, 0.999)),
    expand.grid(model = "binomial", n = c(1, 7, 1e3, 1e9), p0 = c(0, 1)),
    expand.grid(model = "binomial", n = c(30, 140), p0 = c(0.95, 0.99)),
    expand.grid(model = "poisson", n = size, p0 = c(1e-9, 1e-4, 0.02, 1, 3.7)),
    expand.grid(model = "poisson", n = c(0.4, 1e9), p0 = 0),
    data.frame(model = "poisson", n = c(15, 1e-3, 1e-5), p0 = c(1, 250, 1e8)))
cases$model <- as.character(cases$model)

limits <- function(case, confidence) {
    tail <- (1 - confidence) / 2
    mean <- case$n * case$p0
    most <- if (case$model == "binomial") ceiling(case$n) else mean + 20 * sqrt(mean) + 20
    # Straight down from F(-1) = 0 there is no root above -1 only where all is at 0.
    root <- function(f) uniroot(f, c(-1, most), tol = 1e-14, maxiter = 100000)$root
    low <- root(function(x) drawn(case, x) - tail)
    high <- root(function(x) tail - drawn(case, x, lower = FALSE))
    all <- case$model == "binomial" && case$p0^case$n > tail
    data.frame(case, confidence = confidence, low = min(max(0, low / case$n), case$p0),
               high = if (all) 1 else max(high / case$n, case$p0))
}
rows <- lapply(seq_len(nrow(cases)), function(i)
    rbind(limits(cases[i, ], 0.95), limits(cases[i, ], 0.998)))
oracle_write("funnel_limits", "Spiegelhalter 2005, A.1.1, by uniroot over pbinom, pbeta, ppois. Relative tolerance 1e-9",
             do.call(rbind, rows))

# The tails themselves, some standard errors off. R takes 1 - p0 as given, so no p0 near 0 with real n.
at <- cases[cases$p0 > 0 & cases$p0 < 1 & (cases$p0 > 0.01 | cases$n == round(cases$n)), ]
at <- rbind(at, cases[cases$model == "poisson" & cases$p0 >= 1, ])
spread <- sqrt(at$n * at$p0 * ifelse(at$model == "poisson", 1, 1 - at$p0))
at$r <- pmax(0, round(at$n * at$p0 + rep_len(c(-9, -3.1, -2, -0.4, 0, 1, 2, 3.1, 9), nrow(at)) * spread))
at <- at[at$model == "poisson" | at$r <= at$n, ]
at$below <- vapply(seq_len(nrow(at)), function(i) cdf(at[i, ], at$r[i]), 0)
at$above <- vapply(seq_len(nrow(at)), function(i) cdf(at[i, ], at$r[i], FALSE), 0)
oracle_write("count_tails", "pbinom, pbeta, ppois. Relative tolerance 1e-9", at)

# Units: every count of a few small sizes, some of large ones, and counts that are not whole.
units <- rbind(
    do.call(rbind, lapply(list(c(1, 0.3), c(2, 0.5), c(7, 0.142), c(12, 0.8)), function(u)
        data.frame(model = "binomial", n = u[1], p0 = u[2], events = 0:u[1]))),
    data.frame(model = "binomial", n = 1e9, p0 = 0.142, events = c(0, 141960000, 141999000, 142031415, 142040000, 1e9)),
    data.frame(model = "binomial", n = 1e9, p0 = 1e-9, events = c(0, 1, 2, 5, 9)),
    data.frame(model = "binomial", n = 700, p0 = 0.1, events = c(31, 45.25, 52, 88.8, 99.5, 103, 150)),
    data.frame(model = "binomial", n = c(17.3, 17.3, 17.3, 0.4, 0.4, 0.4, 2.5), p0 = c(0.2, 0.2, 0.2, 0.3, 0.3, 0.3, 0.9),
               events = c(0, 3.3333333333333335, 17.3, 0, 0.25, 0.4, 2.5)),
    data.frame(model = "poisson", n = 100, p0 = 0.031, events = c(0, 1, 3, 3.5, 5, 9, 14, 40)),
    data.frame(model = "poisson", n = c(1e9, 1e9, 1e9, 0.4, 0.4, 0.4), p0 = c(2, 2, 1e-9, 1, 1, 1),
               events = c(1999900000, 2000150000.5, 4, 0, 0.3, 7.7)),
    data.frame(model = "binomial", n = 10, p0 = c(0, 0, 1, 1), events = c(0, 1, 10, 9)),
    data.frame(model = "poisson", n = 10, p0 = 0, events = c(0, 2)),
    data.frame(model = c("binomial", "poisson"), n = 0, p0 = 0.4, events = 0))
spread <- units$p0 * ifelse(units$model == "poisson", 1, 1 - units$p0)
units$z <- ifelse(spread > 0 & units$n > 0,
                  (units$events - units$n * units$p0) / sqrt(units$n * spread), NA)
units$p_value <- vapply(seq_len(nrow(units)), function(i) {
    u <- units[i, ]
    if (u$n == 0) return(NA_real_)
    if (spread[i] == 0) return(as.numeric(u$events == u$n * u$p0))
    if (u$events != round(u$events))
        return(2 * min(drawn(u, u$events - 0.5), drawn(u, u$events - 0.5, FALSE)))
    exactly <- if (u$model == "poisson") dpois(u$events, u$n * u$p0) else
        if (u$n == round(u$n)) dbinom(u$events, u$n, u$p0) else
            cdf(u, u$events) - cdf(u, u$events - 1)
    2 * min(cdf(u, u$events - 1) + exactly / 2, cdf(u, u$events, FALSE) + exactly / 2)
}, 0)
oracle_write("funnel_unit", "z by its formula; mid-p from dbinom, pbinom, dpois, ppois, pbeta. Relative tolerance 1e-9", units)
