/** When something was promised: first and last day, YYYY-MM-DD, both counted. */
export type Span = { startsOn: string, dueOn: string }

const DAY_MS = 86_400_000

/** Days from one to another, both counted: from a day to itself is 1. Before it begins, 0 or less. */
export const daysOf = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS + 1

/**
 * Whether an item counts in the quarter that ends on `lastDay`: by then it has run 30 days, or a quarter of its planned time (design §6).
 * By calendar alone, so that no act takes an item out. What is open at the opening of a whole quarter always counts.
 */
export const eligible = ({ startsOn, dueOn }: Span, lastDay: string): boolean => {
  const elapsed = daysOf(startsOn, lastDay)
  return elapsed >= 30 || (elapsed >= 1 && 4 * elapsed >= daysOf(startsOn, dueOn))
}
