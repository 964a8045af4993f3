# The rising factorial and its derivatives: for whole x by summing over its factors, for real x by
# lgamma, digamma and trigamma where these leave enough digits.
source("oracle.R")

whole <- expand.grid(a = c(1e-8, 0.01, 0.7, 3, 11.5, 12, 12.5, 40, 1e3, 1e6, 1e9, 1e13), x = c(0, 1, 2, 7, 100, 54321))
sums <- mapply(function(a, x) {
    k <- seq_len(x) - 1
    c(sum(1 / (a + k)), sum(1 / (a + k)^2), sum(log1p(k / a)), sum(k / (a * (a + k))))
}, whole$a, whole$x)

real <- expand.grid(a = c(1e-6, 0.02, 0.5, 2.3), x = c(0.05, 0.3, 1.5, 17.25, 1e4 + 0.125))
real <- rbind(real, expand.grid(a = c(0.02, 2.3, 40, 1e3, 1e5), x = 1e9 + 0.5))
a <- real$a
x <- real$x
functions <- rbind(digamma(a + x) - digamma(a), trigamma(a) - trigamma(a + x),
                   lgamma(a + x) - lgamma(a) - x * log(a), x / a - (digamma(a + x) - digamma(a)))

table <- cbind(rbind(whole, real), t(cbind(sums, functions)))
names(table) <- c("a", "x", "slope", "curvature", "excess", "excess_fall")
oracle_write("rising_factorial", "Sums over k < x; lgamma, digamma, trigamma. Relative tolerance 1e-11", table)
