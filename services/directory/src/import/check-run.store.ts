import type { ImportPreview } from '@weft/contracts/directory/api'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { peopleGranted } from '../grant/grant.store.ts'
import { stateNow, type Next, type State } from '../organisation/apply-organisation.store.ts'
import { holdOrganisation, latestVersion } from '../organisation/organisation.store.ts'
import { compose, type Composed } from './compose.ts'
import { effectsOf, inOrder, type Effect } from './effects.ts'
import { clearLeftOut, insertLeftOut, saveChecked, saveEffects, type LeftOutRow, type Run } from './import-run.store.ts'
import { officeOnly } from './office-only.ts'
import { previewOf, type Importer } from './run.ts'
import { cellsOfLines, readStaged } from './staged-file.store.ts'
import { inSteps } from './steps.store.ts'

const LEFT_OUT_CHUNK = 1_000

export type Worked = { composed: Composed, preview: ImportPreview | null, effects: Effect[] }

/** Works a run out against the state given: the organisation it would make, and what that changes. Writes nothing. */
export async function workOut (tx: Sql, run: Run, state: State, importer: Importer): Promise<Worked> {
  const files = await readStaged(tx, run)
  const known = { units: factsOf(state.units), people: factsOf(state.people) }
  const composed = await inSteps(compose(files, known, run.rules, importer.personId))
  if (composed.isOpen) return { composed, preview: null, effects: [] }
  const leftOut = composed.leftOut.units.size + composed.leftOut.people.size
  const { preview, effects } = await foresee(tx, state, composed, { leftOut, importer })
  return { composed, preview, effects }
}

const factsOf = <Facts>(known: ReadonlyMap<string, { facts: Facts }>): Map<string, Facts> => new Map([...known].map(([id, { facts }]) => [id, facts]))

/** What becoming `next` would change. */
export async function foresee (tx: Sql, state: State, next: Next, { leftOut, importer }: { leftOut: number, importer: Importer }): Promise<{ preview: ImportPreview, effects: Effect[] }> {
  const worked = await inSteps(effectsOf(state, next))
  const effects = [...worked.effects, ...await forTheOffice(tx, state, next, importer)]
  const baseVersion = (await latestVersion(tx))?.version ?? 0
  return { preview: previewOf(state, next, { ...worked, effects }, { baseVersion, leftOut, importer }), effects }
}

/** What of becoming `next` only the program office may apply, in the order of names. */
export async function forTheOffice (tx: Sql, state: State, next: Next, { personId, today }: Importer): Promise<Effect[]> {
  const lines = await inSteps(officeOnly(state, next, { importer: personId, granted: await peopleGranted(tx, today) }))
  return inOrder(lines)
}

/** Compares a run with what stands and keeps what was found: problems, rows left out, effects. One at a time, for memory's sake: throws `check-busy`. */
export async function checkRun (tx: Sql, run: Run, importer: Importer): Promise<void> {
  const { rows: [lock] } = await tx.query<{ mine: boolean }>(/* sql */ `select pg_try_advisory_xact_lock(hashtextextended('import-check', 0)) as mine`)
  if (lock?.mine !== true) throw new Refusal('conflict', 'check-busy', 'Another file is being checked right now. Try again in a minute.')
  await holdOrganisation(tx)
  const { composed, preview, effects } = await workOut(tx, run, await stateNow(tx), importer)
  await saveChecked(tx, run.runId, composed.groups, preview)
  await saveEffects(tx, run.runId, effects)
  await clearLeftOut(tx, run.runId)
  for (const staged of run.files) await keepLeftOut(tx, run.runId, cellsOfLines(tx, run.runId, staged, composed.leftOut[staged.file]), composed.leftOut[staged.file].size)
}

async function keepLeftOut (tx: Sql, runId: string, rows: AsyncIterable<LeftOutRow>, count: number): Promise<void> {
  if (count === 0) return
  let chunk: LeftOutRow[] = []
  for await (const row of rows) {
    chunk.push(row)
    if (chunk.length < LEFT_OUT_CHUNK) continue
    await insertLeftOut(tx, runId, chunk)
    chunk = []
  }
  await insertLeftOut(tx, runId, chunk)
}
