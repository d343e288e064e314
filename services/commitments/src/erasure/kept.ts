/** An import of people can be undone for 30 days (directory): until then somebody may come back to what is theirs. */
export const KEPT_DAYS = 31
