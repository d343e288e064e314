import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { tokenSigner } from '@weft/service-kit/access'
import { demonstrationOn } from '../demonstration/demonstration.ts'
import { guestsOf, loadDemonstration } from '../demonstration/load.ts'
import { openHome, openSecrets, type Home } from './home.ts'

/** Of a home: no demonstration, one on its way in, one that is in. */
export type DemonstrationState = 'none' | 'loading' | 'loaded'

const fileOf = ({ folder }: Home) => join(folder, 'demonstration')

export function demonstrationIn (home: Home): DemonstrationState {
  const text = existsSync(fileOf(home)) ? readFileSync(fileOf(home), 'utf8').trim() : 'none'
  return text === 'loading' || text === 'loaded' ? text : 'none'
}

/**
 * Decides before anything is started: a first start gets the demonstration if it is wanted. One that was cut off while it came in begins
 * anew: its links were in the memory of a process that is gone. Gives whether all that is in this home has to go first.
 */
export function decideDemonstration (home: Home, wanted: boolean): { startOver: boolean } {
  const before = demonstrationIn(home)
  const first = !existsSync(join(home.folder, 'secrets.json'))
  if (before === 'loading' || first) writeFileSync(fileOf(home), wanted ? 'loading\n' : 'none\n', { mode: 0o600 })
  return { startOver: before === 'loading' }
}

/** Takes away a half of a demonstration: every database, every key, every event. */
export async function takeAway (home: Home, adminUrl: string, services: readonly string[]): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000, statement_timeout: 60_000 })
  await admin.connect()
  try {
    for (const service of services) await admin.query(`drop database if exists ${pg.escapeIdentifier(service)} with (force)`)
  } finally {
    await admin.end()
  }
  rmSync(home.vault, { recursive: true, force: true })
  rmSync(home.kafka, { recursive: true, force: true })
  openHome(home.folder)
}

type Loading = { home: string, officeSignIn: string, say: (sentence: string) => void }

const today = () => new Date().toISOString().slice(0, 10)

/** Says who one may be, and brings the demonstration in if it is not. Gives what ends the loading; it never fails, it says why it stopped. */
export function startDemonstration ({ door, catcher }: { door: string, catcher: string | null }, { home: folder, officeSignIn, say }: Loading): { stop: () => Promise<void> } {
  const home = openHome(folder)
  const state = demonstrationIn(home)
  if (state === 'none') return { stop: async () => {} }
  const demonstration = demonstrationOn(today(), officeSignIn)
  greet(demonstration, state, say)
  if (state === 'loaded' || catcher === null) return { stop: async () => {} }
  const stopping = new AbortController()
  const sign = async () => (await tokenSigner(openSecrets(home).door.private))('web', { subject: 'operator', roles: ['operator'] })
  const done = loadDemonstration({ door, catcher, sign, officeSignIn, demonstration, say, signal: stopping.signal }).then(
    () => { if (!stopping.signal.aborted) writeFileSync(fileOf(home), 'loaded\n', { mode: 0o600 }) },
    (error: Error) => { say(stopping.signal.aborted ? 'The demonstration was not all in; it comes anew at the next start.' : `The demonstration could not be loaded: ${error.message} It comes anew at the next start.`) })
  return {
    stop: async () => {
      stopping.abort()
      await done
    }
  }
}

function greet (demonstration: ReturnType<typeof demonstrationOn>, state: DemonstrationState, say: (sentence: string) => void): void {
  say(`Demonstration data: Meridian, an invented company of ${demonstration.people.length} people, ${state === 'loaded' ? 'is in here' : 'is coming in now: its surveys within a minute, its program and commitments in another minute or two'}. Sign in as`)
  for (const { signIn, role, name } of guestsOf(demonstration)) say(`  ${signIn.padEnd(20)} ${role} (${name})`)
  say('For your own people, stop this and start with DEMO=none and a folder of its own in WEFT_HOME.')
}
