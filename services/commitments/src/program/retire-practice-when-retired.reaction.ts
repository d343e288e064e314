import { practiceRetired, type PracticeRetired } from '@weft/contracts/program/practice-events'
import type { Reaction } from '@weft/service-kit/inbox'
import { retirePractice } from './known.store.ts'

export const retirePracticeWhenRetired = (): Reaction<PracticeRetired> => ({
  name: 'retire-practice-when-retired',
  contract: practiceRetired,
  react: (tx, { data }) => retirePractice(tx, data)
})
