import type { EffectReply } from '@weft/contracts/commitments/effect-api'
import { counted } from '../../frame/words.ts'
import { moved, within } from '../moved.ts'

type Effect = EffectReply['disciplines'][number]['effect']
type Rules = EffectReply['rules']

/** One sentence for who reads only one. */
export function effectInWords (effect: Effect, { units }: Rules): string {
  if (effect.kind === 'untold') {
    return effect.reason === 'too-few-units'
      ? `Too few units: ${counted(effect.kept, 'unit')} kept their commitments on it and can be shown in both waves, ${counted(effect.others, 'unit')} had none. At least ${units} on each side are needed.`
      : `Too little to find anything: ${counted(effect.kept, 'unit')} kept theirs and ${counted(effect.others, 'unit')} had none, but too few people answered in them.`
  }
  const { difference, low, high } = effect
  const told = `${moved(difference)} (${within(low, high)})`
  if (effect.clear) return `Where commitments were kept, it moved ${difference > 0 ? 'more' : 'less'} than elsewhere: ${told}.`
  if (low <= 0 && high >= 0) return `No difference can be told: ${told}.`
  return `It moved ${difference > 0 ? 'more' : 'less'} where commitments were kept, ${told}, but not clearly so once units of the same start are compared or all disciplines are taken together.`
}

export const nothingInWords: Record<NonNullable<EffectReply['reason']>, string> = {
  'one-wave': 'Two waves are needed: one before the commitments, one after. Fewer are released.',
  'not-comparable': 'The two waves asked with different instruments. What was asked in two ways is not compared.',
  'no-quarter-between': 'No quarter between the two waves is rolled up yet. That happens once its reviews are over.'
}
