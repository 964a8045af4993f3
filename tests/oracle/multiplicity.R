# Benjamini and Hochberg's adjusted p-values by p.adjust. An empty place in a list is written nan.
source("oracle.R")
set.seed(20260701)

cases <- list(
    numeric(0), 0.03, 1, 0, NA, c(0.01, 0.02, 0.03, 0.04, 0.05), c(0.05, 0.04, 0.03, 0.02, 0.01),
    rep(0.04, 6), rep(1, 5), rep(0, 4), c(0.5, NA, 0.01), c(NA, NA, NA), c(0.01, 0.01, 0.02, 0.9, 0.9),
    c(1e-300, 1e-20, 0.5), c(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459,
                             0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1),
    c(0.04, 0.99, 0.98), runif(12), runif(300), round(runif(50), 1), c(runif(40), runif(10)^8),
    c(NA, round(rbeta(30, 0.3, 2), 3), NA), rbeta(100, 0.1, 1), c(2e-3, 1 - 1e-16, 0.2))
list_of <- function(x) gsub("NaN|NA", "nan", oracle_list(x))
oracle_write("multiplicity", "p.adjust(method = BH). Relative tolerance 1e-9", data.frame(
    p = vapply(cases, list_of, ""),
    adjusted = vapply(cases, function(p) list_of(p.adjust(p, method = "BH")), "")))
