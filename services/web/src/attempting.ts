import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { endedAs } from './auditing.ts'
import type { FormProblem } from './frame/form-problem.ts'

/** Reads a form as its contract has it. `sentences`: for each field how it should be. Throws a `Refusal` about the first field that is not so. */
export function readForm<T> (schema: z.ZodType<T>, form: unknown, sentences: Readonly<Record<string, string>>): T {
  const read = schema.safeParse(form)
  if (read.success) return read.data
  const at = String(read.error.issues[0]?.path[0] ?? '')
  const sentence = Object.hasOwn(sentences, at) ? sentences[at] ?? '' : 'This could not be read. Nothing was changed.'
  throw new Refusal('invalid', 'malformed', sentence, [{ at, code: 'malformed', sentence }])
}

type Attempt = { work: () => Promise<string>, again: (problem: FormProblem, status: number) => Promise<FastifyReply> }

/** Does what a form asks and goes on to the address that `work` gives; what is refused is shown `again` on the page it came from, with what was typed. */
export async function attempting (request: FastifyRequest, reply: FastifyReply, { work, again }: Attempt): Promise<FastifyReply> {
  try {
    return await reply.redirect(await work(), 303)
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind === 'not-found') throw error
    endedAs(request, error.code)
    return again({ at: error.problems[0]?.at, sentence: error.message }, statusOf[error.kind])
  }
}

export type Trouble = { code: string, sentence: string, status: number }

/** Does what a form asks; where it is refused, the audit log says so and the page can tell why. What is not there at all stays an error page. */
export async function attempt (request: FastifyRequest, work: () => Promise<unknown>): Promise<Trouble | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind === 'unavailable' || (error.kind === 'not-found' && error.code !== 'no-such-unit') || error.code === 'not-yours') throw error
    endedAs(request, error.code)
    return { code: error.code, sentence: error.message, status: statusOf[error.kind] }
  }
}

/** The same where the page needs the refusal itself. What there is not, or is away right now, is answered as such. */
export async function refusedOr (request: FastifyRequest, work: () => Promise<FastifyReply>, again: (refusal: Refusal) => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind === 'not-found' || error.kind === 'unavailable') throw error
    endedAs(request, error.code)
    return again(error)
  }
}
