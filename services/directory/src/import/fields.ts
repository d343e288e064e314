import { personField, unitField, type ImportMapping, type PersonField, type PersonMapping, type UnitField, type UnitMapping } from '@weft/contracts/directory/api'
import { sourceId } from '@weft/contracts/vocabulary'

/** What columns are called in exports of HR systems, in a few languages. Compared without case, accents, spaces and signs; an earlier one is a better guess. */
const personWords: Record<PersonField, readonly string[]> = {
  person: ['person', 'employee id', 'person id', 'worker id', 'employee number', 'employee no', 'personnel number', 'staff id', 'staff number', 'personalnummer', 'personalnr', 'mitarbeiternummer', 'mitarbeiter id', 'matricule', 'numero de empleado', 'id empleado', 'medarbejdernummer', 'anstallningsnummer', 'personeelsnummer', 'emp id', 'user id', 'id'],
  name: ['name', 'full name', 'display name', 'employee name', 'worker', 'employee', 'vollstandiger name', 'mitarbeiter', 'nom complet', 'nombre completo', 'naam', 'navn', 'namn'],
  given_name: ['given name', 'first name', 'forename', 'firstname', 'vorname', 'prenom', 'nombre', 'nome', 'voornaam', 'fornavn', 'fornamn'],
  family_name: ['family name', 'last name', 'surname', 'lastname', 'nachname', 'familienname', 'nom', 'nom de famille', 'apellido', 'apellidos', 'cognome', 'achternaam', 'efternavn', 'efternamn'],
  email: ['email', 'e-mail', 'e-mail address', 'email address', 'work email', 'business email', 'mail', 'e-mail-adresse', 'adresse e-mail', 'courriel', 'correo electronico', 'correo', 'epost'],
  unit: ['unit', 'unit id', 'org unit', 'organisation unit', 'organizational unit', 'organisational unit', 'department id', 'department code', 'department', 'dept id', 'dept', 'cost center', 'cost centre', 'kostenstelle', 'abteilung', 'organisationseinheit', 'orgeinheit', 'team', 'division', 'departement', 'service', 'centre de cout', 'departamento', 'centro de costes', 'afdeling', 'avdelning'],
  boss: ['boss', 'manager', 'manager id', 'line manager', 'supervisor', 'supervisor id', 'reports to', 'manager employee id', 'line manager id', 'manager email', 'vorgesetzter', 'vorgesetzte', 'fuhrungskraft', 'responsable', 'superieur', 'jefe', 'supervisor directo', 'leidinggevende', 'leder', 'chef'],
  rank: ['rank', 'level', 'job level', 'management level', 'grade', 'ebene', 'fuhrungsebene', 'niveau', 'nivel'],
  role: ['role', 'weft role'],
  sign_in: ['sign_in', 'sign in', 'sign-in', 'login', 'user name', 'username', 'upn', 'user principal name', 'benutzername', 'identifiant', 'usuario']
}
const unitWords: Record<UnitField, readonly string[]> = {
  unit: ['unit', 'unit id', 'org unit id', 'org unit', 'organisation unit id', 'department id', 'department code', 'cost center', 'cost centre', 'kostenstelle', 'abteilungsnummer', 'code', 'id'],
  parent: ['parent', 'parent id', 'parent unit', 'parent unit id', 'superior unit', 'higher level unit', 'reports to', 'parent department', 'ubergeordnete einheit', 'ubergeordnete kostenstelle', 'unite parente', 'unidad superior'],
  name: ['name', 'unit name', 'department name', 'department', 'description', 'title', 'bezeichnung', 'abteilung', 'libelle', 'nom', 'nombre', 'descripcion', 'naam']
}
const BAND = 'band_'
const MOST_BANDS = 20

/** "Kosten-Stelle " → "kostenstelle" */
const bare = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** Which column each field most likely is. A column is guessed for one field only, the best word first; the order of columns does not matter. */
function guessFields<Field extends string> (header: readonly string[], fields: readonly Field[], words: Record<Field, readonly string[]>): Partial<Record<Field, string>> {
  const columnOf = new Map<string, string>()
  // Of two columns that look the same to `bare`, the one whose name comes first in the alphabet: not the one that happens to stand first.
  for (const column of [...header].sort()) if (!columnOf.has(bare(column))) columnOf.set(bare(column), column)
  const claims = fields.flatMap(field => words[field].flatMap((word, strength) => {
    const column = columnOf.get(bare(word))
    return column === undefined ? [] : [{ field, column, strength }]
  }))
  const guess: Partial<Record<Field, string>> = {}
  const taken = new Set<string>()
  for (const { field, column } of claims.sort((a, b) => a.strength - b.strength)) {
    if (guess[field] !== undefined || taken.has(column)) continue
    guess[field] = column
    taken.add(column)
  }
  return guess
}

/** A mapping guessed from the names of columns. Columns `band_…` are bands. */
export function guessPeople (header: readonly string[]): PersonMapping {
  const fields = guessFields(header, personField.options, personWords)
  // A whole name is better than two halves; halves are of use only together.
  if (fields.name !== undefined || fields.given_name === undefined || fields.family_name === undefined) {
    delete fields.given_name
    delete fields.family_name
  }
  const bands = header.filter(column => column.startsWith(BAND) && isBandName(column.slice(BAND.length))).slice(0, MOST_BANDS)
  return { fields, bands: bands.sort().map(column => ({ band: column.slice(BAND.length), column })) }
}

export const guessUnits = (header: readonly string[]): UnitMapping => ({ fields: guessFields(header, unitField.options, unitWords) })

export const isBandName = (name: string): boolean => name !== '__proto__' && sourceId.safeParse(name).success

/** Whether an earlier mapping finds all its columns here. */
export const fits = (mapping: UnitMapping | PersonMapping, header: readonly string[]): boolean => columnsIn(mapping).every(column => header.includes(column))

export const columnsIn = (mapping: UnitMapping | PersonMapping): string[] =>
  [...Object.values(mapping.fields), ...'bands' in mapping ? mapping.bands.map(({ column }) => column) : []]

export type Headers = { units?: readonly string[], people?: readonly string[] }

/** Fields without which a file cannot be read. */
export function missingFields (mapping: ImportMapping, headers: Headers): { file: 'units' | 'people', field: string }[] {
  const units = headers.units === undefined ? [] : unitField.options.filter(field => mapping.units?.fields[field] === undefined)
  const people = headers.people === undefined ? [] : missingOfPeople(mapping.people?.fields ?? {})
  return [...units.map(field => ({ file: 'units' as const, field })), ...people.map(field => ({ file: 'people' as const, field }))]
}

function missingOfPeople (fields: PersonMapping['fields']): string[] {
  const named = fields.name !== undefined || (fields.given_name !== undefined && fields.family_name !== undefined)
  return [...(['person', 'email', 'unit'] as const).filter(field => fields[field] === undefined), ...named ? [] : ['name']]
}

/** Columns that no field reads: nothing of them is kept. */
export const unusedColumns = (mapping: ImportMapping, headers: Headers): { file: 'units' | 'people', column: string }[] =>
  (['units', 'people'] as const).flatMap(file => {
    const used = new Set(mapping[file] === undefined ? [] : columnsIn(mapping[file]))
    return (headers[file] ?? []).filter(column => !used.has(column)).map(column => ({ file, column }))
  })
