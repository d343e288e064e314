import { releasePublished, type Release } from '@weft/contracts/scoring/events'
import type { Reaction } from '@weft/service-kit/inbox'
import { keepManifest } from './arrival.store.ts'

export const keepManifestWhenReleasePublished = (): Reaction<Release> => ({
  name: 'keep-manifest-when-release-published',
  contract: releasePublished,
  react: (tx, { data }) => keepManifest(tx, data)
})
