import type { Hours } from './hours.ts'

/** What holds until the program office says otherwise. */
export const DEFAULT_RULES = { weeklyCap: 2, fromHour: 8, toHour: 18 }
export type Rules = typeof DEFAULT_RULES

export const hoursOf = ({ fromHour, toHour }: Rules, timeZone: string): Hours => ({ fromHour, toHour, timeZone })

/** Refusals of the mail server in a row after which a person's mail counts as said. */
export const MOST_TRIES = 10

const DAY_MS = 86_400_000
/** YYYY-MM-DD → the day so many days later; negative: earlier. */
export const plusDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
