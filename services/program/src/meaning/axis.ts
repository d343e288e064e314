/**
 * An axis is a question on which customers, and projects for them, can want opposite things. Each pole has words in which people say it.
 * In words: one space between, `*` any ending, `..` up to four words between, `(a|b)` one of these.
 */
export type Pole = { says: string, words: string[] }

/**
 * `broad` axes (sooner or later, more or less) say something only about a thing: they count where both texts are about the same thing;
 * `plain` ones are single pairs of opposite words.
 */
export type Axis = { id: string, name: string, broad?: true, plain?: true, poles: readonly [Pole, Pole] }

export const axis = (id: string, name: string, one: Pole, other: Pole, broad?: true): Axis =>
  ({ id, name, poles: [one, other], ...broad && { broad } })

export const pole = (says: string, ...lines: string[]): Pole =>
  ({ says, words: lines.flatMap(line => line.split(';').map(word => word.trim()).filter(Boolean)) })
