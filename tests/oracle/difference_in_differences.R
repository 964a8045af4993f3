# Difference in differences by period of entry: cells by weighted means, clustered variances from the
# parts of single doctors, relabelling by listing every way. Two tables: the doctors of each case, and
# the answers.
source("oracle.R")
set.seed(20260602)
MOST <- 1999

# One panel: by doctor the period of entry (from 0; -1 never) and the cluster; x and y by period.
panel <- function(cohort, cluster, periods, effect = 0, level = 0.3, volume = 40, between = 0.05) {
    n <- length(cohort)
    shift <- rnorm(max(cluster) + 1, 0, between)
    x <- matrix(rpois(n * periods, volume), n)
    own <- rnorm(n, 0, 0.04)
    y <- x
    for (t in seq_len(periods)) {
        chance <- level + own + shift[cluster + 1] * t / periods + 0.01 * t +
            effect * (cohort >= 0 & t - 1 >= cohort)
        y[, t] <- rbinom(n, x[, t], pmin(pmax(chance, 0), 1))
    }
    list(cohort = cohort, cluster = cluster, x = x, y = y)
}
clusters <- function(sizes, first = 0) rep(first + seq_along(sizes) - 1, sizes)

few <- function(entries, sizes, controls, periods, ...) {
    cohort <- c(rep(entries, sizes), rep(-1, sum(controls)))
    panel(cohort, c(clusters(sizes), clusters(controls, length(sizes))), periods, ...)
}
mixed <- function(entries, sizes, controls, periods, ...) {
    p <- few(rep(1, length(sizes)), sizes, controls, periods, ...)
    p$cohort[p$cohort >= 0] <- entries
    p
}
without <- function(p, cells) { p$x[cells] <- 0; p }
many <- function(g, periods, ...) few(rep(2:(periods - 1), length.out = g), rep(2, g), rep(2, 33), periods, ...)

cases <- list(
    few(c(2, 2, 2), c(3, 3, 3), c(3, 3, 3), 4, effect = -0.1),
    few(c(1, 2, 3), c(3, 3, 3), c(4, 4, 4), 5),
    few(c(2, 2, 3, 3), c(2, 3, 4, 5), c(6, 7, 8), 6, effect = 0.2),
    few(c(1, 1), c(5, 5), c(5, 5, 5, 5), 2),
    few(c(2, 3), c(1, 1), c(1, 1, 1, 1), 5, volume = 200),
    few(c(2, 2), c(4, 4), c(4, 4), 4),
    few(2, 6, c(4, 4, 4), 5),
    few(c(2, 2, 3), c(3, 3, 3), 9, 5),
    few(c(0, 2, 2), c(3, 3, 3), c(3, 3, 3), 4),
    few(c(3, 3, 3), c(2, 2, 2), c(2, 2, 2), 4),
    few(c(1, 1, 1), c(2, 2, 2), c(2, 2, 2), 4),
    mixed(c(2, 3, 3, 2, 2, 4, 2, 3, 4), c(3, 3, 3), c(3, 4, 5), 6),
    mixed(c(2, 2, 3, 3, 2, 2, 3, 3), c(4, 4), c(4, 2, 3), 5, effect = -0.2),
    without(few(c(2, 2, 3), c(3, 3, 3), c(3, 3, 3), 5), c(2, 13, 27, 40, 55, 61, 70, 88)),
    without(few(c(2, 2), c(2, 2), c(2, 2, 2), 4), cbind(1:4, 2)),
    without(few(c(2, 2), c(2, 2), c(2, 2, 2), 4), cbind(rep(5:10, 4), rep(1:4, each = 6))),
    few(c(2, 2, 2), c(3, 3, 3), c(3, 3, 3), 4, between = 0, level = 0.9, volume = 5),
    many(30, 5), many(31, 5, effect = -0.1), many(36, 4, between = 0),
    without(many(32, 6, effect = 0.05), sample(65 * 6, 60)),
    few(c(4, 8, 6), c(3, 3, 3), c(3, 3, 3), 10, effect = 0.1),
    few(c(2, 2, 2, 2), c(2, 2, 2, 2), c(2, 2, 2, 2), 4, effect = -0.1, volume = 1000))
money <- few(c(2, 2, 3), c(4, 4, 4), c(4, 4, 4, 4), 5, volume = 300)
money$y <- money$x * matrix(rlnorm(length(money$x), 3, 0.2), nrow(money$x))
flat <- few(c(1, 1), c(2, 2), c(2, 2), 3)
flat$y <- flat$x / 4
cases <- c(cases, list(money, flat))

