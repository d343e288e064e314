import { practiceChanged, type PracticeWorded } from '@weft/contracts/program/practice-events'
import type { Reaction } from '@weft/service-kit/inbox'
import { keepPractice } from './known.store.ts'

export const keepPracticeWhenChanged = (): Reaction<PracticeWorded> => ({
  name: 'keep-practice-when-changed',
  contract: practiceChanged,
  react: (tx, { data }) => keepPractice(tx, data)
})
