// The service as it is, on a clock that a journey moves: the platform starts this module in place of the service's own, with the file that
// holds by how many milliseconds the clock is ahead in its address. What the calendar does is looked for every second instead of every minute.
import { readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { definitionOf } from '@weft/commitments/main'
import type { Env } from '@weft/service-kit/config'
import { startService, type Running } from '@weft/service-kit/service'

/** Address of this module for the launcher. */
export const movedBy = (file: string): string => `${import.meta.url}?by=${encodeURIComponent(pathToFileURL(file).href)}`

export function start (env: Env): Promise<Running> {
  const file = fileURLToPath(new URL(import.meta.url).searchParams.get('by') ?? '')
  const now = () => new Date(Date.now() + Number(readFileSync(file, 'utf8')))
  const definition = definitionOf(env)
  return startService({
    ...definition,
    deps: async base => ({ ...await definition.deps(base), now }),
    jobs: deps => definition.jobs(deps).map(job => ({ ...job, everyMs: Math.min(job.everyMs, 1_000) }))
  })
}