# Mean over cells (g, t) with t - g in `events`; NULL where no cell has doctors on both sides. `v` are
# the values by doctor and period, `cohort` the labels that are tried.
compare <- function(p, cohort, v, events) {
    periods <- ncol(v)
    cells <- expand.grid(g = sort(unique(cohort[cohort > 0])), t = seq_len(periods) - 1)
    cells <- cells[(cells$t - cells$g) %in% events, ]
    parts <- list()
    for (k in seq_len(nrow(cells))) {
        g <- cells$g[k]; t <- cells$t[k]
        change <- v[, t + 1] - v[, g]
        w <- ifelse(is.na(change), 0, p$x[, g])
        change[is.na(change)] <- 0
        treated <- w * (cohort == g); never <- w * (cohort == -1)
        if (sum(treated) > 0 && sum(never) > 0)
            parts[[length(parts) + 1]] <- list(change = change, treated = treated, never = never,
                                               control = sum(never * change) / sum(never))
    }
    if (length(parts) == 0) return(NULL)
    total <- sum(sapply(parts, function(a) sum(a$treated)))
    estimate <- sum(sapply(parts, function(a) sum(a$treated * (a$change - a$control)))) / total
    own <- Reduce(`+`, lapply(parts, function(a) (a$treated * (a$change - a$control - estimate) -
        sum(a$treated) * a$never * (a$change - a$control) / sum(a$never)) / total))
    seen <- Reduce(`|`, lapply(parts, function(a) a$treated + a$never > 0))
    sums <- rowsum(own[seen], p$cluster[seen])
    side <- tapply(cohort[seen] == -1, p$cluster[seen], all)[rownames(sums)]
    list(estimate = estimate, sums = c(sums), never = unname(side), seen = seen)
}
spread <- function(a, b = a) {
    total <- 0
    for (side in c(FALSE, TRUE)) {
        n <- sum(a$never == side)
        total <- total + if (n < 2) NA else n / (n - 1) * sum((a$sums * b$sums)[a$never == side])
    }
    total
}

# Every way to hand out the clusters' entries anew.
ways <- function(labels) {
    if (length(labels) == 1) return(list(labels))
    do.call(c, lapply(unique(labels), function(first)
        lapply(ways(labels[-match(first, labels)]), function(rest) c(first, rest))))
}
n_ways <- function(labels) exp(lfactorial(length(labels)) - sum(lfactorial(table(labels))))
entries <- function(p) tapply(p$cohort, p$cluster, sort, simplify = FALSE)
classes <- function(e) vapply(e, function(a) if (length(unique(a)) == 1) paste(a[1]) else
    paste(a, collapse = " "), "")
relabel <- function(p, e, source) {
    cohort <- p$cohort
    for (k in seq_along(e)) {
        rows <- which(p$cluster == as.integer(names(e)[k]))
        rows <- rows[order(p$cohort[rows])]
        from <- e[[source[k]]]
        cohort[rows] <- from[floor((seq_along(rows) - 1) * length(from) / length(rows)) + 1]
    }
    cohort
}

# Where the share of labellings as extreme as the actual one passes 5 %, outwards from the estimate:
# candidates are the effects at which a labelling's t equals the actual one's.
bounds <- function(actual, tried) {
    t2 <- function(a, d) (a[1] - d * a[2])^2 / (a[3] - 2 * d * a[4] + d^2 * a[5])
    share <- function(d) mean(sapply(tried, function(a) t2(a, d) >= t2(actual, d) * (1 - 1e-9)))
    roots <- unlist(lapply(tried, function(a) {
        # (e - d f)^2 V = (E - d)^2 (v - 2 d c + d^2 w), in powers of d
        left <- c(a[1]^2, -2 * a[1] * a[2], a[2]^2, 0, 0) * actual[3]
        q <- c(a[3], -2 * a[4], a[5])
        right <- c(actual[1]^2, -2 * actual[1], 1, 0, 0)
        right <- right[1] * c(q, 0, 0) + right[2] * c(0, q, 0) + right[3] * c(0, 0, q)
        poly <- left - right
        scale <- sqrt(actual[3])
        poly <- poly * scale^(0:4)
        if (max(abs(poly)) < 1e-12 * actual[3] * (actual[1]^2 + actual[3])) return(NULL)
        r <- polyroot(poly) * scale
        Re(r[abs(Im(r)) < 1e-6 * (abs(r) + scale)])
    }))
    found <- c(NA, NA)
    for (side in 1:2) {
        sign <- c(-1, 1)[side]
        d <- sort(unique(sign * (roots - actual[1])))
        d <- d[d > 1e-7 * sqrt(actual[3])]
        for (k in seq_along(d)) {
            beyond <- if (k < length(d)) (d[k] + d[k + 1]) / 2 else d[k] * 2
            if (k < length(d) && d[k + 1] - d[k] < 1e-6 * d[k]) next
            if (share(actual[1] + sign * beyond) <= 0.05 + 1e-12) { found[side] <- actual[1] + sign * d[k]; break }
        }
    }
    found
}
# Newton's method on the crossing, since polyroot is good to about 1e-7 only.
polish <- function(actual, tried, bound) {
    if (is.na(bound)) return(NA)
    t2 <- function(a, d) (a[1] - d * a[2])^2 / (a[3] - 2 * d * a[4] + d^2 * a[5])
    width <- 1e-5 * abs(bound - actual[1])
    crossing <- function(a) {
        f <- function(d) sqrt(t2(a, d)) - sqrt(t2(actual, d))
        if (is.nan(f(bound - width)) || is.nan(f(bound + width)) || f(bound - width) * f(bound + width) >= 0) NA else
            uniroot(f, bound + c(-width, width), tol = 1e-16 * width)$root
    }
    r <- unlist(lapply(tried, crossing))
    r <- r[!is.na(r)]
    r[which.min(abs(r - bound))]
}

