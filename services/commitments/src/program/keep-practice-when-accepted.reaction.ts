import { practiceAccepted, type PracticeWorded } from '@weft/contracts/program/practice-events'
import type { Reaction } from '@weft/service-kit/inbox'
import { keepPractice } from './known.store.ts'

export const keepPracticeWhenAccepted = (): Reaction<PracticeWorded> => ({
  name: 'keep-practice-when-accepted',
  contract: practiceAccepted,
  react: (tx, { data }) => keepPractice(tx, data)
})
