# Exact Poisson limits by poisson.test (through the gamma distribution), Byar's from the formula of
# Breslow and Day.
source("oracle.R")

cases <- expand.grid(events = c(0, 1, 2, 3, 5, 8, 9, 10, 11, 25, 65, 100, 1000, 123456, 1e9),
                     confidence = c(0.95, 0.998))
exact <- mapply(function(events, confidence) poisson.test(events, conf.level = confidence)$conf.int,
                cases$events, cases$confidence)
cases$exact_low <- exact[1, ]
cases$exact_high <- exact[2, ]
# Beyond 500 events only the approximation is offered.
cases[cases$events > 500, c("exact_low", "exact_high")] <- NA

# Real numbers of events, as effective counts are: the gamma quantiles of poisson.test itself.
real <- expand.grid(events = c(0.004, 0.09, 0.11, 0.2, 0.249, 0.25, 0.5, 1.5, 3.3333333333333335, 9.99, 10.01, 47.6),
                    confidence = c(0.95, 0.998))
alpha <- (1 - real$confidence) / 2
real$exact_low <- qgamma(alpha, real$events)
real$exact_high <- qgamma(1 - alpha, real$events + 1)
cases <- rbind(cases, real)

byar <- function(o, z) o * (1 - 1 / (9 * o) + z / (3 * o^0.5))^3
z <- qnorm((1 + cases$confidence) / 2)
cases$byar_low <- ifelse(cases$events == 0, 0, pmax(0, byar(cases$events, -z)))
cases$byar_high <- byar(cases$events + 1, z)
cases$source <- "R"

published <- data.frame(events = c(65, 1), confidence = 0.95,
                        exact_low = c(NA, 0.025317807984289897),
                        exact_high = c(NA, 5.571643390938898),
                        byar_low = c(50.163187710459454, NA),
                        byar_high = c(82.849138545939837, NA), source = "PHEindicatormethods")
oracle_write("poisson", "poisson.test, qgamma; Byar. Relative tolerance 1e-9",
             rbind(cases, published))