term <- function(p, events) {
    v <- ifelse(p$x > 0, p$y / p$x, NA)
    actual <- compare(p, p$cohort, v, events)
    answer <- list(estimate = NA, low = NA, high = NA, p = NA, entered = 0, never = 0,
                   clusters_entered = 0, clusters_never = 0, relabelled = 0)
    if (is.null(actual)) return(answer)
    answer$estimate <- actual$estimate
    answer$entered <- sum(actual$seen & p$cohort >= 0)
    answer$never <- sum(actual$seen & p$cohort == -1)
    answer$clusters_entered <- sum(!actual$never)
    answer$clusters_never <- sum(actual$never)
    n <- c(answer$clusters_entered, answer$clusters_never)
    if (min(n) < 2 || spread(actual) < 1e-25) return(answer)
    if (min(n) >= 30) {
        parts <- sapply(c(FALSE, TRUE), function(s) { u <- actual$sums[actual$never == s]; length(u) / (length(u) - 1) * sum(u^2) })
        df <- sum(parts)^2 / sum(parts^2 / (n - 1))
        answer[c("low", "high")] <- actual$estimate + c(-1, 1) * qt(0.975, df) * sqrt(sum(parts))
        answer$p <- 2 * pt(-abs(actual$estimate) / sqrt(sum(parts)), df)
        return(answer)
    }
    e <- entries(p)
    labels <- match(classes(e), classes(e))
    answer$relabelled <- 1
    if (n_ways(labels) > MOST + 0.5) return(c(answer, chance = 1))
    t <- col(p$x) - 1
    effect <- if (min(events) >= 0) 1 * (p$cohort >= 0 & t >= p$cohort) else 1 * (p$cohort >= 0 & t <= p$cohort - 2)
    effect[p$x == 0] <- NA
    tried <- lapply(ways(labels), function(source) {
        cohort <- relabel(p, e, source)
        a <- compare(p, cohort, v, events)
        if (is.null(a)) return(rep(NA, 5))
        b <- compare(p, cohort, effect, events)
        c(a$estimate, b$estimate, spread(a), spread(a, b), spread(b))
    })
    if (anyNA(unlist(tried))) stop("a labelling without comparison is not foreseen here")
    own <- c(actual$estimate, 1, spread(actual), 0, 0)
    answer$p <- mean(sapply(tried, function(a) a[1]^2 / a[3] >= (1 - 1e-9) * own[1]^2 / own[3]))
    b <- bounds(own, tried)
    if (!anyNA(b)) answer[c("low", "high")] <- c(polish(own, tried, b[1]), polish(own, tried, b[2]))
    answer
}

doctors <- list(); answers <- list()
for (k in seq_along(cases)) {
    p <- cases[[k]]
    periods <- ncol(p$x)
    doctors[[k]] <- data.frame(case = k, cohort = p$cohort, cluster = p$cluster,
        numerators = apply(p$y, 1, oracle_list), denominators = apply(p$x, 1, oracle_list))
    terms <- list(after = 0:(periods - 1), before = -(periods:2), `event 0` = 0, `event 1` = 1, `event -2` = -2)
    for (name in names(terms)) {
        a <- term(p, terms[[name]])
        if (!is.null(a$chance)) next
        answers[[length(answers) + 1]] <- data.frame(case = k, term = name, a)
    }
    for (g in sort(unique(p$cohort[p$cohort > 0]))) for (t in 0:(periods - 1)) {
        keep <- p$cohort %in% c(g, -1)
        v <- ifelse(p$x > 0, p$y / p$x, NA)
        a <- compare(list(cluster = p$cluster[keep], x = p$x[keep, , drop = FALSE]), p$cohort[keep],
                     v[keep, , drop = FALSE], t - g)
        answers[[length(answers) + 1]] <- data.frame(case = k, term = paste("cell", g, t),
            estimate = if (is.null(a)) NA else a$estimate, low = NA, high = NA, p = NA, entered = NA, never = NA,
            clusters_entered = NA, clusters_never = NA, relabelled = NA)
    }
}
oracle_write("difference_in_differences_doctors", "Made-up panels: one row a doctor", do.call(rbind, doctors))
oracle_write("difference_in_differences", "Relative tolerance 1e-9; 1e-6 for ends found by relabelling",
             do.call(rbind, answers))
