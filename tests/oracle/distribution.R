# Quantiles by quantile(type = 7); percentiles by counting, with half of the equals.
source("oracle.R")
set.seed(20260518)

samples <- list(
    c(1, 2, 3, 4, 5), 7, c(2, 9), c(5, 5, 5, 5), c(3, 1, 2), c(-4, 0, 4, 8), c(1e9, 1e9 + 1, 1),
    c(1e-12, 2e-12, 5e-12), c(0, 0, 0, 1), c(rep(1, 10), seq(0, 0.9, length.out = 20)),
    round(rbeta(12, 2, 8), 3), round(rbeta(48, 2, 8), 2), rbeta(101, 3, 3), rpois(60, 2),
    rlnorm(30, 4, 1), rnorm(11), round(rnorm(9), 1), rexp(250), 10:1, c(0.1, 0.2, 0.3) * 3)
quantile_rows <- lapply(samples, function(v) {
    p <- if (identical(v, c(1, 2, 3, 4, 5))) c(0, .1, .25, .4, .5, .6, .75, .9, 1) else
        c(0, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 0.998, 1)
    data.frame(values = oracle_list(v), p = p,
               quantile = quantile(v, p, type = 7, names = FALSE))
})
oracle_write("quantile", "quantile(type = 7); the first nine also in PostgreSQL's percentile_cont. Relative tolerance 1e-9",
             do.call(rbind, quantile_rows))

percentile_rows <- lapply(samples, function(v) {
    n <- length(v)
    member <- unique(v[unique(round(seq(1, n, length.out = 4)))])
    of_member <- vapply(member, function(x) {
        if (n < 2) return(NA_real_)
        others <- v[-match(x, v)]
        100 * mean((others < x) + 0.5 * (others == x))
    }, 0)
    outsider <- c(member, min(v) - 1, max(v) + 1)
    of_outsider <- vapply(outsider, function(x) 100 * mean((v < x) + 0.5 * (v == x)), 0)
    rbind(data.frame(values = oracle_list(v), who = "member", value = member, percentile = of_member),
          data.frame(values = oracle_list(v), who = "outsider", value = outsider,
                     percentile = of_outsider))
})
oracle_write("percentile", "Share of the others below, half of the equals. Relative tolerance 1e-9",
             do.call(rbind, percentile_rows))
