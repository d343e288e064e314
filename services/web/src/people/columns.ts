import { mappingRequest, personField, unitField, type ImportMapping, type ImportRunReply } from '@weft/contracts/directory/api'
import { Refusal } from '@weft/service-kit/refusal'

export type ColumnsForm = Readonly<Record<string, string | readonly string[]>>

const LONGEST_BAND = 64

/** What the form of columns says, as the directory takes it. */
export function mappingFrom (form: ColumnsForm, files: ImportRunReply['files']): ImportMapping {
  const fieldsOf = (file: 'units' | 'people', names: readonly string[]) => Object.fromEntries(names.flatMap(name => {
    const column = form[`${file}.${name}`]
    return typeof column === 'string' && column !== '' ? [[name, column]] : []
  }))
  const has = (file: 'units' | 'people') => files.some(one => one.file === file)
  const parsed = mappingRequest.safeParse({
    ...has('units') && { units: { fields: fieldsOf('units', unitField.options) } },
    ...has('people') && { people: { fields: fieldsOf('people', personField.options), bands: [form['bands'] ?? []].flat().map(column => ({ band: bandName(column), column })) } }
  })
  if (!parsed.success) throw new Refusal('invalid', 'bad-mapping', 'Choose at most twenty bands, and columns that are in the file.')
  return parsed.data
}

/** "band_site" → "site": what a wave calls it. */
const bandName = (column: string): string => column.replace(/^band_/, '').trim().slice(0, LONGEST_BAND).toWellFormed() || column.slice(0, LONGEST_BAND)

/** Where the directory's findings stand in the form. */
export const findingsOf = ({ problems, message }: Refusal): { at?: string, sentence: string }[] => problems.length === 0
  ? [{ sentence: message }]
  : problems.map(({ at, code, sentence }) => code === 'missing-field' ? { at, sentence } : { sentence })
