import { z } from 'zod'
import { label } from '../vocabulary.ts'

/** Text of an unfinished draft: may be empty. No half of an emoji and no NUL, which Postgres cannot keep in JSON. */
export const freeText = (most: number) => z.string().max(most).regex(/^[^\p{Cs}\0]*$/u)

/** POST …/draft. `edit`: the one that was seen, 0 where there was no draft; another one since is a conflict. */
export const draftRequestOf = <Draft extends z.ZodType>(draft: Draft) => z.strictObject({ edit: z.int().nonnegative(), content: draft })
/** GET …/draft: the draft, or what a new one would begin with. `problems`: what stands against publishing it. */
export const draftReplyOf = <Draft extends z.ZodType>(draft: Draft) => z.object({
  edit: z.int().nonnegative().describe('0: there is no draft; `content` is the current version, to begin from'),
  content: draft,
  problems: z.array(z.object({ at: z.string(), code: z.string(), sentence: z.string() })),
  current: z.int().nonnegative().describe('the version in force; 0: none yet')
})
export const savedReply = z.object({ edit: z.int().nonnegative() })

/** POST …/publication */
export const publishRequest = z.strictObject({ edit: z.int().positive() })
export const publishedReply = z.object({ version: z.int().positive() })

/** GET …/versions?before=: newest first, 20 a page */
export const editionsReplyOf = <Content extends z.ZodType>(content: Content) => z.object({
  versions: z.array(z.object({ version: z.int().positive(), publishedOn: z.iso.date(), publishedBy: label.nullable().describe('null: somebody who has left'), content })).max(20),
  next: z.int().positive().nullable()
})
