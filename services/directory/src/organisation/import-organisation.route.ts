import multipart from '@fastify/multipart'
import { importReply } from '@weft/contracts/directory/api'
import { readCsv } from '@weft/service-kit/csv'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal, type Problem } from '@weft/service-kit/refusal'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { applyFiles } from '../import/apply-run.store.ts'
import { importerOf } from '../import/importer.store.ts'
import { MOST_PROBLEMS, refusedRows } from './check-organisation.ts'
import type { PersonRow, UnitRow } from './organisation.ts'
import { PEOPLE_FILE, UNITS_FILE } from './place.ts'
import { personColumns, personReader, unitColumns, unitReader, type Line, type Read } from './rows.ts'

type Bytes = AsyncIterable<Uint8Array>

const FILE_CAP = 64 * 1_048_576
const MOST_ROWS = 200_000

/**
 * POST /organisation/imports: the files `units` and `people`, in either order. Upload, check and apply in one go, whole or not at all.
 * Where more than a tenth of the people would leave, `?confirmLeavers=` must say their number.
 */
export const importOrganisationRoute = ({ pool, now, newId, wake, log, firstOfficeSignIn }: Deps): FastifyPluginAsyncZod => async app => {
  // One byte more than the reader allows: it is the reader that says what is wrong.
  await app.register(multipart, { limits: { files: 2, fields: 0, parts: 2, fileSize: FILE_CAP + 1, headerPairs: 50 } })

  app.post('/organisation/imports', {
    config: { action: 'import-organisation', summary: 'Replaces units and people by two CSV files, whole or not at all', takes: { units: 'text/csv', people: 'text/csv' } },
    schema: { querystring: z.strictObject({ confirmLeavers: z.string().regex(/^\d{1,7}$/).optional() }), response: { 200: importReply } }
  }, async request => {
    const files = await filesOf(request)
    const subject = subjectIn(request)
    const { confirmLeavers } = request.query
    const who = { by: subject.subject, importer: await importerOf(pool, subject, { firstOfficeSignIn, now }), confirmLeavers: confirmLeavers === undefined ? undefined : Number(confirmLeavers) }
    const reply = await inTransaction(pool, tx => applyFiles(tx, files, who, { now: now(), newId }))
    if (reply.changedAnything) wake('tell-accounts')
    log.info({ version: reply.version, units: reply.units, people: reply.people }, 'organisation imported')
    return reply
  })
}

async function filesOf (request: FastifyRequest): Promise<{ units: UnitRow[], people: PersonRow[] }> {
  if (!request.isMultipart()) throw new Refusal('malformed', 'not-multipart', 'Send two files, units and people, as a form.')
  let units: UnitRow[] | undefined
  let people: PersonRow[] | undefined
  for await (const part of request.files()) {
    if (part.fieldname === 'units' && units === undefined) units = await readUnits(part.file as AsyncIterable<Uint8Array>)
    else if (part.fieldname === 'people' && people === undefined) people = await readPeople(part.file as AsyncIterable<Uint8Array>)
    else throw new Refusal('malformed', 'unexpected-file', `The file ${part.fieldname.slice(0, 60)} is not asked for, or came twice.`)
  }
  if (units === undefined) throw new Refusal('malformed', 'no-units-file', 'The file units is missing.')
  if (people === undefined) throw new Refusal('malformed', 'no-people-file', 'The file people is missing.')
  return { units, people }
}

/** Reads a units file whole. Throws a `Refusal` of the file, or one with up to 100 findings of its rows. */
const readUnits = (source: Bytes): Promise<UnitRow[]> => readRows(source, UNITS_FILE, unitColumns, unitReader)

/** As `readUnits`, of people. */
const readPeople = (source: Bytes): Promise<PersonRow[]> => readRows(source, PEOPLE_FILE, personColumns, personReader)

async function readRows<Row> (source: Bytes, name: string, required: readonly string[], readerOf: (header: readonly string[]) => (row: Line) => Read<Row>): Promise<Row[]> {
  const csv = await readCsv(source, { name, required, caps: { bytes: FILE_CAP } })
  const reader = readerOf(csv.header)
  const rows: Row[] = []
  const problems: Problem[] = []
  for await (const row of csv.rows) {
    const read = reader(row)
    if ('row' in read) rows.push(read.row)
    else problems.push(...read.problems)
    if (problems.length >= MOST_PROBLEMS) break
    if (rows.length > MOST_ROWS) throw new Refusal('too-large', 'too-many-rows', `${name} has more than ${MOST_ROWS} rows.`)
  }
  if (problems.length > 0) throw refusedRows(problems)
  return rows
}
