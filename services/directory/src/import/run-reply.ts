import type { ImportRunReply, ImportRunsReply } from '@weft/contracts/directory/api'
import { missingFields, unusedColumns, type Headers } from './fields.ts'
import type { Run } from './import-run.store.ts'
import { undoRefusal, undoUntil, type OnTop } from './run.ts'

export type RunLine = ImportRunsReply['runs'][number]

/** A run as a line of the history. */
export function lineOf (run: Run): RunLine {
  const { runId, number, startedAt, startedByName, appliedAt, undoneAt, version, files, preview } = run
  return {
    runId, number, state: run.state === 'uploading' ? 'matching' : run.state, startedAt: startedAt.toISOString(), startedBy: startedByName,
    appliedAt: appliedAt?.toISOString() ?? null, undoneAt: undoneAt?.toISOString() ?? null, version, preview,
    files: files.map(({ file, name }) => ({ file, name }))
  }
}

/** A run whole, with what can be done with it now. */
export function runReply (run: Run, onTop: OnTop, now: Date): ImportRunReply {
  const headers = headersOf(run)
  const { appliedAt } = run
  return {
    ...lineOf(run), files: run.files, mapping: run.mapping, mappingFrom: run.mappingFrom, groups: run.groups,
    missing: missingFields(run.mapping, headers), unused: unusedColumns(run.mapping, headers),
    undo: run.state === 'applied' && appliedAt !== null
      ? { until: undoUntil(appliedAt).toISOString().slice(0, 10), refusal: undoRefusal(run, onTop, now)?.message ?? null }
      : null
  }
}

/** The columns of files that a mapping can speak of. What came in one go had no mapping. */
export const headersOf = ({ files }: Pick<Run, 'files'>): Headers =>
  Object.fromEntries(files.filter(({ columns }) => columns.length > 0).map(({ file, columns }) => [file, columns.map(({ column }) => column)]))
