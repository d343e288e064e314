import type { PortfolioCounts } from '@weft/contracts/program/portfolio-api'
import type { Sql } from '@weft/service-kit/database'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import { writtenEvent } from '../initiative/events-of-initiative.ts'
import type { ToldFields } from '../initiative/fields.ts'
import { insertInitiatives } from '../initiative/initiative.store.ts'
import { noteHappening } from '../momentum/happening.store.ts'
import { composeImport } from './check-import.store.ts'
import { markApplied, rowsAfter, runIn } from './portfolio-import.store.ts'
import { MOST_ROWS } from './staged-file.store.ts'

type By = { by: string, now: Date, newId: () => string }

/**
 * Takes every new row into the portfolio, or none. What is applied is what was shown: when the portfolio or the directory has changed
 * since, nothing happens. Applied twice, the second time answers as the first. Throws `import-not-ready`, `stale-preview`.
 */
export async function applyImport (tx: Sql, runId: string, { by, now, newId }: By): Promise<PortfolioCounts> {
  // Two imports of the same files at once: the second one waits, and finds its rows there already.
  await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtextextended('portfolio-apply', 0))`)
  const run = await runIn(tx, runId, { lock: true })
  if (run.state === 'applied' && run.counts !== null) return run.counts
  if (run.state !== 'ready' || run.counts === null) throw new Refusal('conflict', 'import-not-ready', 'This import is not ready: its columns are still open, or it is over.')
  const again = await composeImport(tx, run)
  const shown = await rowsAfter(tx, runId, ['new'], [-1, 0], MOST_ROWS)
  const stale = !isSame(again.counts, run.counts) || signature(shown) !== signature(again.rows.filter(({ outcome }) => outcome === 'new'))
  if (stale) throw new Refusal('conflict', 'stale-preview', 'The portfolio or the directory has changed since this was checked. Nothing was changed. Check the rows again.') // guard: import as shown
  const came = shown.flatMap(row => row.fields === null ? [] : [{ ...row, fields: row.fields, initiativeId: newId() }])
  await insertInitiatives(tx, came.map(({ initiativeId, fields, file, row, key }) => ({
    initiativeId, fields, source: { format: run.files[file]?.reading.format ?? 'csv', file: run.files[file]?.name ?? null, row, key }
  })), { by, now })
  await appendToOutbox(tx, came.map(({ initiativeId, fields, file }) => writtenEvent('registered', { initiativeId, version: 1, fields, source: run.files[file]?.reading.format ?? 'csv' }, { id: newId(), time: now.toISOString() })))
  await markApplied(tx, runId, came, now)
  if (came.length > 0) await noteHappening(tx, { kind: 'projects-imported', about: runId, what: `${came.length === 1 ? 'One project was' : `${came.length} projects were`} imported from ${run.files.length === 1 ? 'a file' : `${run.files.length} files`}`, href: `/program/projects/imports/${runId}`, day: now.toISOString().slice(0, 10) })
  return run.counts
}

/** Key and whom each row means: what somebody saw and agreed to. */
const signature = (rows: readonly { key: string | null, fields: ToldFields | null }[]): string =>
  JSON.stringify(rows.map(({ key, fields }) => [key, fields?.ownerId, fields?.owner, fields?.sponsorId, fields?.unitId, fields?.unit]))

const isSame = (one: PortfolioCounts | null, other: PortfolioCounts): boolean => (['rows', 'new', 'known', 'notProjects', 'refused'] as const).every(name => one?.[name] === other[name])
