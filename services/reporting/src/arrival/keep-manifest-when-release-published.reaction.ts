import { releasePublished, type Release } from '@weft/contracts/scoring/events'
import type { Reaction } from '@weft/service-kit/inbox'
import { keepManifest } from './arrival.store.ts'

export const keepManifestWhenReleasePublished: Reaction<Release> = {
  name: 'keep-manifest',
  contract: releasePublished,
  react: (tx, event) => keepManifest(tx, event.data)
}
