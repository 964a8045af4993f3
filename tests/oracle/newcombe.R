# Newcombe's hybrid score interval for a difference of proportions from the limits of prop.test, whose
# formula is its own, against the table of his paper and a published set.
source("oracle.R")

cases <- rbind(
    data.frame(x = c(56, 9, 6, 5, 0, 0, 10, 10), n = c(70, 10, 7, 56, 10, 10, 10, 10),
               y = c(48, 3, 2, 0, 0, 0, 0, 0), m = c(80, 10, 7, 29, 20, 10, 20, 10)),
    data.frame(x = c(0, 1, 1, 0, 1), n = c(1, 1, 1, 1, 2), y = c(1, 0, 1, 0, 1), m = c(1, 1, 1, 1, 2)),
    data.frame(x = c(18, 12, 40, 33, 7), n = c(129, 131, 40, 33, 80),
               y = c(17, 12, 39, 33, 14), m = c(140, 131, 41, 50, 160)),
    # Effective sizes.
    data.frame(x = c(3.7, 0.4, 12.25, 1e-3), n = c(21.3, 8.6, 12.25, 7),
               y = c(5.1, 0, 3.125, 0.7), m = c(18.9, 4.3, 9.5, 0.7)),
    # A billion, and proportions next to 0 and 1.
    data.frame(x = c(5e8, 1, 137, 0, 1e9, 999999999, 3), n = 1e9,
               y = c(500020000, 2, 250, 0, 1e9, 1e9, 2), m = c(1e9, 1e9, 1e9, 1e9, 1e9, 1e9, 5)))
cases <- cases[rep(seq_len(nrow(cases)), each = 3), ]
cases$confidence <- c(0.95, 0.998, 0.5)

wilson <- function(x, n, confidence)
    suppressWarnings(prop.test(x, n, conf.level = confidence, correct = FALSE))$conf.int
newcombe <- function(x, n, y, m, confidence) {
    one <- wilson(x, n, confidence)
    two <- wilson(y, m, confidence)
    p <- x / n
    q <- y / m
    c(p - q, p - q - sqrt(sum((c(p, q) - c(one[1], two[2]))^2)),
      p - q + sqrt(sum((c(p, q) - c(one[2], two[1]))^2)))
}
figures <- do.call(mapply, c(newcombe, unname(cases)))
cases$estimate <- figures[1, ]
cases$low <- figures[2, ]
cases$high <- figures[3, ]

# Newcombe 1998, table II, method 10: four decimals.
table <- rbind(c(0.0524, 0.3339), c(0.1705, 0.8090), c(0.0582, 0.8062), c(-0.0381, 0.1926),
               c(-0.1611, 0.2775), c(-0.2775, 0.2775), c(0.6791, 1), c(0.6075, 1))
ours <- cases[cases$confidence == 0.95, c("low", "high")][1:8, ]
stopifnot(max(abs(ours - table)) <= 0.5001e-4)

cases$source <- "prop.test"
published <- data.frame(x = 56, n = 70, y = 48, m = 80, confidence = 0.95, estimate = 0.2,
                        low = 0.05243147240, high = 0.33387265404, source = "published")
cases <- rbind(cases, published)
names(cases)[1:4] <- c("now_events", "now_n", "before_events", "before_n")
oracle_write("newcombe", "prop.test(correct = FALSE); Newcombe 1998. Tolerance 1e-9 of the larger proportion or the width",
             cases)
