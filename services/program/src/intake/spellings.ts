import type { Spelling } from '@weft/contracts/program/portfolio-api'
import type { ToldFields } from '../initiative/fields.ts'
import { finderOf, onlyBest, wordsOf, type Fitting, type Named } from './alike.ts'
import type { Sorted } from './sort-rows.ts'

export type Choices = { people: Readonly<Record<string, string>>, units: Readonly<Record<string, string>> }
export type Directory = { people: readonly (Named<string> & { detail: string | null })[], units: readonly Named<string>[] }
type Kind = Spelling['kind']

const MOST_CANDIDATES = 8
const MOST_SPELLINGS = 2_000

/**
 * Every way in which a person or a unit is written in rows that come in, with what it most likely means: somebody of the directory; else
 * the fuller spelling of the same name elsewhere in the files ("E. Svensson" and "Eva Svensson"). A guess is made only where one alone fits best.
 */
export function spellingsOf (rows: readonly Sorted[], directory: Directory, choices: Choices): Spelling[] {
  const coming = rows.filter(({ outcome }) => outcome === 'new').flatMap(({ fields }) => fields ?? [])
  return (['people', 'units'] as const).flatMap(kind => {
    const written = countsIn(coming, kind)
    const inDirectory = finderOf<string>(directory[kind].map(({ id, name }) => ({ id, name })), kind)
    const fuller = finderOf<string>([...written.keys()].map(name => ({ id: name, name })), kind)
    const byId = new Map(directory[kind].map(one => [one.id, one]))
    const byLowId = new Map(directory[kind].map(one => [one.id.toLowerCase(), one.id]))
    return [...written].map(([text, count]) => {
      const exact = byLowId.get(text.toLowerCase())
      const found = exact === undefined ? inDirectory(text) : [{ id: exact, name: byId.get(exact)?.name ?? exact, fit: 'same' as const }]
      const others = elsewhere(text, fuller(text))
      return spellingOf({ kind, text, count, found, others, chosen: choices[kind][text], detailOf: id => { const one = byId.get(id); return one !== undefined && 'detail' in one ? (one as { detail: string | null }).detail : null } })
    })
  }).slice(0, MOST_SPELLINGS)
}

function countsIn (coming: readonly ToldFields[], kind: Kind): Map<string, number> {
  const counts = new Map<string, number>()
  for (const fields of coming) {
    const texts = kind === 'people' ? [fields.owner, fields.sponsor] : [fields.unit]
    for (const text of new Set(texts.filter(one => one !== null))) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return counts
}

/** Fuller spellings of the same name: more letters, and not only another order of the words, of which the plain one wins. */
function elsewhere (text: string, found: readonly Fitting<string>[]): Fitting<string>[] {
  const others = found.filter(({ name }) => name !== text)
  return others.filter(({ name, fit }) => fit === 'same' ? plainness(name) > plainness(text) || (plainness(name) === plainness(text) && name < text) : wordsOf(name).join('').length > wordsOf(text).join('').length)
}
/** "Eva Svensson" is plainer than "Svensson, Eva" and "eva.svensson". */
const plainness = (name: string): number => (/[,@]/.test(name) ? 0 : 2) + (/^\p{Lu}/u.test(name) ? 1 : 0) + (/ /.test(name) ? 1 : 0) + (/[^\u0020-\u007e]/.test(name) ? 1 : 0)

type Found = { kind: Kind, text: string, count: number, found: readonly Fitting<string>[], others: readonly Fitting<string>[], chosen: string | undefined, detailOf: (id: string) => string | null }

function spellingOf ({ kind, text, count, found, others, chosen, detailOf }: Found): Spelling {
  const candidates = [
    ...found.map(({ id, name }) => ({ choice: `id:${id}`, name, detail: detailOf(id) ?? id })),
    ...others.map(({ name }) => ({ choice: `name:${name}`, name, detail: null }))
  ].slice(0, MOST_CANDIDATES)
  const best = onlyBest(found)
  const base = { kind, written: text, rows: count, candidates }
  if (chosen !== undefined && (chosen === 'as-written' || candidates.some(({ choice }) => choice === chosen))) return { ...base, choice: chosen, from: 'chosen' }
  if (best !== null) return { ...base, choice: `id:${best.id}`, from: best.fit === 'same' && best.name.trim().toLowerCase() === text.trim().toLowerCase() ? 'same' : 'guess' }
  const other = found.length > 0 ? null : onlyBest(others) ?? othersAgree(others)
  return other === null ? { ...base, choice: 'as-written', from: 'none' } : { ...base, choice: `name:${other.name}`, from: 'guess' }
}

/** Several fuller spellings that are one name: the plainest of them. */
function othersAgree (others: readonly Fitting<string>[]): Fitting<string> | null {
  const [first] = others
  if (first === undefined) return null
  const words = (name: string) => [...wordsOf(name)].sort().join(' ')
  return others.every(({ name }) => words(name) === words(first.name)) ? [...others].sort((a, b) => plainness(b.name) - plainness(a.name) || (a.name < b.name ? -1 : 1))[0] ?? null : null
}

/** The rows with people and units resolved as chosen or guessed; what was written stays written. */
export function resolved (rows: readonly Sorted[], spellings: readonly Spelling[], directory: Directory): Sorted[] {
  const choiceOf = new Map(spellings.map(one => [`${one.kind} ${one.written}`, one]))
  const nameOf = new Map([...directory.people, ...directory.units].map(({ id, name }) => [id, name]))
  return rows.map(row => {
    if (row.fields === null || row.outcome !== 'new') return row
    const guesses = { ...row.guesses }
    const settle = (kind: Kind, field: string, written: string | null): { written: string | null, id: string | null } => {
      const spelling = written === null ? undefined : choiceOf.get(`${kind} ${written}`)
      if (spelling === undefined || spelling.choice === 'as-written') return { written, id: null }
      const [how, what] = [spelling.choice.slice(0, spelling.choice.indexOf(':')), spelling.choice.slice(spelling.choice.indexOf(':') + 1)]
      if (spelling.from === 'guess') guesses[field] = `${guesses[field] === undefined ? '' : `${guesses[field]} `}"${written ?? ''}" was taken for ${how === 'id' ? nameOf.get(what) ?? what : what}.`
      return how === 'id' ? { written, id: what } : { written: what, id: null }
    }
    const [owner, sponsor, unit] = [settle('people', 'owner', row.fields.owner), settle('people', 'sponsor', row.fields.sponsor), settle('units', 'unit', row.fields.unit)]
    return { ...row, guesses, fields: { ...row.fields, owner: owner.written, ownerId: owner.id, sponsor: sponsor.written, sponsorId: sponsor.id, unit: unit.written, unitId: unit.id } }
  })
}
