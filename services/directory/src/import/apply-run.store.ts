import type { ImportReply } from '@weft/contracts/directory/api'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { becomeOrganisation, stateNow, type Moment } from '../organisation/apply-organisation.store.ts'
import { problemsOf, refusedRows } from '../organisation/check-organisation.ts'
import { personFacts, unitFacts, type PersonRow, type UnitRow } from '../organisation/organisation.ts'
import { latestVersion, lockOrganisation, peopleAt, unitsAt } from '../organisation/organisation.store.ts'
import { countsOf } from '../health/checks.ts'
import { healthNow } from '../health/health.store.ts'
import { foresee, forTheOffice, workOut } from './check-run.store.ts'
import type { Effect } from './effects.ts'
import { findRun, importOnTop, insertRun, markApplied, markUndone, markUploaded, saveEffects, type Run } from './import-run.store.ts'
import { checkOffice } from './office-only.ts'
import { checkApplicable, checkLeavers, isSame, undoRefusal, type Importer } from './run.ts'

type By = { importer: Importer, confirmLeavers: number | undefined }

/**
 * Applies a run whole, in the caller's transaction. A second time changes nothing. Throws what `checkApplicable`, `checkLeavers` and `checkOffice` throw,
 * and `stale-preview` when working it out again gives anything else than what was shown.
 */
export async function applyRun (tx: Sql, runId: string, { importer, confirmLeavers }: By, moment: Moment): Promise<boolean> {
  await lockOrganisation(tx)
  const run = await findLocked(tx, runId)
  if (run.state === 'applied') return false
  const shown = checkApplicable(run, (await latestVersion(tx))?.version ?? 0)
  checkLeavers(shown, confirmLeavers)
  const state = await stateNow(tx)
  const { composed, preview, effects } = await workOut(tx, run, state, importer)
  if (preview === null || !isSame(preview, shown)) {
    throw new Refusal('conflict', 'stale-preview', 'Checked again, this import would do something else than what was shown. Nothing was changed. Check the effect again.')
  }
  checkOffice(onlyOffice(effects), importer.isOffice)
  const health = countsOf(await healthNow(tx, state))
  const { version, changedAnything } = await becomeOrganisation(tx, state, composed, moment)
  await markApplied(tx, { runId, now: moment.now, version, preview: shown, health })
  return changedAnything
}

/** Upload, check and apply in one go, of two files in our own columns: whole or not at all. Kept as a run like any other. */
export async function applyFiles (tx: Sql, files: { units: readonly UnitRow[], people: readonly PersonRow[] }, { importer, confirmLeavers, by }: By & { by: string }, moment: Moment): Promise<ImportReply> {
  await lockOrganisation(tx)
  const state = await stateNow(tx)
  const problems = problemsOf(files.units, files.people, { known: new Map([...state.people].map(([id, { facts }]) => [id, facts])), importer: importer.personId })
  if (problems.length > 0) throw refusedRows(problems)
  const next = { units: files.units.map(unitFacts), people: files.people.map(personFacts) }
  const { preview, effects } = await foresee(tx, state, next, { leftOut: 0, importer })
  checkLeavers(preview, confirmLeavers)
  checkOffice(onlyOffice(effects), importer.isOffice)
  const health = countsOf(await healthNow(tx, state))
  const reply = await becomeOrganisation(tx, state, next, moment)
  const runId = moment.newId()
  await insertRun(tx, { runId, by, now: moment.now })
  const described = (file: 'units' | 'people') => ({ file, name: `${file}.csv`, rows: files[file].length, encoding: 'utf-8' as const, delimiter: ',', columns: [] })
  await markUploaded(tx, runId, { files: [described('units'), described('people')], mapping: {}, mappingFrom: 'guess' })
  await saveEffects(tx, runId, effects)
  await markApplied(tx, { runId, now: moment.now, version: reply.version, preview, health })
  return reply
}

/** Makes the organisation what it was before a run, as a version of its own. A second time changes nothing. Throws what `undoRefusal` and `checkOffice` give. */
export async function undoRun (tx: Sql, runId: string, { importer, by }: Pick<By, 'importer'> & { by: string }, moment: Moment): Promise<boolean> {
  await lockOrganisation(tx)
  const run = await findLocked(tx, runId)
  if (run.state === 'undone') return false
  const refusal = undoRefusal(run, { later: await importOnTop(tx, run.version) }, moment.now)
  if (refusal !== null) throw refusal
  const base = run.preview?.baseVersion ?? 0
  const before = { units: [...(await unitsAt(tx, base)).values()].map(({ facts }) => facts), people: [...(await peopleAt(tx, base)).values()].map(({ facts }) => facts) }
  const state = await stateNow(tx)
  checkOffice(await forTheOffice(tx, state, before, importer), importer.isOffice)
  const { version, changedAnything } = await becomeOrganisation(tx, state, before, moment)
  await markUndone(tx, runId, { by, now: moment.now, version })
  return changedAnything
}

const onlyOffice = (effects: readonly Effect[]): Effect[] => effects.filter(({ kind }) => kind === 'needs-office')

async function findLocked (tx: Sql, runId: string): Promise<Run> {
  const run = await findRun(tx, runId, { lock: true })
  if (run === undefined) throw noSuchRun()
  return run
}

export const noSuchRun = () => new Refusal('not-found', 'no-such-import', 'There is no such import.')
