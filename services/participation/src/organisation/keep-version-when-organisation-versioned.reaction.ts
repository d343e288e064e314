import { organisationVersioned, type Organisation } from '@weft/contracts/directory/events'
import type { Reaction } from '@weft/service-kit/inbox'
import { keepVersion } from './organisation.store.ts'

export const keepVersionWhenOrganisationVersioned = (): Reaction<Organisation> => ({
  name: 'keep-version-when-organisation-versioned',
  contract: organisationVersioned,
  react: (tx, { data }) => keepVersion(tx, data)
})
