import type { Mailer } from '@weft/service-kit/mail'
import type { BaseDeps } from '@weft/service-kit/service'

export type Deps = BaseDeps

/** What sending mail needs besides. `doorOrigin`: where people reach the door, without a slash at the end. */
export type MailDeps = Deps & { mailer: Mailer, doorOrigin: string }

/** What links to pages needs besides. */
export type FeedDeps = Deps & Pick<MailDeps, 'doorOrigin'>

/** What the organisation's chat needs besides: hosts that messages may go to. */
export type WebhookDeps = FeedDeps & { webhookHosts: readonly string[] }
