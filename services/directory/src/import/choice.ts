import type { ImportMapping, ImportRules, ImportRunState } from '@weft/contracts/directory/api'
import { Refusal, type Problem } from '@weft/service-kit/refusal'
import { columnsIn, isBandName, missingFields, type Headers } from './fields.ts'
import { rulesFor } from './problems.ts'

const OPEN: readonly string[] = ['matching', 'fixing', 'ready'] satisfies ImportRunState[]

/** Throws `run-over` for a run that was applied, undone or dropped. */
export function checkOpen ({ state }: { state: string }): void {
  if (!OPEN.includes(state)) throw new Refusal('conflict', 'run-over', 'This import is over. Begin a new one.')
}

/** Whether a mapping fits the files. Throws `bad-mapping` with every finding. */
export function checkMapping (mapping: ImportMapping, headers: Headers): void {
  const problems: Problem[] = [
    ...missingFields(mapping, headers).map(({ file, field }) => ({ at: `${file}.${field}`, code: 'missing-field', sentence: `Say which column of the ${file} file holds this.` })),
    ...(['units', 'people'] as const).flatMap(file => problemsIn(file, mapping, headers))
  ]
  if (problems.length > 0) throw new Refusal('invalid', 'bad-mapping', 'The columns do not fit the files yet.', problems)
}

function problemsIn (file: 'units' | 'people', mapping: ImportMapping, headers: Headers): Problem[] {
  const [own, header] = [mapping[file], headers[file]]
  if (own === undefined) return []
  const found = (code: string, sentence: string, at: string = file): Problem => ({ at, code, sentence })
  if (header === undefined) return [found('no-such-file', `There is no ${file} file in this import.`)]
  const columns = columnsIn(own)
  const bands = 'bands' in own ? own.bands : []
  return [
    ...columns.filter(column => !header.includes(column)).map(column => found('no-such-column', `The ${file} file has no column "${column.slice(0, 60)}".`)),
    ...columns.filter((column, place) => columns.indexOf(column) !== place).map(column => found('column-twice', `The column "${column.slice(0, 60)}" is used twice.`)),
    ...bands.filter(({ band }, place) => !isBandName(band) || bands.findIndex(one => one.band === band) !== place).map(({ band }) => found('bad-band', `There is no band, or there are two, called "${band.slice(0, 60)}".`))
  ]
}

/** Whether each rule is one that is offered for its problem. Throws `no-such-rule`. */
export function checkRules (rules: ImportRules): void {
  const bad = Object.entries(rules).find(([key, rule]) => !rulesFor(key).includes(rule))
  if (bad !== undefined) throw new Refusal('invalid', 'no-such-rule', `There is no rule ${bad[1]} for ${bad[0].slice(0, 60)}.`)
}
