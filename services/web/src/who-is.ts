import { signInReply } from '@weft/contracts/directory/api'
import { roleName } from '@weft/contracts/vocabulary'
import { keptAs, type Kept } from '@weft/service-kit/cache/kept'
import { Refusal } from '@weft/service-kit/refusal'
import { z } from 'zod'
import type { Person } from './access/person.ts'
import type { Client } from './client.ts'

/** A role taken away is gone within this time and 5 s by which clocks of two processes may differ; an open stream asks again every ten seconds (machine/score-stream.route.ts) and so ends within 30 s. */
const FRESH_MS = 15_000
const MOST_KEPT = 10_000
/** As whom the door asks for itself, before it knows who is asking. */
export const door = { subject: 'door', roles: ['door'], scopes: [] }
const shape = z.strictObject({
  until: z.number(),
  person: z.strictObject({ signIn: z.string(), subject: z.string(), name: z.string(), roles: z.array(roleName), scopes: z.array(z.string()) })
})
type Known = { until: number, person: Person | null }

/** Asks the directory who a sign-in name is. The answer is good for 15 s from the question, whichever process asked it. */
export function openWhoIs (client: Client, now: () => Date, kept: Kept) {
  const own = new Map<string, { until: number, known: Promise<Known> }>()
  return async (signIn: string): Promise<Person | null> => {
    const time = now().getTime()
    const found = own.get(signIn)
    if (found !== undefined && found.until > time) return (await found.known).person
    if (own.size >= MOST_KEPT) own.clear()
    const entry = { until: time + FRESH_MS, known: lookUp(client, kept, signIn, time) }
    own.set(signIn, entry)
    // A failure is nobody's answer: the next request asks again.
    const { until, person } = await entry.known.catch((error: unknown) => { own.delete(signIn); throw error })
    entry.until = until
    return person
  }
}

async function lookUp (client: Client, kept: Kept, signIn: string, time: number): Promise<Known> {
  const shared = keptAs(shape, await kept.get('who', signIn.toLowerCase()))
  if (shared !== undefined && shared.until > time) return shared
  const known = { until: time + FRESH_MS, person: await ask(client, signIn) }
  // Who is a stranger may be in the directory a moment later: that is not told to others.
  if (known.person !== null) void kept.put({ kind: 'who', words: [signIn.toLowerCase()], value: JSON.stringify(known), until: new Date(known.until) })
  return known
}

async function ask (client: Client, signIn: string): Promise<Person | null> {
  try {
    const { subject, name, roles, units } = await client.read(door, 'directory', `/sign-ins/${encodeURIComponent(signIn)}`, signInReply)
    return { signIn: signIn.toLowerCase(), subject, name, roles, scopes: units }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'no-such-sign-in') return null
    throw error
  }
}
