# The achievable benchmark by order and cumsum, for both directions; by hand: of 1/1, 9/10, 50/100 and
# 20/80 the highest three cover 111 of 191, the first two only 11; the lowest alone covers 80.
source("oracle.R")
set.seed(20260609)

draw <- function(k, n, p) {
    d <- n(k)
    list(x = rbinom(k, d, p(k)), d = d)
}
size <- function(mean) function(k) rpois(k, mean * rgamma(k, 1))
case <- function(x, d, share = 0.1) list(x = x, d = d, share = share)
cases <- list(
    case(c(1, 9, 50, 20), c(1, 10, 100, 80)), case(c(0, 1, 2, 3), c(10, 10, 10, 10)),
    case(c(1, 3, 5, 2), c(4, 10, 16, 7)), case(c(2, 2, 2, 2, 2), c(8, 8, 8, 8, 8), 0.3),
    case(c(1, 2, 1, 2, 3), c(4, 7, 4, 7, 10), 0.25), case(numeric(0), numeric(0)), case(c(0, 0), c(0, 0)),
    case(4, 9), case(0, 1), case(c(5, 0, 7), c(20, 0, 20)), case(rep(0, 12), 1:12), case(1:12, 1:12),
    case(c(3e8, 1e8, 2e8), c(1e9, 1e9, 1e9)), case(c(3, 1, 0, 2), rep(1e9, 4)),
    case(1:10, rep(7, 10)), case(1:10, rep(7, 10), 0.3), case(1:10, rep(7, 10), 1), case(10:1, rep(0.7, 10), 0.7),
    case(c(2.5, 0.7, 11.3, 4.1), c(7.9, 2.2, 30.1, 15.7)), case(c(40, 80, 3), c(12, 31, 2)),
    c(draw(40, size(60), function(k) rbeta(k, 3, 9)), share = 0.1),
    c(draw(300, size(200), function(k) rbeta(k, 20, 60)), share = 0.1),
    c(draw(300, size(3), function(k) rbeta(k, 2, 2)), share = 0.1),
    c(draw(100, size(30), function(k) rep(0.01, k)), share = 0.1),
    c(draw(25, size(1000), function(k) rbeta(k, 9, 1)), share = 0.5))

benchmark <- function(case, sign) {
    x <- case$x[case$d > 0]
    d <- case$d[case$d > 0]
    if (length(d) == 0) return(c(NA, 0, 0, 0))
    # To 13 digits: the same ratio of two other numbers is a tie.
    best <- order(sign * signif((x + 1) / (d + 2), 13), -d)
    covered <- cumsum(d[best]) / sum(d)
    taken <- best[seq_len(which(covered >= case$share - 1e-12)[1])]
    c(sum(x[taken]) / sum(d[taken]), length(taken), sum(x[taken]), sum(d[taken]))
}
rows <- lapply(cases, function(case) {
    answers <- rbind(benchmark(case, 1), benchmark(case, -1))
    data.frame(numerators = oracle_list(case$x), denominators = oracle_list(case$d), share = case$share,
               direction = c("lower", "higher"), value = answers[, 1], doctors = answers[, 2],
               numerator = answers[, 3], denominator = answers[, 4])
})
oracle_write("achievable", "order and cumsum. Relative tolerance 1e-9", do.call(rbind, rows))
