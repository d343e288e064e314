/** Of one file. */
export const MOST_BYTES = 1_048_576
export const MOST_ROWS = 5_000
/** That one person gets by imports: more is a list nobody keeps. */
export const MOST_EACH = 20
/** For which a file that nobody finished is kept. */
export const HELD_HOURS = 168
/** In which drafts that nobody touched can be taken back. */
export const UNDONE_DAYS = 30
