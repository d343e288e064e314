import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { directoryOf, knownKeys, saveChecked, type Run } from './portfolio-import.store.ts'
import { countsOf, markKnown, sortRows, type Sorted } from './sort-rows.ts'
import { resolved, spellingsOf } from './spellings.ts'
import { readStaged } from './staged-file.store.ts'

export type Checked = Pick<Run, 'files' | 'spellings' | 'counts'> & { rows: Sorted[] }

/** What every row would become now, by the run's readings and choices. Changes nothing. */
export async function composeImport (tx: Sql, run: Run): Promise<Checked> {
  const sorted = sortRows(await readStaged(tx, run), new Set(run.choices.taken))
  const rows = markKnown(sorted, await knownKeys(tx, sorted.flatMap(({ key }) => key ?? [])))
  const directory = await directoryOf(tx)
  const spellings = spellingsOf(rows, directory, run.choices)
  const files = run.files.map((file, place) => ({ ...file, counts: countsOf(rows.filter(row => row.file === place)) }))
  const counts = countsOf(rows)
  if (counts.rows !== counts.new + counts.known + counts.notProjects + counts.refused || counts.rows !== run.files.reduce((sum, file) => sum + file.rows, 0)) throw new Error(`The rows of the import ${run.runId} do not add up`) // guard: rows add up
  return { files, spellings, counts, rows: resolved(rows, spellings, directory) }
}

export async function checkImport (tx: Sql, run: Run): Promise<void> {
  const { rows, ...checked } = await composeImport(tx, run)
  await saveChecked(tx, run.runId, checked, rows)
}

/** Throws `import-over` for one that was applied or dropped. */
export function checkOpen ({ state }: Pick<Run, 'state'>): void {
  if (state !== 'matching' && state !== 'ready') throw new Refusal('conflict', 'import-over', 'This import is over. Begin a new one.')
}
