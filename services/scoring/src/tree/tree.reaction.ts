import { treeFrozen, type TreeChunk } from '@weft/contracts/survey/events'
import type { Reaction } from '@weft/service-kit/inbox'
import { keepTreeChunk } from './tree.store.ts'

export const onTree: Reaction<TreeChunk> = {
  name: 'keep-tree',
  contract: treeFrozen,
  react: (tx, { data }) => keepTreeChunk(tx, data)
}
