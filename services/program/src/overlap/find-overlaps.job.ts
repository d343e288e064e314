import { inTransaction } from '@weft/service-kit/database'
import type { Job } from '@weft/service-kit/job'
import type { Deps } from '../deps.ts'
import { encodeSentences, remembering, type Encode, type Meaning } from '../meaning/sentence.store.ts'
import { shippedWordMap } from '../meaning/word-map.store.ts'
import { findingsAmong } from './findings.ts'
import { lastRun, portfolioNow, projectsThatGoOn, saveFindings } from './overlap.store.ts'
import { aboutOf, type Project } from './project.ts'

const PAUSE_MS = 5_000
/** How long other work waits for one stretch of this. */
const STRETCH_MS = 20
/** The sentences of more projects than this are not read one by one: it would take minutes. The map of words stands alone then. */
export const MOST_READ = 1_500

type Needs = Pick<Deps, 'pool' | 'now' | 'log'> & { encode?: Encode }

/** Lays the projects side by side again whenever they have changed since the last time. Other requests are let in between. */
export const findOverlapsJob = ({ pool, now, log, encode = remembering(encodeSentences) }: Needs): Job => ({
  name: 'find-overlaps',
  everyMs: PAUSE_MS,
  run: async signal => {
    const portfolio = await portfolioNow(pool)
    if ((await lastRun(pool))?.portfolio === portfolio) return
    const projects = await projectsThatGoOn(pool)
    const meanings = await meaningsOf(projects, encode, signal, error => { log.warn({ err: error, job: 'find-overlaps' }, 'the sentence model did not run; projects are compared by their words alone') })
    const finding = findingsAmong(projects, shippedWordMap(), meanings)
    let since = performance.now()
    for (;;) {
      const step = finding.next()
      if (signal.aborted) return
      if (step.done) return inTransaction(pool, tx => saveFindings(tx, step.value, { portfolio, projects: projects.length, now: now() }))
      if (performance.now() - since < STRETCH_MS) continue
      await new Promise(resolve => setImmediate(resolve))
      since = performance.now()
    }
  }
})

/** The meaning of each project's text by its id; undefined where there are too many, or where the model does not run here: then the map of words stands alone. */
export async function meaningsOf (projects: readonly Project[], encode: Encode, signal: AbortSignal, told: (error: unknown) => void): Promise<Map<string, Meaning> | undefined> {
  if (projects.length > MOST_READ) return undefined
  try {
    const vectors = await encode(projects.map(aboutOf), signal)
    return new Map(projects.map(({ id }, place) => [id, vectors[place]!]))
  } catch (error) {
    if (!signal.aborted) told(error)
    return undefined
  }
}
