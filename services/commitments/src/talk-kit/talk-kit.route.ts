import { talkKitReply, type TalkKit } from '@weft/contracts/commitments/talk-api'
import type { RollUpFigures } from '@weft/contracts/commitments/rollup-api'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { calendarOf, quarterAt } from '../calendar/calendar.store.ts'
import { quarterFrom, type Quarter } from '../calendar/calendar.ts'
import { addDays } from '../commitment/days.ts'
import type { Deps } from '../deps.ts'
import { todayAt } from '../organisation/today.store.ts'
import { pathOf, whoIs } from '../organisation/who.store.ts'
import { movementOf } from '../released/movement.ts'
import { nearestShown, releasedWaves, standingsOf, type Standing } from '../released/waves.store.ts'
import { historyOf, rolledUp } from '../roll-up/roll-up-page.store.ts'
import { practicesAlong } from '../suggestion/suggestion.store.ts'

const FEW = 2

/** GET /commitments/talk-kit: what a boss puts on the table when the team talks about its results. Figures of groups only, as everywhere. */
export const talkKitRoute = ({ pool, now }: Pick<Deps, 'pool' | 'now'>): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/talk-kit', {
    config: { action: 'prepare-talk', summary: 'What a team can talk about: lowest disciplines, a strength, commitments as counts, the next days' },
    schema: { response: { 200: talkKitReply } }
  }, async (request): Promise<TalkKit> => inTransaction(pool, async tx => {
    const { unitId } = await whoIs(tx, subjectIn(request).subject)
    const [path, today] = [await pathOf(tx, unitId) ?? [unitId], await todayAt(tx, now())]
    const results = await resultsOf(tx, path)
    const practices = results === null ? [] : await practicesAlong(tx, path, results.lowest.map(({ discipline }) => discipline), FEW)
    return {
      today, team: { unitId, name: await nameOf(tx, unitId) }, results, commitments: await commitmentsOf(tx, unitId),
      practices: practices.filter(({ discipline }) => results?.lowest.some(one => one.discipline === discipline)).map(({ title, what, when }) => ({ title, what, when })),
      ...await quartersAround(tx, today)
    }
  }))
}

async function nameOf (tx: Sql, unitId: string): Promise<string> {
  const { rows: [unit] } = await tx.query<{ name: string }>(/* sql */ `select u.name from unit u where u.unit_id = $1`, [unitId])
  return unit?.name ?? unitId
}

/** Of the team, or of the first unit above it that the latest release shows. */
async function resultsOf (tx: Sql, path: readonly string[]): Promise<TalkKit['results']> {
  const [latest, earlier] = await releasedWaves(tx)
  const shown = latest === undefined ? undefined : await nearestShown(tx, latest.releaseId, path)
  if (latest === undefined || shown === undefined) return null
  const all = (await standingsOf(tx, shown.unitId, latest, earlier ?? null)).map(scoredOf)
  return { ...shown, own: shown.unitId === path.at(-1), title: latest.title, closedOn: latest.closedOn, lowest: all.slice(0, FEW), strength: all.slice(FEW).at(-1) ?? null }
}

function scoredOf ({ discipline, score, then, sameScale, ...now }: Standing): NonNullable<TalkKit['results']>['lowest'][number] {
  if (then === null || !sameScale) return { discipline, score, change: null }
  const { low, high } = movementOf(then, now)
  return { discipline, score, change: { points: Math.round(10 * (score - then.score)) / 10 + 0, clear: low !== null && high !== null && (low > 0 || high < 0) } }
}

/** People with commitments, as the last roll-up shows them of the team. */
async function commitmentsOf (tx: Sql, unitId: string): Promise<TalkKit['commitments']> {
  const [last] = await rolledUp(tx)
  if (last === undefined) return null
  const found = (await historyOf(tx, last.quarter, unitId)).at(-1)
  const figures: RollUpFigures | null = found?.quarter === last.quarter ? found.figures : null
  return {
    label: last.label,
    figures: figures === null ? null : { people: figures.people, promised: figures.index?.n ?? null, disciplines: figures.disciplines.flatMap(({ discipline, index }) => index === null ? [] : [{ discipline, people: index.n }]) }
  }
}

async function quartersAround (tx: Sql, today: string): Promise<Pick<TalkKit, 'quarter' | 'next'>> {
  const running = await quarterAt(tx, today)
  if (running === undefined) return { quarter: null, next: null }
  const startsOn = addDays(running.endsOn, 1)
  return { quarter: daysOf(running), next: daysOf(quarterFrom(startsOn, await calendarOf(tx, startsOn, false))) }
}

const daysOf = ({ label, startsOn, endsOn, reviewFrom, bossBy, finalOn }: Quarter) => ({ label, startsOn, endsOn, reviewFrom, bossBy, finalOn })
