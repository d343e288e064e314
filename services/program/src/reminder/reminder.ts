/** Days from one reminder of a person to the next. */
export const REST_DAYS = 7
/** Refusals of the mail server after which one person is not tried again. */
export const MOST_TRIES = 30
/** Fewer would make its counts tell of single people. */
export const FEWEST_PEOPLE = 5

export type State = { vision: string | null, changes: readonly string[], next: { what: string, day: string } | null }

const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** A text to begin with, from the state of the program: why, where we are, what comes next. What is not known is left out, and nothing is made up. */
export function suggestionOf ({ vision, changes, next }: State): { subject: string, text: string } {
  const parts = [
    vision === null ? [] : [`Why we do this: ${vision}`],
    changes.length === 0 ? [] : [`What changed in the last seven days:\n${changes.map(change => `– ${change}`).join('\n')}`],
    next === null ? [] : [`Next: ${next.what}, by ${days.format(new Date(`${next.day}T00:00:00Z`))}.`]
  ].flat()
  return { subject: 'Where we are, and why', text: cut(parts.join('\n\n')) }
}

const cut = (text: string) => text.length <= 2000 ? text : `${text.slice(0, 1999)}…`
