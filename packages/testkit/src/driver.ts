import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JWK } from 'jose'
import type { ParticipationReply } from '@weft/contracts/participation/api'
import type { ReleasesReply } from '@weft/contracts/reporting/api'
import type { ScoringReply } from '@weft/contracts/scoring/api'
import type { WaveReply } from '@weft/contracts/survey/api'
import { tokenSigner } from '@weft/service-kit/access'

/** Where a platform listens. */
export type Addresses = { door: string, catcher: string | null }
export type Mail = { number: number, to: string, subject: string, text: string }

/** Drives a whole platform as the program office does, through the door's /v1 and the survey's own host. Nothing here knows a database. */
export class Driver {
  readonly addresses: Addresses
  readonly #key: string

  private constructor (addresses: Addresses, key: string) {
    this.addresses = addresses
    this.#key = key
  }

  /** Signs in with an access key made for the given sign-in name, as `npm run key` does. `home` holds the installation's secrets. */
  static async signedIn (addresses: Addresses, home: string, signIn = 'office@localhost'): Promise<Driver> {
    const secrets = JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8')) as { door: { private: JWK } }
    const sign = await tokenSigner(secrets.door.private)
    const reply = await fetch(`${addresses.door}/v1/keys`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await sign('web', { subject: 'operator', roles: ['operator'] })}`, 'content-type': 'application/json' },
      body: JSON.stringify({ signIn, name: 'driver' }),
      signal: AbortSignal.timeout(10_000)
    })
    if (!reply.ok) throw new Error(`No key: ${reply.status} ${await reply.text()}`)
    return new Driver(addresses, (await reply.json() as { key: string }).key)
  }

  /** One call of /v1; anything but 2xx throws with the problem's text. */
  async call<T> (method: string, path: string, body?: object): Promise<T> {
    const reply = await this.raw(method, path, body)
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`)
    return await reply.json() as T
  }

  async raw (method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
    const isForm = body instanceof FormData
    return fetch(`${this.addresses.door}/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#key}`, ...(body !== undefined && !isForm && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000)
    })
  }

  async importOrganisation ({ units, people }: { units: string, people: string }): Promise<Response> {
    const form = new FormData()
    form.set('units', new Blob([units], { type: 'text/csv' }), 'units.csv')
    form.set('people', new Blob([people], { type: 'text/csv' }), 'people.csv')
    return this.raw('POST', '/organisation/imports', form)
  }

  async importPastWave ({ mapping, answers }: { mapping: string, answers: string }, query = ''): Promise<Response> {
    const form = new FormData()
    form.set('mapping', new Blob([mapping], { type: 'application/json' }), 'mapping.json')
    form.set('answers', new Blob([answers], { type: 'text/csv' }), 'answers.csv')
    return this.raw('POST', `/past-waves${query}`, form)
  }

  planWave = (plan: object) => this.call<WaveReply>('POST', '/waves', plan)
  launch = (waveId: string) => this.call<WaveReply>('POST', `/waves/${waveId}/launch`)
  close = (waveId: string) => this.call<WaveReply>('POST', `/waves/${waveId}/close`)
  wave = (waveId: string) => this.call<WaveReply>('GET', `/waves/${waveId}`)
  participation = (waveId: string) => this.call<ParticipationReply>('GET', `/waves/${waveId}/participation`)
  scoring = (waveId: string) => this.call<ScoringReply>('GET', `/waves/${waveId}/scoring`)
  releases = () => this.call<ReleasesReply>('GET', '/releases')

  async untilOpened (waveId: string): Promise<void> {
    await until(`wave ${waveId} is opened`, async () => (await this.wave(waveId)).state === 'opened')
    await until(`everybody is invited to ${waveId}`, async () => (await this.participation(waveId)).state === 'invited')
  }

  /** Waits until the wave's release can be read, and gives its id. */
  async untilReleased (waveId: string, limitMs = 90_000): Promise<string> {
    let releaseId = ''
    await until(`wave ${waveId} is released`, async () => {
      releaseId = (await this.releases()).releases.find(release => release.waveId === waveId)?.releaseId ?? ''
      return releaseId !== ''
    }, limitMs)
    return releaseId
  }

  /** All that the mail catcher holds, oldest first. */
  async mails (): Promise<Mail[]> {
    const mails: Mail[] = []
    for (let after: number | null = 0; after !== null;) {
      const reply = await fetch(`${this.addresses.catcher}/messages?after=${after}`, { signal: AbortSignal.timeout(10_000) })
      const page = await reply.json() as { messages: Mail[], next: number | null }
      mails.push(...page.messages)
      after = page.next
    }
    return mails
  }

  /** Everybody's survey link by e-mail address, in the order of the mails, as the catcher shows it to whoever runs the machine. */
  async links (): Promise<Map<string, string>> {
    return new Map((await this.mails()).map(({ to, text }) => [to, /https?:\/\/\S+\/s\/[\w-]+/.exec(text)?.[0] ?? '']))
  }
}

/** Sends a whole survey form at once, as a browser without script does. `answers`: item id → value as the form has it. */
export async function sendAnswers (link: string, answers: Record<string, string>): Promise<Response> {
  return fetch(link, { method: 'POST', redirect: 'manual', body: new URLSearchParams(answers), signal: AbortSignal.timeout(20_000) })
}

/** Asks again and again until it is true; after the limit it throws with what was waited for and the last error. */
export async function until (what: string, isTrue: () => Promise<boolean>, limitMs = 60_000): Promise<void> {
  const end = Date.now() + limitMs
  let last = ''
  while (Date.now() < end) {
    try {
      if (await isTrue()) return
      last = ''
    } catch (error) {
      last = String(error)
    }
    await new Promise(resolve => setTimeout(resolve, 150))
  }
  throw new Error(`After ${limitMs / 1000} s it is still not so that ${what}. ${last}`)
}
