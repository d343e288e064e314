import type { OwnDataReply } from '@weft/contracts/commitments/owndata-api'
import { csvFields, withoutFormula } from '@weft/service-kit/csv-line'

const HEAD = ['list', 'line', 'field', 'value']

/** The same as the JSON, a line for each value: nothing of it can be missing, however its lists grow. Texts that a spreadsheet would run are made harmless. */
export const linesOf = ({ takenOn, complete, person, ...lists }: OwnDataReply): string => [
  csvFields(HEAD), csvFields(['file', 1, 'takenOn', takenOn]), csvFields(['file', 1, 'complete', complete ? 'yes' : 'no']),
  ...person === null ? [] : fieldsOf('person', 1, person),
  ...Object.entries(lists).flatMap(([list, records]) => records.flatMap((record, place) => fieldsOf(list, place + 1, record)))
].join('')

const fieldsOf = (list: string, line: number, record: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(record).flatMap(([field, value]) => value === null ? [] : [csvFields([list, line, field, typeof value === 'number' ? value : withoutFormula(typeof value === 'string' ? value : JSON.stringify(value))])])
