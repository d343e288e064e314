# What R says of quadratic weighted kappa (Cohen 1968): tables of what people (rows) and their bosses (columns) said of the same items, in steps of 0, 25, 50, 75, 100 %.
#   Rscript tests/data/kappa.R        writes tests/data/expected/kappa.r.json   (committed: tests need no R)
suppressMessages(library(psych))
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))))
table_of <- function (...) matrix(c(...), 5, 5, byrow = TRUE)
seeded <- function (seed, most) { set.seed(seed, kind = "Mersenne-Twister", sample.kind = "Rejection"); matrix(sample(0:most, 25, replace = TRUE), 5, 5) }
tables <- list(
  "bosses a step below" = table_of(4, 0, 0, 0, 0,  6, 5, 0, 0, 0,  0, 9, 7, 0, 0,  0, 0, 11, 8, 0,  0, 0, 0, 12, 9),
  "mostly agreed" = table_of(20, 3, 1, 0, 0,  2, 18, 4, 1, 0,  0, 3, 25, 5, 1,  0, 1, 4, 30, 6,  0, 0, 2, 5, 40),
  "ends only" = table_of(10, 0, 0, 0, 4,  0, 0, 0, 0, 0,  0, 0, 0, 0, 0,  0, 0, 0, 0, 0,  3, 0, 0, 0, 12),
  "one step that bosses never take" = table_of(5, 2, 0, 0, 0,  3, 0, 0, 1, 0,  0, 6, 0, 4, 0,  1, 0, 0, 7, 2,  0, 0, 0, 3, 9),
  "against each other" = table_of(0, 0, 1, 2, 9,  0, 1, 0, 8, 3,  0, 2, 6, 1, 0,  2, 7, 1, 0, 0,  8, 3, 0, 1, 0),
  "by chance" = seeded(1968, 9),
  "by chance, ten thousand items" = seeded(2026, 800)
)
lines <- vapply(names(tables), function (name) {
  counts <- tables[[name]]
  # Its own weights are the quadratic ones; given all the same, so that the file says what was asked.
  kappa <- cohen.kappa(counts, w = 1 - outer(0:4, 0:4, function (i, j) (i - j)^2) / 16)$weighted.kappa
  stopifnot(all.equal(kappa, cohen.kappa(counts)$weighted.kappa))
  sprintf('    { "name": "%s", "counts": [%s], "kappa": %.10f }', name, paste(apply(counts, 1, function (row) sprintf("[%s]", paste(row, collapse = ", "))), collapse = ", "), kappa)
}, "")
writeLines(c("{", sprintf('  "source": "Rscript tests/data/kappa.R: R %s, psych %s, cohen.kappa",', getRversion(), packageVersion("psych")), '  "tables": [', paste(lines, collapse = ",\n"), "  ]", "}"), file.path(here, "expected", "kappa.r.json"))
