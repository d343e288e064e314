import { Agent, request } from 'node:http'
import type { House } from './house.ts'

/** Somebody who comes through the door: by an opaque subject, with a role. */
export type Caller = { personId: string, subject: string, role: 'employee' | 'program-office' }

/** What somebody does to one commitment or one review. `version`: the one they looked at. */
export type Act = { kind: 'commitment' | 'review', id: string, act: string, version: number, path: string, body: object }
/** What was acknowledged: what was done, by whom, when on the moved clock, and from which version to which. */
export type Acknowledged = Omit<Act, 'path'> & { by: string, at: string, after: number }

type Reply<T> = { status: number, body: T & { code?: string } }
export class Refused extends Error {
  readonly code: string
  constructor (status: number, code: string, what: string) {
    super(`${status} ${code}: ${what}`)
    this.code = code
  }
}

// A quarter of the cost of fetch, of which a year has ten thousand.
const connections = new Agent({ keepAlive: true })

function exchange (url: string, method: string, authorization: string, body?: object): Promise<{ status: number, text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, agent: connections, timeout: 60_000, headers: { authorization, ...body !== undefined && { 'content-type': 'application/json' } } }, reply => {
      let text = ''
      reply.setEncoding('utf8').on('data', (part: string) => { text += part }).on('end', () => { resolve({ status: reply.statusCode ?? 0, text }) }).on('error', reject)
    })
    asked.on('error', reject).on('timeout', () => { asked.destroy(new Error('No answer for a minute.')) }).end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** The door of the service as people use it: who gets no answer asks again once the service is back, and looks first what became of it. `cutsOff`: the service lives, but its first answer to this act is lost. */
export function openDoors (house: House, cutsOff: (one: Act) => boolean = () => false) {
  const log: Acknowledged[] = []
  const counts = { asked: 0, unanswered: 0, found: 0, cutOff: 0 }
  const tokens = new Map<string, { token: string, until: number }>()

  async function tokenOf ({ subject, role }: Caller): Promise<string> {
    const key = `${role} ${subject}`
    const kept = tokens.get(key)
    if (kept !== undefined && kept.until > Date.now()) return kept.token
    const token = await house.door.tokenFor('commitments', { subject, roles: [role] })
    tokens.set(key, { token, until: Date.now() + 30_000 })
    return token
  }

  /** One request until it is answered. `unsure`: an earlier try may have been heard. `heard`: whether it was, for what would be done twice. `isLost`: the first answer is. */
  async function ask<T> (as: Caller, method: 'GET' | 'POST', path: string, body?: object, heard?: () => Promise<boolean>, isLost = false): Promise<Reply<T> & { unsure: boolean }> {
    for (let unsure = false; ; unsure = true) {
      if (unsure && await heard?.() === true) return { status: 200, body: {} as Reply<T>['body'], unsure }
      const url = await house.url()
      counts.asked++
      try {
        const { text, ...reply } = await exchange(url + path, method, await tokenOf(as), body)
        if (method === 'POST' && (house.losesAnswer() || (isLost && !unsure))) throw new Error('The answer was lost on its way.')
        if (reply.status >= 500) throw new Error(`${reply.status} ${method} ${path} ${text}`, { cause: 'answered' })
        return { status: reply.status, body: (text === '' ? {} : JSON.parse(text)) as Reply<T>['body'], unsure }
      } catch (error) {
        if ((error as Error).cause === 'answered') throw error
        counts.unanswered++
      }
    }
  }

  async function get<T> (as: Caller, path: string): Promise<T> {
    const { status, body } = await ask<T>(as, 'GET', path)
    if (status !== 200) throw new Refused(status, body.code ?? '', path)
    return body
  }

  /** What an act led to, as somebody sees who looks after they got no answer: the version now, or null where it is out of their sight. */
  async function look (as: Caller, { kind, id }: Act): Promise<number | null> {
    const path = kind === 'commitment' ? `/commitments/commitment/${id}` : `/commitments/reviews/${id}`
    const { status, body } = await ask<{ version?: number, commitment?: { version: number } }>(as, 'GET', path)
    return status === 200 ? body.version ?? body.commitment?.version ?? null : null
  }

  return {
    log, counts, get, ask,
    /** Does something and notes it once it is acknowledged; gives the new version. Throws `Refused` where it was not allowed. */
    act: async (as: Caller, one: Act): Promise<number> => {
      const at = house.now()
      const isLost = cutsOff(one)
      counts.cutOff += Number(isLost)
      const { status, body, unsure } = await ask<{ version: number }>(as, 'POST', one.path, one.body, undefined, isLost)
      const { path, ...noted } = one
      if (status < 300) {
        log.push({ ...noted, by: as.personId, at, after: body.version })
        return body.version
      }
      const now = unsure ? await look(as, one) : one.version
      // Handed over, it is out of its old reviewer's sight: the act is one version on.
      const after = now ?? one.version + 1
      if (after === one.version) throw new Refused(status, body.code ?? '', path)
      counts.found++
      log.push({ ...noted, by: as.personId, at, after })
      return after
    }
  }
}
export type Doors = ReturnType<typeof openDoors>
