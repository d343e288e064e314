import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSmallDefault } from '@weft/infra/small-default/launcher'

/** Where a journey goes: addresses, and a folder with the secret that access keys are made with. */
export type Platform = { home: string, door: string, surveys: string, catcher: string | null, stop: () => Promise<void> }

/**
 * The platforms that a journey is walked on. Normally two that are started here; with WEFT_GIVEN_DOOR, WEFT_GIVEN_SURVEYS, WEFT_GIVEN_CATCHER and
 * WEFT_GIVEN_SECRETS (the folder that `npm run compose:secrets` wrote) one that runs already, fresh, such as docker-compose.evaluation.yml.
 */
export const platforms: readonly string[] = (process.env['WEFT_GIVEN_DOOR'] ?? '') === '' ? ['postgres', 'kafka'] : ['a given platform']

export async function openPlatform (kind: string): Promise<Platform> {
  const home = mkdtempSync(join(tmpdir(), 'weft-journey-'))
  const forget = () => rmSync(home, { recursive: true, force: true })
  if (kind !== 'postgres' && kind !== 'kafka') return { home, ...givenPlatform(home), stop: async () => { forget() } }
  const started = await startSmallDefault({ home, ports: 'free', events: kind, log: () => {} })
  return { ...started, home, stop: async () => { await started.stop(); forget() } }
}

function givenPlatform (home: string) {
  const [door = '', surveys = '', catcher = '', secrets = ''] = ['DOOR', 'SURVEYS', 'CATCHER', 'SECRETS'].map(name => process.env[`WEFT_GIVEN_${name}`])
  const key = JSON.parse(readFileSync(join(secrets, 'door_private_key'), 'utf8')) as unknown
  writeFileSync(join(home, 'secrets.json'), JSON.stringify({ door: { private: key } }), { mode: 0o600 })
  return { door, surveys, catcher }
}
