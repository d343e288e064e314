# What R says of the three trees: n, mean and standard deviation of the half-rule score of every factor in every unit.
#   Rscript tests/data/expected.R        writes tests/data/expected/*.r.json   (committed: tests need no R)
# Needs base R; psych and multilevel are loaded only to compare with an independent reverse-scoring and to name their versions.
# A unit is all people whose path starts with its path; the root's path is empty.
suppressMessages({ library(psych); library(multilevel) })
here <- dirname(normalizePath(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))))

number <- function (x) if (length(x) == 0 || is.na(x)) "null" else sprintf("%.15g", x)
text <- function (x) sprintf('"%s"', x)

# Scores of people: reverse as (min + max) - x, mean of what was answered, missing below half of the items.
scores <- function (frame, items, reversed, low, high) {
  x <- as.matrix(frame[items])
  keys <- ifelse(items %in% reversed, -1, 1)
  mine <- x
  for (j in which(keys < 0)) mine[, j] <- low + high - x[, j]
  psychs <- reverse.code(keys, x, mini = rep(low, length(items)), maxi = rep(high, length(items)))
  stopifnot(all.equal(unname(mine), unname(as.matrix(psychs))))
  answered <- rowSums(!is.na(mine))
  ifelse(answered >= ceiling(length(items) / 2), rowMeans(mine, na.rm = TRUE), NA)
}

cell <- function (values) {
  values <- values[!is.na(values)]
  sprintf('{ "n": %d, "mean": %s, "sd": %s }', length(values),
          number(if (length(values) > 0) mean(values) else NA), number(if (length(values) > 1) sd(values) else NA))
}

write_expected <- function (name, path_columns, factors, index) {
  frame <- read.csv(file.path(here, paste0(name, ".csv")), na.strings = c("", "NA"))
  people <- lapply(factors, function (f) scores(frame, f$items, f$reversed, f$min, f$max))
  if (index) people$index <- rowMeans(do.call(cbind, people))
  cells <- lapply(path_columns, function (column) ifelse(is.na(frame[[column]]), "", as.character(frame[[column]])))
  paths <- lapply(seq_len(nrow(frame)), function (row) {
    path <- vapply(cells, function (column) column[row], "")
    path[cumsum(path == "") == 0]
  })
  prefixes <- unique(do.call(c, lapply(paths, function (path) lapply(0:length(path), function (depth) head(path, depth)))))
  key <- vapply(prefixes, paste, "", collapse = "/")
  units <- vapply(prefixes[order(key)], function (prefix) {
    inside <- vapply(paths, function (path) length(path) >= length(prefix) && all(path[seq_along(prefix)] == prefix), NA)
    values <- vapply(names(people), function (id) sprintf('%s: %s', text(id), cell(people[[id]][inside])), "")
    sprintf('    { "path": [%s], "people": %d, "factors": { %s } }', paste(text(prefix)[seq_along(prefix)], collapse = ", "), sum(inside), paste(values, collapse = ", "))
  }, "")
  version <- sprintf("%s; psych %s, multilevel %s", R.version.string, packageVersion("psych"), packageVersion("multilevel"))
  writeLines(c("{", sprintf('  "dataset": %s,', text(name)), sprintf('  "computedBy": %s,', text(version)), '  "units": [', paste(units, collapse = ",\n"), "  ]", "}"),
             file.path(here, "expected", paste0(name, ".r.json")))
}

army <- list(
  leadership = list(items = sprintf("LEAD%02d", 1:11), reversed = character(), min = 1, max = 5),
  hostility = list(items = sprintf("HOSTIL%02d", 1:5), reversed = character(), min = 0, max = 4),
  taskSignificance = list(items = sprintf("TSIG%02d", 1:3), reversed = character(), min = 1, max = 5)
)
five <- function (letter, reversed) list(items = paste0(letter, 1:5), reversed = reversed, min = 1, max = 6)
volunteers <- list(
  agreeableness = five("A", "A1"), conscientiousness = five("C", c("C4", "C5")), extraversion = five("E", c("E1", "E2")),
  neuroticism = five("N", character()), openness = five("O", c("O2", "O5"))
)
write_expected("lq2002", "COMPID", army, index = FALSE)
write_expected("thinned", c("BATTALION", "COMPID"), army, index = FALSE)
write_expected("bfi", c("gender", "education"), volunteers, index = TRUE)
