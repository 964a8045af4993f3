# Shared by the scripts beside it: each writes one table of answers computed without any code of
# this project, to the folder in ORACLE_OUT, else beside itself. Numbers carry 17 digits.
oracle_number <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))

oracle_list <- function(x) paste(sprintf("%.17g", x), collapse = " ")

oracle_write <- function(name, source, table) {
    numeric <- vapply(table, is.numeric, TRUE)
    table[numeric] <- lapply(table[numeric], oracle_number)
    path <- file.path(Sys.getenv("ORACLE_OUT", "."), paste0(name, ".csv"))
    version <- paste(R.version$major, R.version$minor, sep = ".")
    lines <- c(paste0("# R ", version, ". ", source), paste(names(table), collapse = ","),
               do.call(paste, c(table, sep = ",")))
    writeLines(lines, path)
}
