import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { subjectIn } from '../http.ts'
import { codeVersion } from './code-version.ts'
import { keptAs, type Kept } from './kept.ts'
import { openShelf } from './shelf.ts'

export type Made = { type: string, /** content-disposition */ disposition?: string, body: string }

export type Replies = {
  /**
   * Answers with what is kept, here or in Redis, or makes it and keeps it: in Redis for an hour, here until others need the room. Only for
   * what never changes under its `words`: they are all that decides the content, besides what the caller may see and the code that makes it,
   * which are added here.
   * Call it behind the question whether the caller may ask at all. With an ETag, so that who has it already gets a 304.
   */
  answer: (request: FastifyRequest, reply: FastifyReply, asked: { kind: string, words: readonly string[], make: () => Promise<Made> }) => Promise<FastifyReply>
}

const KEPT_MS = 3_600_000
/** What a process keeps itself, in characters. A heat map of 60 rows has 90,000. */
const MOST_HERE = 4_000_000
const shape = z.strictObject({ type: z.string(), disposition: z.string().optional(), body: z.string() })

export function openReplies ({ kept, now }: { kept: Kept, now: () => Date }): Replies {
  const inHand = new Map<string, Promise<Made>>()
  const here = openShelf<Made>({ most: MOST_HERE, weigh: ({ body }) => body.length + 1 })
  const made = async (kind: string, words: readonly string[], make: () => Promise<Made>): Promise<Made> => {
    const found = keptAs(shape, await kept.get(kind, ...words))
    if (found !== undefined) return found as Made
    const fresh = await make()
    void kept.put({ kind, words, value: JSON.stringify(fresh), until: new Date(now().getTime() + KEPT_MS) })
    return fresh
  }
  // Many ask for the same at once when it is new: it is made once.
  const once = (name: string, work: () => Promise<Made>): Promise<Made> => {
    const asked = inHand.get(name) ?? work().then(reply => {
      here.put(name, reply)
      return reply
    }).finally(() => { inHand.delete(name) })
    inHand.set(name, asked)
    return asked
  }
  return {
    answer: async (request, reply, { kind, words, make }) => {
      const all = [codeVersion(), authorityOf(request), ...words] // guard: kept per scope
      const name = JSON.stringify([kind, ...all])
      const { type, disposition, body } = here.get(name) ?? await once(name, () => made(kind, all, make))
      const tag = `"${createHash('sha256').update(name).digest('base64url').slice(0, 27)}"`
      reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'authorization' })
      if (has(request.headers['if-none-match'], tag)) return reply.code(304).send()
      return reply.headers({ 'content-type': type, ...(disposition !== undefined && { 'content-disposition': disposition }) }).send(body)
    }
  }
}

/** JSON of a route's reply, checked by its schema. */
export function asJson (reply: FastifyReply, value: object): Made {
  const body = reply.serialize(value)
  if (typeof body !== 'string') throw new Error('A reply in JSON is text.')
  return { type: 'application/json; charset=utf-8', body }
}

/** Whatever a decision can rest on, but not who it is: two who may see the same share what is kept. */
function authorityOf (request: FastifyRequest): string {
  const authority = Object.entries(subjectIn(request)).filter(([name]) => name !== 'subject')
  return JSON.stringify(authority.map(([name, value]) => [name, Array.isArray(value) ? [...value as unknown[]].sort() : value]).sort())
}

/** RFC 9110 §13.1.2, by weak comparison. */
const has = (header: string | undefined, tag: string): boolean =>
  header !== undefined && header.split(',').some(one => ['*', tag].includes(one.trim().replace(/^W\//, '')))
