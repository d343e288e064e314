import type { Sql } from '@weft/service-kit/database'
import type { Kind } from './kinds.ts'

/**
 * A fact of the program on the day it came about.
 * `about`: id of the thing, with its version where that is what is told; a fact is told once per kind and thing.
 * `what`: a sentence of at most 300 characters in the past tense, without a person's name or opinion ("Onboarding portal was merged into New start").
 * `href`: the page that shows it. `unitId`: where it belongs to one unit. `day`: YYYY-MM-DD.
 */
export type Happening = { kind: Kind, about: string, what: string, href: string, unitId?: string | null, day: string }

/** Notes a fact, in the transaction of the change it tells of. Told before, it stays as it was: a retry changes nothing. */
export async function noteHappening (tx: Sql, { kind, about, what, href, unitId = null, day }: Happening): Promise<void> {
  const short = what.length > 300 ? `${what.slice(0, 299)}…` : what
  await tx.query(/* sql */ `
    insert into happening (kind, about, what, href, unit_id, day) values ($1, $2, $3, $4, $5, $6)
    on conflict (kind, about) do nothing`,
    [kind, about, short, href, unitId, day])
}

/** Takes back all facts of a kind about one thing: those whose `about` is its id, a space and more. */
export async function takeBackAllHappenings (tx: Sql, { kind, about }: Pick<Happening, 'kind' | 'about'>): Promise<void> {
  await tx.query(/* sql */ `delete from happening where kind = $1 and starts_with(about, $2 || ' ')`, [kind, about])
}

/** Takes a fact back that is no longer so (a milestone set back to open). Not told before, nothing happens. */
export async function takeBackHappening (tx: Sql, { kind, about }: Pick<Happening, 'kind' | 'about'>): Promise<void> {
  await tx.query(/* sql */ `delete from happening where kind = $1 and about = $2`, [kind, about])
}
