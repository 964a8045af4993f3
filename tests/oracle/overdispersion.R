# Overdispersion from lists of units: winsorised values by sorting and quantile(type = 7), tau2 by
# DerSimonian and Laird's formula on the values that the winsorised z stand for; limits from qbinom and
# qpois.
source("oracle.R")
set.seed(20260630)

# The mean square of a standard normal variable drawn in at its deciles, by integration.
normal <- integrate(function(x) pmin(abs(x), qnorm(0.9))^2 * dnorm(x), -40, 40, rel.tol = 1e-13,
                    subdivisions = 1000)$value

estimate <- function(model, p0, events, n) {
    kept <- n > 0 & p0 > 0 & (model == "poisson" | p0 < 1)
    y <- (events / n)[kept]
    error <- sqrt(p0 * (if (model == "poisson") 1 else 1 - p0) / n[kept])
    z <- (y - p0) / error
    units <- length(z)
    if (units < 20) return(data.frame(units, phi = 1, tau2 = 0, phi_consistent = 1, tau2_consistent = 0))

    ends <- quantile(z, c(0.1, 0.9), type = 7, names = FALSE)
    z[z < ends[1]] <- ends[1]
    z[z > ends[2]] <- ends[2]
    between <- function(square_scale) {
        drawn_in <- p0 + z * error
        w <- error^-2
        q <- square_scale * sum(w * (drawn_in - p0)^2)
        max(0, (q - (units - 1)) / (sum(w) - sum(w^2) / sum(w)))
    }
    data.frame(units, phi = var(c(z, -z)) * (2 * units - 1) / (2 * units), tau2 = between(1),
               phi_consistent = sum(z^2) / units / normal, tau2_consistent = between(1 / normal))
}

# Beta-binomial or gamma-Poisson units, around a value that may be theirs.
draw <- function(model, units, p, rho, size = function(k) round(runif(k, 30, 2000))) {
    n <- size(units)
    true <- if (rho == 0) rep(p, units) else if (model == "poisson") rgamma(units, p / rho, 1 / rho) else
        rbeta(units, p * (1 / rho - 1), (1 - p) * (1 / rho - 1))
    events <- if (model == "poisson") rpois(units, n * true) else rbinom(units, n, true)
    list(model = model, p0 = sum(events) / sum(n), events = events, n = n)
}
real <- draw("binomial", 40, 0.3, 0.01)
real$events <- real$events / 2.7
real$n <- real$n / 2.7
outliers <- draw("binomial", 30, 0.1, 0)
outliers$events[1:2] <- outliers$n[1:2]
empty <- draw("binomial", 25, 0.5, 0.02)
empty$n[4:5] <- empty$events[4:5] <- 0
cases <- list(
    draw("binomial", 300, 0.2, 0), draw("binomial", 300, 0.2, 0.02), draw("binomial", 300, 0.7, 0.005),
    draw("binomial", 48, 0.02, 0.05), draw("binomial", 20, 0.142, 0.01), draw("binomial", 19, 0.142, 0.01),
    draw("binomial", 21, 0.142, 0.01), real, outliers, empty,
    list(model = "binomial", p0 = 0.5, events = rep(50, 20), n = rep(100, 20)),
    list(model = "binomial", p0 = 0.5, events = rep(60, 22), n = rep(100, 22)),
    list(model = "binomial", p0 = 0.5, events = rep(c(40, 60), 12), n = rep(100, 24)),
    list(model = "binomial", p0 = 0, events = rep(0, 30), n = rep(10, 30)),
    list(model = "binomial", p0 = 1, events = rep(10, 30), n = rep(10, 30)),
    list(model = "binomial", p0 = 0.3, events = numeric(0), n = numeric(0)),
    list(model = "binomial", p0 = 0.3, events = 3, n = 4),
    list(model = "binomial", p0 = 1e-9, events = rpois(30, 1), n = rep(1e9, 30)),
    draw("binomial", 25, 0.4, 0.001, function(k) round(rlnorm(k, 18, 1))),
    draw("binomial", 60, 0.05, 0.3, function(k) rpois(k, 1) + 1),
    draw("poisson", 300, 1.3, 0), draw("poisson", 100, 1.3, 0.01), draw("poisson", 30, 0.02, 0.001),
    draw("poisson", 30, 4, 2, function(k) runif(k, 0.1, 3)))
