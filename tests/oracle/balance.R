# Standardised differences at baseline: means and variances by stats::cov.wt.
source("oracle.R")
set.seed(20260601)

side <- function(values, weights = rep(1, length(values))) list(x = values, w = weights)
cases <- list(
    list(side(c(1, 2, 3)), side(c(2, 3, 4))),
    list(side(c(1, 2, 3)), side(c(1, 2, 3))),
    list(side(c(0.1, 0.4)), side(c(0.2, 0.3))),
    list(side(c(5, 5, 5)), side(c(4, 5, 6))),
    list(side(c(5, 5)), side(c(4, 4))),
    list(side(7), side(c(4, 4, 5))),
    list(side(c(4, 4, 5)), side(7)),
    list(side(numeric(0)), side(c(1, 2))),
    list(side(c(1, 2)), side(numeric(0))),
    list(side(c(0, 0, 0, 1)), side(c(0, 1, 1, 1, 1))),
    list(side(c(1e6, 1e6 + 1, 1e6 + 2)), side(c(1e6 - 3, 1e6, 1e6 + 4))),
    list(side(c(-3, 1, 8)), side(c(2, 9), c(1, 3))),
    list(side(rnorm(30, 10, 2)), side(rnorm(200, 9, 3), sample(1:5, 200, TRUE))),
    list(side(rexp(12, 0.01)), side(rexp(60, 0.02), sample(c(12, 3, 4), 60, TRUE))),
    list(side(runif(5)), side(runif(40), rep(c(2, 3), 20))),
    list(side(rbinom(25, 80, 0.2) / 80), side(rbinom(70, 80, 0.3) / 80, rep(25, 70))),
    list(side(rlnorm(9, 5)), side(rlnorm(9, 5), 1:9)),
    list(side(rnorm(6, 0, 1e-6)), side(rnorm(6, 0, 1e-6), runif(6, 0.1, 4))),
    list(side(rnorm(100), runif(100, 1, 2)), side(rnorm(100), runif(100, 1, 9))),
    list(side(c(2, 2, 2, 90)), side(c(2, 2, 3, 1), c(1, 1, 1, 100))),
    list(side(rpois(40, 300)), side(rpois(250, 280), rep(1:5, 50))),
    list(side(rpois(3, 2)), side(rpois(3, 2), c(0.5, 0.25, 0.25))))

mean_of <- function(s) if (length(s$x) == 0) NA else weighted.mean(s$x, s$w)
variance_of <- function(s) if (length(s$x) < 2) NA else
    cov.wt(matrix(s$x), s$w / sum(s$w), method = "unbiased")$cov[1, 1]
rows <- lapply(cases, function(case) {
    pooled <- (variance_of(case[[1]]) + variance_of(case[[2]])) / 2
    data.frame(entered = oracle_list(case[[1]]$x), entered_weights = oracle_list(case[[1]]$w),
               control = oracle_list(case[[2]]$x), control_weights = oracle_list(case[[2]]$w),
               mean_entered = mean_of(case[[1]]), mean_control = mean_of(case[[2]]),
               difference = if (is.na(pooled) || pooled == 0) NA else
                   (mean_of(case[[1]]) - mean_of(case[[2]])) / sqrt(pooled))
})
oracle_write("balance", "Weighted means, standardised difference by cov.wt. Relative tolerance 1e-9",
             do.call(rbind, rows))
