# The ratio of two rates by poisson.test, that is binom.test on the split of the events. Its upper
# proportion loses digits next to 1, and it takes whole numbers only: the ends are reckoned from its
# beta quantiles, of the smaller side, and held against it.
source("oracle.R")

exposures <- rbind(c(1, 1), c(1000, 250), c(31.5, 3e6))
counts <- rbind(c(0, 1), c(1, 0), c(0, 9), c(9, 0), c(1, 1), c(2, 5), c(10, 10), c(11, 31), c(120, 95),
                c(1000, 1100), c(1, 100000), c(250000, 3), c(1e6, 1.002e6))
whole <- cbind(counts[rep(seq_len(nrow(counts)), each = 3), ], exposures[rep(1:3, nrow(counts)), ])
real <- rbind(c(0.3333, 1.2, 40, 55), c(0.05, 7.4, 10, 9), c(0.02, 0.03, 1, 2), c(33.3, 47.62, 310.4, 512.9),
              c(0, 0.6, 3, 3), c(0.6, 0, 3, 3), c(2.5, 1e5, 7, 2e5), c(1234.5, 1300.25, 1e-6, 1e-6))
large <- rbind(c(99999, 99998, 7, 7), c(1e5, 99999, 7, 7), c(100001, 2e6, 1, 3), c(99999.5, 5e7, 2, 900),
               c(1e9, 1e9, 1e9, 1e9), c(1e9, 999900000, 4e9, 4e9), c(1, 1e9, 1e9, 1e9), c(3, 2, 1e9, 1e9))
none <- rbind(c(0, 0, 1, 1), c(1, 1, 0, 1), c(1, 1, 1, 0), c(0, 0, 0, 0))
cases <- as.data.frame(rbind(whole, real, large, none))
names(cases) <- c("now_events", "before_events", "now_n", "before_n")
cases <- cases[rep(seq_len(nrow(cases)), each = 2), ]
cases$confidence <- c(0.95, 0.998)

# Odds p / (1 - p) of the quantile, from p or from 1 - p, whichever is smaller.
odds <- function(alpha, a, b) {
    p <- qbeta(alpha, a, b)
    if (p < 0.5) p / (1 - p) else {
        rest <- qbeta(alpha, b, a, lower.tail = FALSE)
        (1 - rest) / rest
    }
}
ratio <- function(x, y, n, m, confidence) {
    if (n == 0 || m == 0 || x + y == 0)
        return(rep(NA, 3))
    alpha <- (1 - confidence) / 2
    low <- if (x == 0) 0 else odds(alpha, x, y + 1) * m / n
    high <- if (y == 0) NA else m / n / odds(alpha, y, x + 1)
    if (x == round(x) && y == round(y) && x + y < 1e5) {
        test <- poisson.test(c(x, y), c(n, m), conf.level = confidence)
        stopifnot(all.equal(as.numeric(test$conf.int), c(low, if (y == 0) Inf else high),
                            tolerance = 1e-9))
    }
    c(if (y == 0) NA else x / n / (y / m), low, high)
}
figures <- do.call(mapply, c(ratio, unname(cases)))
cases$estimate <- figures[1, ]
cases$low <- figures[2, ]
cases$high <- figures[3, ]
oracle_write("rate_ratio", "poisson.test; qbeta. Empty: not computable. Relative tolerance 1e-9",
             cases)
