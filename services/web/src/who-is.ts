import { signInReply } from '@weft/contracts/directory/api'
import { Refusal } from '@weft/service-kit/refusal'
import type { Person } from './access/person.ts'
import type { Client } from './client.ts'

/** A role taken away is gone within this time. */
const FRESH_MS = 30_000
const MOST_KEPT = 10_000
const door = { subject: 'door', roles: ['door'], units: [] }

/** Asks the directory who a sign-in name is, and remembers the answer for 30 s. */
export function openWhoIs (client: Client, now: () => Date) {
  const kept = new Map<string, { until: number, person: Promise<Person | null> }>()
  return async (signIn: string): Promise<Person | null> => {
    const time = now().getTime()
    const found = kept.get(signIn)
    if (found !== undefined && found.until > time) return found.person
    if (kept.size >= MOST_KEPT) kept.clear()
    const person = ask(client, signIn)
    kept.set(signIn, { until: time + FRESH_MS, person })
    // A failure is nobody's answer: the next request asks again.
    person.catch(() => { kept.delete(signIn) })
    return person
  }
}

async function ask (client: Client, signIn: string): Promise<Person | null> {
  try {
    const { subject, name, roles, units } = await client.read(door, 'directory', `/sign-ins/${encodeURIComponent(signIn)}`, signInReply)
    return { signIn: signIn.toLowerCase(), subject, name, roles, units }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'no-such-sign-in') return null
    throw error
  }
}
