import multipart from '@fastify/multipart'
import { importRunReply, type ImportFile, type ImportMapping } from '@weft/contracts/directory/api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { fits, guessPeople, guessUnits, missingFields, type Headers } from './fields.ts'
import { deleteRun, dropUnfinished, earlierMapping, findRun, insertRun, markUploaded, type Run } from './import-run.store.ts'
import { headersOf, runReply } from './run-reply.ts'
import { describeFile, FILE_CAP, stageFile } from './staged-file.store.ts'

/** Each may hold two files of 64 MB until it is applied or dropped. */
const MOST_OPEN = 10
const files = ['units', 'people'] as const

/** POST /organisation/import-runs: takes the files in and says what their columns seem to be. Nothing of the organisation is changed. */
export const uploadRunRoute = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { pool, now, newId, log } = deps
  await app.register(multipart, { limits: { files: 2, fields: 0, parts: 2, fileSize: FILE_CAP + 1, headerPairs: 50 } })

  app.post('/organisation/import-runs', {
    config: { action: 'import-organisation', summary: 'Begins an import: takes one or two CSV files in and guesses their columns', takes: { units: 'text/csv', people: 'text/csv' } },
    schema: { response: { 201: importRunReply } }
  }, async (request, reply) => {
    const [runId, by] = [newId(), subjectIn(request).subject]
    await inTransaction(pool, async tx => {
      if (await dropUnfinished(tx, by) >= MOST_OPEN) throw new Refusal('conflict', 'too-many-open', `${MOST_OPEN} imports are open already. Finish or drop one of them first.`)
      await insertRun(tx, { runId, by, now: now() })
    })
    try {
      await takeIn(deps, runId, request)
    } catch (error) {
      await deleteRun(pool, runId)
      throw error
    }
    const run = await findRun(pool, runId)
    if (run === undefined) throw new Error(`The import ${runId} is gone`)
    log.info({ run: run.number, files: run.files.map(({ file, rows }) => ({ file, rows })) }, 'import begun')
    return reply.code(201).send(runReply(run, { later: null }, now()))
  })
}

async function takeIn ({ pool }: Deps, runId: string, request: FastifyRequest): Promise<void> {
  if (!request.isMultipart()) throw new Refusal('malformed', 'not-multipart', 'Send one or two files, units and people, as a form.')
  const staged: Pick<ImportFile, 'file' | 'name' | 'encoding'>[] = []
  for await (const part of request.files()) {
    const file = files.find(name => name === part.fieldname && !staged.some(one => one.file === name))
    if (file === undefined) throw new Refusal('malformed', 'unexpected-file', `The file ${part.fieldname.slice(0, 60)} is not asked for, or came twice.`)
    // A form sends a field for files whose choice is empty, too.
    if (part.filename === '') { part.file.resume(); continue }
    staged.push({ file, name: nameOf(part.filename, file), encoding: await stageFile(pool, runId, file, part.file as AsyncIterable<Uint8Array>) })
  }
  if (staged.length === 0) throw new Refusal('malformed', 'no-files', 'Choose a file with people, one with units, or both.')
  const described: ImportFile[] = []
  for (const one of staged) described.push(await describeFile(pool, runId, one))
  await markUploaded(pool, runId, { files: described, ...mappingFor(headersOf({ files: described }), await earlierMapping(pool)) })
}

const nameOf = (filename: string, file: string): string => filename.replace(/[\p{Cc}\p{Cs}]/gu, '').slice(-200).toWellFormed() || `${file}.csv`

/** As in the latest import where every column of it is there, else guessed by names. */
function mappingFor (headers: Headers, earlier: ImportMapping | undefined): Pick<Run, 'mapping' | 'mappingFrom'> {
  const { units, people } = headers
  const same = earlier !== undefined && files.every(file => headers[file] === undefined || (earlier[file] !== undefined && fits(earlier[file], headers[file])))
  const mapping: ImportMapping = same
    ? { ...units !== undefined && { units: earlier.units }, ...people !== undefined && { people: earlier.people } }
    : { ...units !== undefined && { units: guessUnits(units) }, ...people !== undefined && { people: guessPeople(people) } }
  return { mapping, mappingFrom: same && missingFields(mapping, headers).length === 0 ? 'earlier' : 'guess' }
}
