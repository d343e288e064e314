import type { ImportPreview, ImportRunState } from '@weft/contracts/directory/api'
import { Refusal } from '@weft/service-kit/refusal'
import { countsOf, type After, type Before, type Effects } from './effects.ts'
import { isAdministrator } from './lock-out.ts'

/** More than this share of the people leaving at once is most often half a file. */
export const MOST_LEAVERS = 0.1
export const UNDO_DAYS = 30
const DAY_MS = 86_400_000

/** Who imports: somebody the directory knows, or the first sign-in of an installation; both null for neither. `isOffice`: whether they hold the program office. `today`: ISO date. */
export type Importer = { personId: string | null, firstSignIn: string | null, isOffice: boolean, today: string }

/** What would happen, in figures. `leftOut`: rows that are not taken. */
export function previewOf (before: Before, after: After, { units, people, effects }: Effects, { baseVersion, leftOut, importer }: { baseVersion: number, leftOut: number, importer: Pick<Importer, 'personId' | 'firstSignIn'> }): ImportPreview {
  const figures = ({ added, changed, ended, same }: Effects['people'] | Effects['units']) => ({ added: added.length, changed: changed.length, ended: ended.length, same })
  return {
    baseVersion, units: figures(units), people: figures(people), effects: countsOf(effects), leftOut,
    peopleBefore: before.people.size, peopleAfter: after.people.length,
    needsConfirmation: isTooMany(people.ended.length, before.people.size),
    youLoseAccess: losesAccess(after, importer)
  }
}

function losesAccess ({ people }: After, { personId, firstSignIn }: Pick<Importer, 'personId' | 'firstSignIn'>): boolean {
  if (personId !== null) return !isAdministrator(people, personId)
  // The first sign-in has the office only while nobody holds it by name.
  return firstSignIn !== null && people.some(({ role }) => role === 'program-office') && !isAdministrator(people, people.find(({ signIn }) => signIn === firstSignIn)?.personId ?? null)
}

export const isTooMany = (leavers: number, people: number): boolean => leavers > people * MOST_LEAVERS // guard: ten percent stop

export const changesAnything = ({ units, people }: Pick<ImportPreview, 'units' | 'people'>): boolean =>
  [units, people].some(({ added, changed, ended }) => added + changed + ended > 0)

/** Whether two previews foresee the same numbers. */
export const isSame = (one: ImportPreview, other: ImportPreview): boolean => (['units', 'people'] as const).every(what =>
  (['added', 'changed', 'ended', 'same'] as const).every(number => one[what][number] === other[what][number]))

/** Whether so many may leave. `confirmed` is the number that somebody typed. Throws `too-many-leavers`, or `wrong-number` when another was typed. */
export function checkLeavers ({ people, peopleBefore }: Pick<ImportPreview, 'people' | 'peopleBefore'>, confirmed: number | undefined): void {
  if (!isTooMany(people.ended, peopleBefore)) return
  if (confirmed === people.ended) return
  const says = `This would end ${people.ended} of ${peopleBefore} people, more than a tenth.`
  if (confirmed === undefined) throw new Refusal('conflict', 'too-many-leavers', `${says} Nothing was changed. If it is right, say so by their number: confirmLeavers=${people.ended}.`)
  throw new Refusal('conflict', 'wrong-number', `${says} The number given was ${confirmed}. Nothing was changed.`)
}

type Applicable = { state: ImportRunState | 'uploading', preview: ImportPreview | null }

/** Whether a run may be applied to what is there now, `version` 0 for nothing. Throws `run-not-ready`, `stale-preview`. Gives its preview. */
export function checkApplicable ({ state, preview }: Applicable, version: number): ImportPreview {
  if (state !== 'ready' || preview === null) throw new Refusal('conflict', 'run-not-ready', 'This import is not ready: its columns or problems are still open, or it is over.')
  if (preview.baseVersion !== version) throw new Refusal('conflict', 'stale-preview', 'The organisation has changed since this was checked. Nothing was changed. Check the effect again.') // guard: fresh preview
  return preview
}

type Undoable = { state: ImportRunState | 'uploading', appliedAt: Date | null, version: number | null, preview: ImportPreview | null }
/** `later`: number of the newest import on top of it that still stands; null: none. */
export type OnTop = { later: number | null }

export const undoUntil = (appliedAt: Date): Date => new Date(appliedAt.getTime() + UNDO_DAYS * DAY_MS)

/** Why a run cannot be undone now; null when it can. */
export function undoRefusal (run: Undoable, { later }: OnTop, now: Date): Refusal | null {
  if (run.state !== 'applied' || run.appliedAt === null) return new Refusal('conflict', 'run-not-applied', 'This import was not applied, or is undone already.')
  if (run.preview === null || !changesAnything(run.preview)) return new Refusal('conflict', 'nothing-to-undo', 'This import changed nothing.')
  if (undoUntil(run.appliedAt) < now) return new Refusal('conflict', 'undo-too-late', `An import can be undone for ${UNDO_DAYS} days. Send a new file instead.`) // guard: undo window
  if (later !== null) return new Refusal('conflict', 'later-import', `Import ${later} came after this one. Undo that one first.`)
  return null
}
