import { practiceAdopted, type PracticeAdopted } from '@weft/contracts/program/practice-events'
import type { Reaction } from '@weft/service-kit/inbox'
import { keepAdoption } from './known.store.ts'

export const keepAdoptionWhenAdopted = (): Reaction<PracticeAdopted> => ({
  name: 'keep-adoption-when-adopted',
  contract: practiceAdopted,
  react: (tx, { data }) => keepAdoption(tx, data)
})
