import { practiceAdoptionEnded, type PracticeAdoptionEnded } from '@weft/contracts/program/practice-events'
import type { Reaction } from '@weft/service-kit/inbox'
import { endAdoption } from './known.store.ts'

export const endAdoptionWhenEnded = (): Reaction<PracticeAdoptionEnded> => ({
  name: 'end-adoption-when-ended',
  contract: practiceAdoptionEnded,
  react: (tx, { data }) => endAdoption(tx, data)
})
