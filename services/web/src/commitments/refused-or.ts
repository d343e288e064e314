import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { endedAs } from '../auditing.ts'

/** What a refusal says stands on the page that was sent, with everything typed. What there is not, or is away, is answered as such. */
export async function refusedOr (request: FastifyRequest, work: () => Promise<FastifyReply>, again: (refusal: Refusal) => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind === 'not-found' || error.kind === 'unavailable') throw error
    endedAs(request, error.code)
    return again(error)
  }
}
