import type { Factor, Instrument, Item } from '@weft/contracts/survey/instrument'

/** Whether people can be asked: every item has words in one common language, and the scale is agreement from 1 to 5, the one that has words. */
export function isLaunchable (instrument: Instrument): boolean {
  const languages = Object.keys(instrument.items[0]?.text ?? {})
  return languages.some(language => !lacksLanguage(instrument, language)) && instrument.items.every(({ min, max }) => min === 1 && max === 5)
}

export const lacksLanguage = (instrument: Instrument, language: string): boolean =>
  instrument.items.some(({ text }) => !Object.hasOwn(text, language))

/** How a form says which instrument it asks by. */
export const nameOf = ({ instrumentId, version }: Pick<Instrument, 'instrumentId' | 'version'>) => `${version} ${instrumentId}`

/** The parts of a form: each factor with its items, both in the instrument's order. */
export const partsOf = (instrument: Instrument): { factor: Factor, items: Item[] }[] =>
  instrument.factors.map(factor => ({ factor, items: instrument.items.filter(item => item.factorId === factor.factorId) }))