rows <- lapply(cases, function(case)
    data.frame(model = case$model, p0 = case$p0, events = oracle_list(case$events),
               n = oracle_list(case$n), do.call(estimate, case)))
oracle_write("overdispersion", "quantile(type = 7), DerSimonian-Laird, integrate. Relative tolerance 1e-9", do.call(rbind, rows))

# One unit each under a given phi or tau2; n is whole here, so that qbinom serves.
quantile_of <- function(u, p) if (u$model == "poisson") qpois(p, u$n * u$p0) else qbinom(p, u$n, u$p0)
at <- function(u, r) if (u$model == "poisson") dpois(r, u$n * u$p0) else dbinom(r, u$n, u$p0)
cdf <- function(u, r, ...) if (u$model == "poisson") ppois(r, u$n * u$p0, ...) else pbinom(r, u$n, u$p0, ...)
exact_limit <- function(u, p) {
    r <- quantile_of(u, p)
    upper <- p > 0.5
    from <- if (upper) (1 - p) - cdf(u, r, lower.tail = FALSE) else cdf(u, r) - p
    limit <- (r - from / at(u, r)) / u$n
    if (u$model == "binomial" && upper && r == u$n) return(1)
    if (upper) max(limit, u$p0) else min(max(limit, 0), u$p0)
}
unit <- function(u) {
    if (u$n == 0) return(data.frame(u, low95 = NA, high95 = NA, low = NA, high = NA, z = NA, p_value = NA, place = "nowhere"))
    error <- sqrt(u$p0 * (if (u$model == "poisson") 1 else 1 - u$p0) / u$n)
    wider <- if (u$method == "multiplicative") sqrt(max(1, u$phi)) else 1
    added <- if (u$method == "additive") u$tau2 else 0
    limit <- function(p) {
        l <- if (added > 0) qnorm(p, u$p0, sqrt(error^2 + added)) else u$p0 + wider * (exact_limit(u, p) - u$p0)
        min(max(l, 0), if (u$model == "poisson") Inf else 1)
    }
    z <- (u$events / u$n - u$p0) / sqrt(wider^2 * error^2 + added)
    exactly <- at(u, u$events)
    p_value <- if (wider > 1 || added > 0) 2 * pnorm(-abs(z)) else
        2 * min(cdf(u, u$events - 1) + exactly / 2, cdf(u, u$events, lower.tail = FALSE) + exactly / 2)
    value <- u$events / u$n
    low <- limit(0.001)
    high <- limit(0.999)
    data.frame(u, low95 = limit(0.025), high95 = limit(0.975), low, high, z, p_value,
               place = if (value < low) "below" else if (value > high) "above" else "within")
}
units <- rbind(
    expand.grid(method = c("none", "multiplicative", "additive"), phi = c(0.7, 1, 1.4, 12), tau2 = c(0, 0.003),
                model = c("binomial", "poisson"), p0 = 0.142, n = c(12, 480), stringsAsFactors = FALSE),
    expand.grid(method = c("multiplicative", "additive"), phi = 2, tau2 = 1e-5, model = c("binomial", "poisson"),
                p0 = c(1e-4, 0.6, 0.98), n = c(1, 70, 1e9), stringsAsFactors = FALSE))
units$events <- pmin(units$n, pmax(0, round(units$n * units$p0 + rep_len(c(-40, -5, -2, 0.7, 3, 4, 11), nrow(units)) *
                                            sqrt(units$n * units$p0 * (1 - units$p0)))))
units <- rbind(units, data.frame(method = c("none", "additive"), phi = 2, tau2 = 0.01, model = "poisson",
                                 p0 = 0.2, n = 0, events = 0))
oracle_write("overdispersion_unit", "qbinom, qpois, qnorm. Relative tolerance 1e-9",
             do.call(rbind, lapply(seq_len(nrow(units)), function(i) unit(units[i, ]))))
