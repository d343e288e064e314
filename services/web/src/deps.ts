import type { Subject } from '@weft/service-kit/access'
import type { Cache } from '@weft/service-kit/cache/cache'
import type { BaseDeps } from '@weft/service-kit/service'
import type { Client } from './client.ts'
import type { IdentityProvider } from './identity-provider.ts'
import type { Guest } from './demonstration/guest.ts'
import type { Person } from './access/person.ts'
import type { Rates } from './access/rates.ts'
import type { Sessions } from './session/kept-session.store.ts'
import type { Limits } from './session/session.ts'

export type Deps = BaseDeps & {
  /** Where people reach the door; never read from a request. */
  origin: string
  limits: Limits
  sessions: Sessions
  cache: Pick<Cache, 'close'>
  /** How often each account and each key may come. */
  limiter: Cache['limiter']
  rates: Rates
  client: Client
  identity: IdentityProvider
  /** Who a sign-in name is now, at most 15 s old. null: nobody in the directory. */
  whoIs: (signIn: string) => Promise<Person | null>
  /** Checks a token that the installation itself made for the door (the command line). */
  verifyOperator: (authorization: string | undefined) => Promise<Subject>
  /** Who one may be in a demonstration; null where people are real. `atOnce` looks now, not at what was known. */
  guests: (atOnce?: boolean) => Promise<readonly Guest[] | null>
  /** True where the development provider stands in: pages say so. */
  development: boolean
  /** Where the audit log's head is written besides the log; empty: nowhere. */
  auditHeadFile: string
}
