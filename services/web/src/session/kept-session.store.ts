import { keptAs, type Kept } from '@weft/service-kit/cache/kept'
import type { Sql } from '@weft/service-kit/database'
import { z } from 'zod'
import { isCurrent, type Limits, type Session } from './session.ts'
import { deleteSession, findSession, noteSeen } from './session.store.ts'

export type Sessions = {
  /** The session behind a cookie; null when there is none. One that is over may still be given: ask `isCurrent`. */
  find: (idHash: Buffer, now: Date) => Promise<Session | null>
  /** Keeps that it was used now. */
  note: (idHash: Buffer, session: Session, now: Date) => Promise<void>
  /** Ends it, in every process, before this resolves. */
  end: (idHash: Buffer) => Promise<void>
}

/** A session is taken from Redis for so long after it was read in Postgres: what ends in spite of everything below ends within this time. */
const KEPT_MS = 20_000
/** Longer than that by more than two clocks differ. */
const FORBIDDEN_MS = KEPT_MS + 10_000
const shape = z.strictObject({ signIn: z.string(), startedAt: z.coerce.date(), seenAt: z.coerce.date() })

/**
 * Sessions are in Postgres; Redis spares it the question for most pages. Redis only ever says yes: whatever it does not know, or what looks
 * over, Postgres decides, for a note of use may have been made since.
 *
 * A session that ended is not brought back by somebody who read it just before and keeps it just after: ending forbids what is kept under
 * its name, before and after it is deleted, and the ban outlives everything that was read until then, since what is kept is good only for a
 * time counted from when it was read.
 */
export function openSessions ({ pool, kept, limits }: { pool: Sql, kept: Kept, limits: Limits }): Sessions {
  const wordsOf = (idHash: Buffer) => [idHash.toString('base64url')]
  const keep = (idHash: Buffer, session: Session, readAt: Date) =>
    void kept.put({ kind: 'session', words: wordsOf(idHash), value: JSON.stringify(session), until: new Date(readAt.getTime() + KEPT_MS) })
  const forbid = (idHash: Buffer) => kept.forbid({ kind: 'session', words: wordsOf(idHash), forMs: FORBIDDEN_MS })
  return {
    find: async (idHash, now) => {
      const known = keptAs(shape, await kept.get('session', ...wordsOf(idHash)))
      if (known !== undefined && isCurrent(known, limits, now)) return known // guard: Redis only says yes
      const session = await findSession(pool, idHash)
      if (session !== null && isCurrent(session, limits, now)) keep(idHash, session, now)
      return session
    },
    note: async (idHash, session, now) => {
      if (await noteSeen(pool, idHash, now)) keep(idHash, { ...session, seenAt: now }, now)
    },
    end: async idHash => {
      await forbid(idHash) // guard: ended for everybody
      await deleteSession(pool, idHash)
      await forbid(idHash)
    }
  }
}
