import { instrumentPublished } from '@weft/contracts/survey/events'
import type { Instrument } from '@weft/contracts/survey/instrument'
import type { Reaction } from '@weft/service-kit/inbox'
import { keepInstrument } from './instrument.store.ts'
import { planOf } from './plan.ts'

export const onInstrument: Reaction<Instrument> = {
  name: 'keep-instrument',
  contract: instrumentPublished,
  react: async (tx, { data }) => {
    planOf(data) // refuses one that cannot be scored
    await keepInstrument(tx, data)
  }
}
