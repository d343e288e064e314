import { prioritiesPublished, type PrioritiesPublished } from '@weft/contracts/program/priority-events'
import type { Reaction } from '@weft/service-kit/inbox'
import { keepPriorities } from './known.store.ts'

export const keepPrioritiesWhenPublished = (): Reaction<PrioritiesPublished> => ({
  name: 'keep-priorities-when-published',
  contract: prioritiesPublished,
  react: (tx, { data }) => keepPriorities(tx, data)
})
