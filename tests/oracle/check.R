# Runs every script of this folder again and compares its tables with those that are kept: text
# equal, numbers within 1e-12. Prints each table; fails on the first difference.
#
#     Rscript tests/oracle/check.R
script <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
setwd(dirname(script))
out <- tempfile("oracle")
dir.create(out)
Sys.setenv(ORACLE_OUT = out)

for (script in setdiff(list.files(pattern = "[.]R$"), c("check.R", "oracle.R")))
    source(script, local = new.env())
for (script in list.files(pattern = "[.]py$"))
    stopifnot(system2("python3", script) == 0)

# Fields of numbers, of lists of numbers and of text.
same <- function(a, b) {
    x <- suppressWarnings(as.numeric(a))
    y <- suppressWarnings(as.numeric(b))
    close <- !is.na(x) & !is.na(y) & abs(x - y) <= 1e-12 * pmax(abs(x), abs(y), 1)
    all(a == b | close)
}
fields <- function(path) {
    lines <- readLines(path)
    unlist(strsplit(lines[!startsWith(lines, "#")], "[, ]"))
}
for (table in list.files(out)) {
    kept <- fields(table)
    made <- fields(file.path(out, table))
    if (length(kept) != length(made) || !same(kept, made))
        stop(table, " is not what its script makes")
    cat(table, "ok\n")
}
