import { ratingNames } from '@weft/contracts/program/attestation-api'
import type { ReadinessReply } from '@weft/contracts/program/readiness-api'
import type { Sql } from '@weft/service-kit/database'
import { prioritiesOf } from '../priority/priorities.store.ts'
import { lastRelease } from '../same-page/release.store.ts'
import { versionsWithFigures, wholeIn } from '../same-page/same-page.store.ts'

const HIDDEN = { kind: 'hidden' } as const
const PLACE = ratingNames.indexOf('motivated')

/** How motivated leaders and all others said they are, as it was last released: figures of groups that everybody may read, and never an answer. */
export async function motivatedOf (sql: Sql): Promise<ReadinessReply['signals']['motivated']> {
  const [version] = await versionsWithFigures(sql)
  const found = version === undefined ? undefined : await lastRelease(sql, version)
  if (version === undefined || found === undefined) return null
  const [{ leaders, others }, priorities] = [await wholeIn(sql, { version, number: found.number }), await prioritiesOf(sql, version) ?? []]
  const figureAt = (figures: typeof leaders, priority: number) => figures?.[ratingNames.length * priority + PLACE] ?? HIDDEN
  return { version, releasedOn: found.releasedOn, priorities: priorities.map(({ title }, place) => ({ title, leaders: figureAt(leaders, place), others: figureAt(others, place) })) }
}
