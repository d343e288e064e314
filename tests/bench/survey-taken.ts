import { full8 } from '@weft/survey/instrument/full-8'
import { freePort } from '@weft/testkit/free-port'
import { percentile, profiling, type Measured, type Options, type Row } from './figure.ts'
import { startOther, type Other } from './other-process.ts'
import { startSurveyWorld, type SurveyWorld } from './survey-world.ts'
import type { Order, Taken } from './takers.ts'

const CONNECTIONS = 32
const [WARM_UP, FAST, PACED, PER_SECOND] = [1_500, 9_000, 750, 50]
const items = full8.items.map(item => item.itemId)

export const row: Row = { title: 'A whole survey taken: page, 32 answers, sent; on disk before the thanks', measure }

type Takers = Other<Order, Taken>

async function measure (options: Options): Promise<Measured> {
  const world = await startSurveyWorld(profiling(options))
  const takers: Takers = startOther<Order, Taken>(`${import.meta.dirname}/takers.ts`)
  try {
    const before = await emptyRoute(takers)
    const { waveId, tokens } = await world.openWave(WARM_UP + FAST + PACED)
    const take = (from: number, count: number, load: Order['load']) => takers.ask({ origin: world.origin, tokens: tokens.slice(from, from + count), items, load, expects: 'survey' })
    const runs = [await take(0, WARM_UP, { connections: CONNECTIONS }), await take(WARM_UP, FAST, { connections: CONNECTIONS }), await take(WARM_UP + FAST, PACED, { perSecond: PER_SECOND })]
    const after = await emptyRoute(takers)
    return measured(runs, (before + after) / 2, await stored(world, waveId))
  } finally {
    await takers.stop()
    await world.stop()
  }
}

function measured ([warm, fast, paced]: readonly Taken[], empty: number, sheets: number): Measured {
  const [, rate, slow] = [warm, (fast?.thanked ?? 0) / (fast?.seconds ?? 1), paced?.milliseconds ?? []]
  const thanked = [warm, fast, paced].reduce((sum, run) => sum + (run?.thanked ?? 0), 0)
  const refused = [warm, fast, paced].reduce((sum, run) => sum + (run?.refused ?? 0), 0)
  return {
    figures: [
      { what: `surveys taken, ${CONNECTIONS} connections`, value: rate, unit: '/s', target: { atLeast: 900 } },
      { what: `p50 of page and sending, ${CONNECTIONS} connections`, value: percentile(fast?.milliseconds ?? [], 0.5), unit: 'ms' },
      { what: `p99 of page and sending, ${CONNECTIONS} connections`, value: percentile(fast?.milliseconds ?? [], 0.99), unit: 'ms' },
      { what: `p50 at ${PER_SECOND} people a second`, value: percentile(slow, 0.5), unit: 'ms' },
      { what: `p99 at ${PER_SECOND} people a second`, value: percentile(slow, 0.99), unit: 'ms', target: { below: 250 } },
      { what: `thanked and not stored, of ${thanked}`, value: Math.abs(thanked - sheets), unit: 'sheets', target: { atMost: 0 } },
      { what: 'not taken', value: refused, unit: 'surveys', target: { atMost: 0 } }
    ],
    beside: [{ what: 'an empty route, the same two requests', value: empty, unit: '/s' }, { what: 'LimeSurvey, well tuned, on such a machine (design §10)', value: 31, unit: '/s' }],
    ratio: { what: 'surveys over empty routes', value: rate / empty }
  }
}

/** Pairs of requests a second on the same stack with nothing behind it. */
async function emptyRoute (takers: Takers): Promise<number> {
  const host = startOther<{ port: number }, string>(`${import.meta.dirname}/empty-host.ts`)
  try {
    const origin = await host.ask({ port: await freePort() })
    const tokens = Array.from({ length: 6_000 }, (_, at) => `token-of-thirty-two-characters-${at}`)
    const ask = (count: number) => takers.ask({ origin, tokens: tokens.slice(0, count), items, load: { connections: CONNECTIONS }, expects: 'nothing' })
    await ask(1_000)
    const { thanked, seconds } = await ask(6_000)
    return thanked / seconds
  } finally {
    await host.stop()
  }
}

async function stored ({ database }: SurveyWorld, waveId: string): Promise<number> {
  const { rows: [row] } = await database.pool.query<{ sheets: number }>('select count(*) as sheets from sheet where wave_id = $1', [waveId])
  return row?.sheets ?? 0
}
