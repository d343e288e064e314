import { accountChanged, type Account } from '@weft/contracts/directory/events'
import type { Reaction } from '@weft/service-kit/inbox'
import { noteAccountGone } from '../erasure/erasure.store.ts'
import { forgetAccount, keepAccounts } from './organisation.store.ts'

export const keepAccountWhenChanged = (): Reaction<Account> => ({
  name: 'keep-account-when-changed',
  contract: accountChanged,
  react: (tx, { data }) => keepAccounts(tx, [data]),
  reactToAll: (tx, events) => keepAccounts(tx, events.map(({ data }) => data)),
  onTombstone: async (tx, personId) => {
    await noteAccountGone(tx, personId)
    await forgetAccount(tx, personId)
  }
})
