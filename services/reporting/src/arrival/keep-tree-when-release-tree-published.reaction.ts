import { releaseTreePublished, type ReleaseTree } from '@weft/contracts/scoring/events'
import type { Reaction } from '@weft/service-kit/inbox'
import { keepTreeChunk } from './arrival.store.ts'

export const keepTreeWhenReleaseTreePublished: Reaction<ReleaseTree> = {
  name: 'keep-tree',
  contract: releaseTreePublished,
  react: (tx, event) => keepTreeChunk(tx, event.data)
}
