import multipart from '@fastify/multipart'
import { importReply } from '@weft/contracts/directory/api'
import { inTransaction } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { applyOrganisation } from './apply-organisation.store.ts'
import type { PersonRow, UnitRow } from './organisation.ts'
import { FILE_CAP, readPeople, readUnits } from './read-files.ts'

/** POST /organisation/imports: the files `units` and `people`, in either order. Whole or not at all. */
export const importOrganisationRoute = ({ pool, now, newId, wake, log }: Deps): FastifyPluginAsyncZod => async app => {
  // One byte more than the reader allows: it is the reader that says what is wrong.
  await app.register(multipart, { limits: { files: 2, fields: 0, parts: 2, fileSize: FILE_CAP + 1, headerPairs: 50 } })

  app.post('/organisation/imports', {
    config: { action: 'import-organisation' },
    schema: { response: { 200: importReply } }
  }, async request => {
    const files = await filesOf(request)
    const reply = await inTransaction(pool, tx => applyOrganisation(tx, files, { now: now(), newId }))
    if (reply.changedAnything) wake()
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
