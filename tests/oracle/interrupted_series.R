# Segmented quasi-Poisson regressions by glm: one row a case, points as lists.
source("oracle.R")
set.seed(20260603)

# One series of `periods`, entering in `entry` (-1 never).
series <- function(k, entry, periods, season = 4, rate = 0.2, exposure = 1000, trend = 0.01, level = 1,
                   slope = 1, phi = 1, seasonal = 0.1) {
    t <- seq_len(periods) - 1
    x <- round(exposure * exp(rnorm(periods, 0, 0.05)))
    since <- ifelse(entry >= 0 & t >= entry, t - entry, NA)
    mean <- x * rate * exp(trend * t + seasonal * sin(2 * pi * t / max(season, 2))) *
        ifelse(is.na(since), 1, level * slope^since)
    y <- if (phi == 1) rpois(periods, mean) else rnbinom(periods, mu = mean, size = mean / (phi - 1))
    data.frame(series = k, entry = entry, period = t, season = t %% season, events = y, exposure = x)
}
both <- function(...) do.call(rbind, list(...))

cases <- list(
    series(0, 6, 12, 1),
    series(0, 8, 16),
    series(0, 8, 16, level = 0.8),
    series(0, 8, 16, level = 0.9, slope = 0.97, phi = 4),
    series(0, 12, 36, 12, phi = 2),
    series(0, 4, 10, 2, level = 1.3),
    both(series(0, 4, 8), series(1, -1, 8, exposure = 20000)),
    both(series(0, 4, 8, level = 0.8), series(1, 5, 8, level = 0.8, rate = 0.3), series(2, -1, 8, exposure = 9000)),
    both(series(0, 2, 12), series(1, 4, 12, exposure = 100), series(2, 9, 12, exposure = 5000)),
    both(series(0, 3, 9, 1, rate = 0.02), series(1, 5, 9, 1, rate = 0.9), series(2, -1, 9, 1), series(3, -1, 9, 1)),
    both(series(0, 4, 8, rate = 40), series(1, -1, 8, rate = 35)),
    both(series(3, 4, 8), series(7, -1, 8)),
    series(0, 6, 12, 1, exposure = 10, rate = 0.3),
    series(0, 6, 12, 1, exposure = 1e7),
    series(0, 5, 11, 1, trend = -0.2, slope = 1.1),
    series(0, 8, 16, seasonal = 1),
    both(series(0, 10, 20, phi = 8), series(1, 12, 20, phi = 8), series(2, -1, 20, phi = 8)),
    both(series(0, 1, 8), series(1, 6, 8), series(2, -1, 8)))
zeros <- series(0, 6, 12, 1, exposure = 20, rate = 0.05)
gaps <- both(series(0, 4, 10), series(1, -1, 10)); gaps$exposure[c(2, 15)] <- 0; gaps$events[c(2, 15)] <- 0
money <- both(series(0, 4, 10, 2), series(1, -1, 10, 2)); money$events <- money$events * 37.55
short <- series(0, 3, 7)                                   # as many points as coefficients, and fewer
late <- series(0, 11, 12, 1)                # one period after: slope cannot be told
silent <- series(0, 6, 12, 1); silent$events[silent$period < 6] <- 0
before <- both(series(0, 0, 12, 1))                        # nothing before the entry
no_entry <- series(0, -1, 12, 1)
cases <- c(cases, list(zeros, gaps, money, short, late, silent, before, no_entry))

answer <- function(d) {
    none <- data.frame(level = NA, level_low = NA, level_high = NA, level_p = NA, slope = NA, slope_low = NA,
                       slope_high = NA, slope_p = NA, dispersion = NA, degrees = NA)
    d <- d[d$exposure > 0, ]
    entered <- d$entry >= 0
    after <- entered & d$period >= d$entry
    d$post <- 1 * after
    d$since <- ifelse(after, d$period - d$entry, 0)
    terms <- c("offset(log(exposure))", if (length(unique(d$series)) > 1) "factor(series)",
               if (length(unique(d$season)) > 1) "factor(season)",
               if (any(entered)) "I(period * entered)", if (!all(entered)) "I(period * !entered)", "post", "since")
    d$entered <- entered
    columns <- length(unique(d$series)) + length(unique(d$season)) - 1 + any(entered) + any(!entered) + 2
    if (nrow(d) <= columns || sum(d$events[after]) == 0 || sum(d$events[entered & !after]) == 0) return(none)
    fit <- suppressWarnings(glm(reformulate(terms, "events"), quasipoisson, d,
                                control = glm.control(epsilon = 1e-14, maxit = 200)))
    if (anyNA(coef(fit))) return(none)
    s <- summary(fit)
    ends <- function(name) coef(fit)[name] + c(-1, 1) * qt(0.975, fit$df.residual) * s$coefficients[name, 2]
    data.frame(level = exp(coef(fit)["post"]), level_low = exp(ends("post")[1]), level_high = exp(ends("post")[2]),
               level_p = s$coefficients["post", 4], slope = exp(coef(fit)["since"]),
               slope_low = exp(ends("since")[1]), slope_high = exp(ends("since")[2]),
               slope_p = s$coefficients["since", 4], dispersion = s$dispersion, degrees = fit$df.residual)
}
rows <- lapply(cases, function(d) cbind(as.data.frame(lapply(d, oracle_list)), answer(d)))
oracle_write("interrupted_series", "glm(family = quasipoisson), intervals by t. Relative tolerance 1e-6",
             do.call(rbind, rows))
