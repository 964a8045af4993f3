# Wilson's score interval by prop.test without continuity correction, whose formula is its own.
source("oracle.R")

cases <- rbind(
    expand.grid(events = c(0, 1, 2, 5), n = c(5, 11, 60, 1000)),
    data.frame(events = c(5, 11, 60, 1000, 4, 10, 59, 999), n = rep(c(5, 11, 60, 1000), 2)),
    data.frame(events = c(0, 1, 65, 3.7, 0.4, 12.25, 0, 1, 1e-3),
               n = c(1, 1, 100, 21.3, 8.6, 12.25, 0.7, 2, 7)),
    data.frame(events = c(1, 0, 5e8, 1e9, 137), n = 1e9))
cases <- cases[rep(seq_len(nrow(cases)), each = 2), ]
cases$confidence <- c(0.95, 0.998)

ends <- mapply(function(events, n, confidence) {
    # The ends of prop.test are those of yates = 0: p and n only, real numbers welcome.
    suppressWarnings(prop.test(events, n, conf.level = confidence, correct = FALSE))$conf.int
}, cases$events, cases$n, cases$confidence)
cases$low <- ends[1, ]
cases$high <- ends[2, ]

# A tiny proportion loses its digits in that difference: the lower end is then the smaller root of
# the score equation, found by bisection on the score itself.
score_root <- function(events, n, confidence) {
    z <- qnorm(1 - (1 - confidence) / 2)
    p <- events / n
    f <- function(t) (p - t) / sqrt(t * (1 - t) / n) - z
    uniroot(f, c(p * 1e-6, p), tol = 1e-30, maxiter = 10000)$root
}
tiny <- cases$events > 0 & cases$events / cases$n < 1e-3
cases$low[tiny] <- mapply(score_root, cases$events[tiny], cases$n[tiny], cases$confidence[tiny])

published <- data.frame(events = 65, n = 100, confidence = 0.95,
                        low = 0.55254443296887967, high = 0.73635751756902468)
cases$source <- "prop.test"
published$source <- "PHEindicatormethods"
oracle_write("wilson", "prop.test(correct = FALSE); PHEindicatormethods. Relative tolerance 1e-9",
             rbind(cases, published))
