import { z } from 'zod'
import { day } from '../vocabulary.ts'

const kind = z.enum(['slack', 'teams'])

/** POST /commitments/webhooks */
export const webhookRequest = z.strictObject({ kind, address: z.url().max(2_000).describe('an incoming webhook; a secret, never shown again') })
export type WebhookRequest = z.infer<typeof webhookRequest>

/** GET /commitments/webhooks */
export const webhooksReply = z.object({
  webhooks: z.array(z.object({
    webhookId: z.uuid(), kind, host: z.string().max(300).describe('of the address; the rest stays secret'), madeOn: day,
    sent: z.int(), refused: z.int()
  })).max(5),
  hosts: z.array(z.string().max(300)).describe('hosts that whoever runs Weft allows')
})
export type WebhooksReply = z.infer<typeof webhooksReply>
export const webhookMade = z.object({ webhookId: z.uuid() })
