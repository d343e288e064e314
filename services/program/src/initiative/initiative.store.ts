import type { Initiative, InitiativeState, SourceFormat } from '@weft/contracts/program/initiative-api'
import type { Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import { columnOf, fieldNames, missingOf, type ToldFields } from './fields.ts'

/** An initiative as the table holds it. */
export type Row = ToldFields & {
  initiativeId: string, number: number, ownerName: string | null, sponsorName: string | null, unitName: string | null
  format: SourceFormat, file: string | null, row: number | null, key: string | null
  state: InitiativeState, mergedInto: string | null, intoNumber: number | null, intoTitle: string | null, intoState: InitiativeState | null
  becomesKind: 'priority' | 'milestone' | 'commitment' | null, becomesId: string | null, becomesText: string | null
  version: number, createdAt: Date, changedAt: Date
}

export const initiativeColumns = /* sql */ `
  i.initiative_id as "initiativeId", i.number, i.title, i.goal, i.owner, i.owner_id as "ownerId", o.name as "ownerName", i.sponsor, i.sponsor_id as "sponsorId", s.name as "sponsorName",
  i.unit, i.unit_id as "unitId", u.name as "unitName", i.disciplines, i.segments, i.customers, i.budget::float8 as budget, i.budget_currency as "budgetCurrency", i.budget_text as "budgetText",
  i.starts_on as "startsOn", i.starts_text as "startsText", i.ends_on as "endsOn", i.ends_text as "endsText", i.status,
  i.source_format as format, i.source_file as file, i.source_row as row, i.source_key as key, i.state,
  i.merged_into as "mergedInto", m.number as "intoNumber", m.title as "intoTitle", m.state as "intoState",
  i.becomes_kind as "becomesKind", i.becomes_id as "becomesId", i.becomes_text as "becomesText", i.version, i.created_at as "createdAt", i.changed_at as "changedAt"`
export const initiativeJoins = /* sql */ `
  left join person o on o.person_id = i.owner_id
  left join person s on s.person_id = i.sponsor_id
  left join unit u on u.unit_id = i.unit_id
  left join initiative m on m.initiative_id = i.merged_into`

export function toldOf (row: Row): Initiative {
  const { format, file, row: place, key, mergedInto, intoNumber, intoTitle, intoState, becomesKind, becomesId, becomesText, createdAt, changedAt, ...rest } = row
  return {
    ...rest,
    source: { format, file, row: place, key },
    mergedInto: mergedInto === null || intoNumber === null || intoTitle === null || intoState === null ? null : { initiativeId: mergedInto, number: intoNumber, title: intoTitle, state: intoState },
    becomes: becomesKind === null ? null : { kind: becomesKind, id: becomesId, text: becomesText },
    missing: missingOf(row),
    createdAt: createdAt.toISOString(), changedAt: changedAt.toISOString()
  }
}

export async function findInitiative (sql: Sql, initiativeId: string): Promise<Row | undefined> {
  const { rows: [row] } = await sql.query<Row>(/* sql */ `select ${initiativeColumns} from initiative i ${initiativeJoins} where i.initiative_id = $1`, [initiativeId])
  return row
}

/** Takes the row locks of some initiatives, always in the order of their ids: two who want the same two do not wait for each other for ever. */
export async function lockInitiatives (tx: Sql, ids: readonly string[]): Promise<void> {
  await tx.query(/* sql */ `select from initiative i where i.initiative_id = any ($1::uuid[]) order by i.initiative_id for update`, [ids]) // guard: locks in order
}

export const noSuchInitiative = () => new Refusal('not-found', 'no-such-initiative', 'There is no such project.')

/** An initiative that is locked, at the version that somebody saw. `others` are locked with it. Throws `no-such-initiative`, `changed-meanwhile`. */
export async function lockedInitiative (tx: Sql, initiativeId: string, version: number, others: readonly string[] = []): Promise<Row> {
  await lockInitiatives(tx, [initiativeId, ...others])
  const row = await findInitiative(tx, initiativeId)
  if (row === undefined) throw noSuchInitiative()
  if (row.version !== version) throw new Refusal('conflict', 'changed-meanwhile', 'Somebody has changed this project since you opened it. Nothing was saved. Look at it again.') // guard: no lost updates
  return row
}

export type NewInitiative = { initiativeId: string, fields: ToldFields, source: Initiative['source'] }
type By = { by: string, now: Date }

const typeOf: Partial<Record<keyof ToldFields, string>> = { disciplines: 'jsonb', segments: 'jsonb', budget: 'numeric', startsOn: 'date', endsOn: 'date' }
const CHUNK = 1_000

/** New initiatives with their first version, in the order given: their numbers follow it. */
export async function insertInitiatives (tx: Sql, all: readonly NewInitiative[], { by, now }: By): Promise<void> {
  for (let from = 0; from < all.length; from += CHUNK) {
    const chunk = all.slice(from, from + CHUNK)
    await tx.query(/* sql */ `
      insert into initiative (initiative_id, ${fieldNames.map(field => columnOf[field]).join(', ')}, source_format, source_file, source_row, source_key, created_by, created_at, changed_at)
      select n.id, ${fieldNames.map(valueOf).join(', ')}, n.source ->> 'format', n.source ->> 'file', (n.source ->> 'row')::integer, n.source ->> 'key', $2, $3, $3
        from unnest($1::jsonb[]) with ordinality as j (item, place), jsonb_to_record(j.item) as n (id uuid, written jsonb, source jsonb)
       order by j.place`,
      [chunk.map(({ initiativeId, fields, source }) => JSON.stringify({ id: initiativeId, written: fields, source })), by, now])
    await tx.query(/* sql */ `
      insert into initiative_version (initiative_id, version, what, state, written, by_subject, at)
      select n.id, 1, 'registered', 'undecided', n.written, $2, $3
        from unnest($1::jsonb[]) as j (item), jsonb_to_record(j.item) as n (id uuid, written jsonb)`,
      [chunk.map(({ initiativeId, fields }) => JSON.stringify({ id: initiativeId, written: fields })), by, now])
  }
}

const valueOf = (field: keyof ToldFields): string => typeOf[field] === 'jsonb'
  ? `array(select jsonb_array_elements_text(n.written -> '${field}'))`
  : `(n.written ->> '${field}')::${typeOf[field] ?? 'text'}`

export type Step = {
  initiativeId: string, version: number, what: 'changed' | 'kept' | 'merged' | 'adopted' | 'retired' | 'rejected' | 'reopened' | 'linked', fields: ToldFields
  state: InitiativeState, mergedInto: string | null, becomes: Initiative['becomes'], reason: string | null
}

/** The next version of an initiative that is locked. Its time is never before that of the version it follows: a day's figures stay what they were. */
export async function saveStep (tx: Sql, { initiativeId, version, what, fields, state, mergedInto, becomes, reason }: Step, { by, now }: By): Promise<void> {
  await tx.query(/* sql */ `
    update initiative as i
       set (${fieldNames.map(field => columnOf[field]).join(', ')}) = (select ${fieldNames.map(valueOf).join(', ')} from (select $2::jsonb as written) as n),
           state = $3, merged_into = $4, becomes_kind = $5, becomes_id = $6, becomes_text = $7, version = $8, changed_at = greatest(i.changed_at, $9)
     where i.initiative_id = $1`,
    [initiativeId, JSON.stringify(fields), state, mergedInto, becomes?.kind ?? null, becomes?.id ?? null, becomes?.text ?? null, version, now])
  await tx.query(/* sql */ `
    insert into initiative_version (initiative_id, version, what, state, merged_into, becomes_kind, written, reason, by_subject, at)
    select i.initiative_id, i.version, $2, i.state, i.merged_into, i.becomes_kind, $3, $4, $5, i.changed_at
      from initiative i
     where i.initiative_id = $1`,
    [initiativeId, what, JSON.stringify(fields), reason, by])
}

/** The fields alone. */
export const fieldsOf = (row: ToldFields): ToldFields => Object.fromEntries(fieldNames.map(field => [field, row[field]])) as ToldFields
