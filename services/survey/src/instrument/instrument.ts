import type { Factor, Instrument, Item } from '@weft/contracts/survey/instrument'

/** A scale with more points than this is not shown as a list of choices. */
const MOST_POINTS = 11

/** Whether people can be asked: every item has words in one common language and a scale short enough to choose from. */
export function isLaunchable (instrument: Instrument): boolean {
  const languages = Object.keys(instrument.items[0]?.text ?? {})
  return languages.some(language => !lacksLanguage(instrument, language)) && instrument.items.every(({ min, max }) => max > min && max - min < MOST_POINTS)
}

export const lacksLanguage = (instrument: Instrument, language: string): boolean =>
  instrument.items.some(({ text }) => !Object.hasOwn(text, language))

/** The parts of a form: each factor with its items, both in the instrument's order. */
export const partsOf = (instrument: Instrument): { factor: Factor, items: Item[] }[] =>
  instrument.factors.map(factor => ({ factor, items: instrument.items.filter(item => item.factorId === factor.factorId) }))
