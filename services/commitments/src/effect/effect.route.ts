import { effectReply, type EffectReply } from '@weft/contracts/commitments/effect-api'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { quartersBetween, releasedWaves, waveTold, type Wave } from '../released/waves.store.ts'
import { disciplinesOfBoth, unitsOfBoth } from './effect.store.ts'
import { effectsOf, rules, type Effect } from './effect.ts'

/** GET /commitments/effect: of groups only, and only from what is shown of them. */
export const effectRoute = ({ pool }: Pick<Deps, 'pool'>): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/effect', {
    config: { action: 'read-effect', summary: 'Whether scores moved more where commitments were kept than in units without any, between two waves' },
    schema: { querystring: z.strictObject({ before: z.uuid().optional(), after: z.uuid().optional() }), response: { 200: effectReply } }
  }, async ({ query }): Promise<EffectReply> => {
    const waves = await releasedWaves(pool)
    const after = query.after === undefined ? waves[0] : waveOf(waves, query.after)
    const before = query.before === undefined ? waves.find(({ closedOn }) => after !== undefined && closedOn < after.closedOn) : waveOf(waves, query.before)
    const empty = { rules: { ...rules }, waves: waves.map(waveTold), before: before === undefined ? null : waveTold(before), after: after === undefined ? null : waveTold(after), quarters: [], disciplines: [] }
    if (after === undefined || before === undefined) return { ...empty, reason: 'one-wave' }
    if (before.closedOn >= after.closedOn) throw new Refusal('invalid', 'waves-out-of-order', 'The wave before has to be closed earlier than the one after.')
    if (before.instrumentId === null || before.instrumentId !== after.instrumentId) return { ...empty, reason: 'not-comparable' }
    const quarters = await quartersBetween(pool, before.closedOn, after.closedOn)
    if (quarters.length === 0) return { ...empty, reason: 'no-quarter-between' }
    const [units, disciplines] = await Promise.all([
      unitsOfBoth(pool, { before, after, quarters: quarters.map(({ quarter }) => quarter), keptFrom: rules.keptFrom }), disciplinesOfBoth(pool, { before, after })
    ])
    const effects = effectsOf(new Map(disciplines.map(discipline => [discipline, units.get(discipline) ?? []])))
    return { ...empty, quarters, reason: null, disciplines: disciplines.map(discipline => ({ discipline, effect: rounded(effects.get(discipline) as Effect) })) }
  })
}

function waveOf (waves: readonly Wave[], waveId: string): Wave {
  const found = waves.find(wave => wave.waveId === waveId)
  if (found === undefined) throw new Refusal('not-found', 'no-such-wave', 'No release of that wave is here.')
  return found
}

/** Four decimals, as means have. */
const four = (value: number): number => Math.round(value * 10_000) / 10_000 + 0
function rounded (effect: Effect): Effect {
  if (effect.kind === 'untold') return effect
  const estimate = ({ difference, low, high }: { difference: number, low: number, high: number }) => ({ difference: four(difference), low: four(low), high: four(high) })
  return {
    ...effect, ...estimate(effect), kept: { ...effect.kept, change: four(effect.kept.change) }, others: { ...effect.others, change: four(effect.others.change) },
    equalStart: effect.equalStart === null ? null : estimate(effect.equalStart), drawn: effect.drawn === null ? null : four(effect.drawn), findable: four(effect.findable)
  }
}
