import { daysBetween } from '../commitment/days.ts'

/** Days are texts, YYYY-MM-DD: they sort and compare as they stand. */
export type Day = string

/** Days of a span, its first and its last one counted; 0 where it ends before it begins. */
export const daysIn = (first: Day, last: Day): number => Math.max(0, daysBetween(first, last) + 1)

/** The first day of the month that lies so many months after the one of `day`. */
export function firstOfMonth (day: Day, months = 0): Day {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
}

export const monthOf = (day: Day): number => Number(day.slice(5, 7))
