import { receiptsReply, type Receipts } from '@weft/contracts/commitments/receipt-api'
import { sourceId } from '@weft/contracts/vocabulary'
import type { Subject, TreePath } from '@weft/service-kit/access'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { findWho, pathOf } from '../organisation/who.store.ts'
import { movementOf } from '../released/movement.ts'
import { nearestShown, quartersBetween, releasedWaves, standingsOf, waveTold, type Standing, type Wave } from '../released/waves.store.ts'
import { committedIn, practicesBegun, topUnit, unitsAround, winsSince } from './receipt.store.ts'

/** Waves looked back on. */
const MOST = 4
const FEW = 2
const SHOWN_PRACTICES = 10
type Chapter = Receipts['chapters'][number]

/** GET /commitments/receipts: for everybody in a unit, of that unit and those above it. Only what was released and shown is asked. */
export const receiptsRoute = ({ pool }: Pick<Deps, 'pool'>): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/receipts', {
    config: { action: 'read-receipts', summary: 'What followed in a unit on its lowest disciplines of each wave, and how they moved' },
    schema: { querystring: z.strictObject({ unit: sourceId.optional() }), response: { 200: receiptsReply } }
  }, async (request): Promise<Receipts> => inTransaction(pool, async tx => {
    const path = await pathAsked(tx, subjectIn(request), request.query.unit)
    const waves = await releasedWaves(tx)
    const shown = waves[0] === undefined ? undefined : await nearestShown(tx, waves[0].releaseId, path)
    if (shown === undefined) return { unit: null, chapters: [] }
    const units = await unitsAround(tx, path.slice(0, path.indexOf(shown.unitId) + 1))
    const chapters: Chapter[] = []
    for (const [at, wave] of waves.slice(0, MOST).entries()) {
      const chapter = await chapterOf(tx, { unitId: shown.unitId, units, wave, next: waves[at - 1] ?? null })
      if (chapter !== null) chapters.push(chapter)
    }
    return { unit: { ...shown, asked: await nameOf(tx, path), own: shown.unitId === path.at(-1) }, chapters }
  }))
}

/** Asked about a unit that is not there, or is not one's own, everybody is told the same. */
async function pathAsked (tx: Sql, subject: Subject, asked: string | undefined): Promise<TreePath> {
  const all = ['program-office', 'analyst', 'auditor'].some(role => subject.roles.includes(role))
  const who = await findWho(tx, subject.subject)
  const unitId = asked ?? who?.unitId ?? (all ? await topUnit(tx) : undefined)
  if (unitId === undefined) throw new Refusal('forbidden', 'not-in-directory', 'Only people whom the directory knows belong to a unit. A newcomer is known within a minute of the import.')
  const path = await pathOf(tx, unitId)
  const own = who === undefined ? null : await pathOf(tx, who.unitId)
  const isTheirs = all || own?.includes(unitId) === true || path?.some(id => subject.scopes.includes(id)) === true || who?.unitId === unitId
  if (path === null || !isTheirs) throw new Refusal('not-found', 'no-such-unit', 'There is no such unit, or it is not one of yours.') // guard: receipts of one's own units
  return path
}

async function nameOf (tx: Sql, path: TreePath): Promise<string> {
  const { rows: [unit] } = await tx.query<{ name: string }>(/* sql */ `select u.name from unit u where u.unit_id = $1`, [path.at(-1)])
  return unit?.name ?? path.at(-1) ?? ''
}

type Asked = { unitId: string, units: readonly string[], wave: Wave, next: Wave | null }

/** What was lowest in a wave and what followed until the next; null where the wave does not show the unit. */
async function chapterOf (tx: Sql, { unitId, units, wave, next }: Asked): Promise<Chapter | null> {
  const lowest = (await standingsOf(tx, unitId, wave, next)).slice(0, FEW)
  if (lowest.length === 0) return null
  const [disciplines, span] = [lowest.map(({ discipline }) => discipline), { after: wave.closedOn, until: next?.closedOn ?? null }]
  const quarters = (await quartersBetween(tx, span.after, span.until)).map(({ quarter }) => quarter)
  const committed = await committedIn(tx, unitId, quarters, disciplines)
  const practices = await practicesBegun(tx, units, disciplines, span)
  const wins = await winsSince(tx, units, disciplines, span)
  const of = <T extends { discipline: string }>(all: readonly T[], one: string) => all.filter(({ discipline }) => discipline === one)
  return {
    heard: waveTold(wave), until: next === null ? null : waveTold(next),
    disciplines: lowest.map(one => ({
      discipline: one.discipline, mean: one.mean, score: one.score, commitments: of(committed, one.discipline).slice(0, 20),
      practices: of(practices, one.discipline).slice(0, SHOWN_PRACTICES), wins: of(wins, one.discipline)[0] ?? { shared: 0, here: 0 }, movement: movedBy(one, next)
    }))
  }
}

function movedBy ({ then, sameScale, ...before }: Standing, next: Wave | null): Chapter['disciplines'][number]['movement'] {
  if (next === null) return { kind: 'not-yet' }
  if (then === null) return { kind: 'not-shown' }
  return sameScale ? { kind: 'moved', ...movementOf(before, then) } : { kind: 'not-comparable' }
}
