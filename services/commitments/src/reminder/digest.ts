/** `duty`: somebody else waits for it, so it cannot be switched off. */
export type Matter = {
  kind: 'self-review' | 'boss-review' | 'answer' | 'dispute' | 'own-dispute' | 'silent-boss' | 'taking-over' | 'due' | 'none-yet'
  /** The same matter has the same key, however often it is brought up. */
  key: string
  /** Days on which it may be brought up, YYYY-MM-DD, in order. */
  askDays: readonly string[]
  duty: boolean
  /** Last day to do it; null where there is none. */
  by: string | null
  /** Whose it is, or what: a name, or the words of a commitment. */
  about: string
}

/** A matter that is brought up now; `ask` counts from 1. */
export type Asked = Matter & { ask: number }

/** The how-manieth time a matter may be brought up by today; 0 before its first day. Days that were slept through are not made up for. */
export const askOf = ({ askDays }: Pick<Matter, 'askDays'>, today: string): number => askDays.filter(day => day <= today).length

type Known = {
  today: string
  /** `key#ask` of what was said before. */
  said: ReadonlySet<string>
  wantsAll: boolean
  mailsInSevenDays: number
  weeklyCap: number
}

/**
 * What one mail to a person says today: everything that waits, once something of it is to be brought up and the week has room.
 * Null: no mail. What was brought up before stands in it too, so that a person sees the whole, but alone it starts no mail.
 */
export function digestOf (matters: readonly Matter[], { today, said, wantsAll, mailsInSevenDays, weeklyCap }: Known): { all: readonly Asked[], news: readonly Asked[] } | null {
  const all = matters.filter(({ duty }) => duty || wantsAll).map(matter => ({ ...matter, ask: askOf(matter, today) })).filter(({ ask }) => ask > 0) // guard: unwanted
  const news = all.filter(({ key, ask }) => !said.has(`${key}#${ask}`)) // guard: said once
  if (news.length === 0 || mailsInSevenDays >= weeklyCap) return null // guard: weekly cap
  return { all: [...all].sort(byDay), news }
}

const byDay = (a: Asked, b: Asked): number => (a.by ?? '9999').localeCompare(b.by ?? '9999') || (a.key < b.key ? -1 : 1)
