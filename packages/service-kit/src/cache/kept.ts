import { z } from 'zod'
import type { Redis } from './redis.ts'

export type Kept = {
  /** What is kept under these words and is still good; undefined otherwise. */
  get: (kind: string, ...words: readonly string[]) => Promise<string | undefined>
  /** Keeps it until a time, counted from when it was read in Postgres: a write that comes late, however late, keeps nothing that is over. */
  put: (entry: { kind: string, words: readonly string[], value: string, until: Date }) => Promise<void>
  /**
   * What is kept is not given any more, and what others read before now and are about to put is not given either, for so long.
   * Longer than any `until` of this kind lies ahead, nothing read before now comes back.
   */
  forbid: (entry: { kind: string, words: readonly string[], forMs: number }) => Promise<void>
}

/** Anything larger is made anew rather than carried to and fro. */
const MOST_LENGTH = 1_000_000
const envelope = z.tuple([z.number(), z.string()])

/** Values in Redis for a time. They are sealed: Redis cannot read them, and nothing that somebody else puts there is believed. */
export function openKept ({ redis, now }: { redis: Pick<Redis, 'ask' | 'nameOf' | 'seal'>, now: () => Date }): Kept {
  const goneOf = (name: string) => `${name}:gone`
  return {
    get: async (kind, ...words) => {
      const name = redis.nameOf(kind, ...words)
      const [sealed, gone] = await redis.ask(client => client.mgetBuffer(name, goneOf(name))) ?? []
      if (!sealed || gone) return undefined // guard: nothing revoked
      const [until, value] = opened(redis.seal.open(name, sealed))
      return until > now().getTime() ? value : undefined
    },
    put: async ({ kind, words, value, until }) => {
      if (value.length > MOST_LENGTH || until <= now()) return
      const name = redis.nameOf(kind, ...words)
      const sealed = redis.seal.close(name, JSON.stringify([until.getTime(), value]))
      await redis.ask(client => client.set(name, sealed, 'PXAT', until.getTime()))
    },
    forbid: async ({ kind, words, forMs }) => {
      const name = redis.nameOf(kind, ...words)
      await redis.ask(client => client.set(goneOf(name), '', 'PX', forMs))
    }
  }
}

/**
 * What was kept, as this version of the code knows it; undefined when another version, which runs beside it during an update, put
 * something of another shape. Then it is asked for anew.
 */
export function keptAs<T extends z.ZodType> (shape: T, text: string | undefined): z.infer<T> | undefined {
  if (text === undefined) return undefined
  try {
    return shape.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

function opened (text: string | undefined): z.infer<typeof envelope> {
  return keptAs(envelope, text) ?? [0, '']
}
