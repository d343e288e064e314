import { z } from 'zod'
import { day, label, rank, sourceId } from '../vocabulary.ts'
import { band } from './exposure-api.ts'
import { lines } from './text-api.ts'

/** Where the office believes somebody stands; `unknown`: they were not spoken with. */
export const stance = z.enum(['unknown', 'against', 'unsure', 'for', 'leads-it'])
export type Stance = z.infer<typeof stance>

const noted = {
  lastContact: day.nullable(),
  inItForThem: z.string().max(1000).describe('what is in it for them; they can read it'),
  stance
}
/** POST /program/buy-in/:personId; `version` is the one that was read, 0 for the first. */
export const buyInRequest = z.strictObject({ version: z.int().nonnegative(), lastContact: noted.lastContact, inItForThem: z.union([z.literal(''), lines(1000)]), stance })
export type BuyInRequest = z.infer<typeof buyInRequest>
export const buyInMade = z.object({ personId: sourceId, version: z.int().positive() })

export const buyIn = z.object({ personId: sourceId, name: label, unitName: label, rank, ...noted, notedOn: day.nullable().describe('null: nothing was noted yet'), version: z.int().nonnegative() })
export type BuyIn = z.infer<typeof buyIn>
/** GET /program/buy-in: leaders and managers, those not spoken with for longest first. The office alone. */
export const buyInsReply = z.object({ people: z.array(buyIn).max(100), next: z.string().nullable(), counts: z.object({ people: z.int().nonnegative(), spokenWith: z.int().nonnegative().describe('in the last 90 days') }) })
export type BuyInsReply = z.infer<typeof buyInsReply>
/** GET /program/buy-in/mine: what the office noted about the caller. */
export const ownBuyInReply = z.object({ noted: z.object(noted).extend({ notedOn: day }).nullable() })
export type OwnBuyInReply = z.infer<typeof ownBuyInReply>

/** How many leaders and managers of a depth in the tree are for it or lead it. `depth` null: all of them. */
export const buyInOfDepth = z.object({ depth: z.int().nonnegative().nullable(), people: z.int().positive(), behindIt: band })
export type BuyInOfDepth = z.infer<typeof buyInOfDepth>
