import { z } from 'zod'
import { day } from '../vocabulary.ts'

/** GET /commitments/feed, POST /commitments/feed/end */
export const feedReply = z.object({
  feed: z.object({ withWords: z.boolean().describe('titles hold the words of commitments'), madeOn: day }).nullable().describe('null: there is no address')
})
export type FeedReply = z.infer<typeof feedReply>

/** POST /commitments/feed */
export const feedRequest = z.strictObject({ withWords: z.boolean() })
export const feedMade = z.object({ secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/).describe('the end of the address; told this once') })
export type FeedMade = z.infer<typeof feedMade>
