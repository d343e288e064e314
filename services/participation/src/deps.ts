import type { Mailer } from '@weft/service-kit/mail'
import type { BaseDeps } from '@weft/service-kit/service'
import type { Vault } from './vault/vault.store.ts'

export type Deps = BaseDeps & {
  vault: Vault
  mailer: Mailer
  /** Where survey serves /s/, without a slash at the end. */
  surveyOrigin: string
  /** Days after close at which a vault key is destroyed. */
  vaultDays: number
  /** Mail stays on this machine, where whoever runs it sees every link. */
  catching: boolean
}
