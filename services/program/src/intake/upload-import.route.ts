import multipart from '@fastify/multipart'
import { portfolioImportReply, type PortfolioFile } from '@weft/contracts/program/portfolio-api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'
import { replyOf } from './import-reply.ts'
import { deleteRun, earlierReadings, insertPart, insertRun, makeRoom, runIn, saveFiles } from './portfolio-import.store.ts'
import { describe, FILE_CAP, MOST_ROWS } from './staged-file.store.ts'

const MOST_OPEN = 10
const MOST_FILES = 10

/** POST /program/portfolio/imports: takes files in and says what their columns seem to be. Nothing of the portfolio is changed. */
export const uploadImportRoute = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { pool, now, newId, log } = deps
  await app.register(multipart, { limits: { files: MOST_FILES, fields: 0, parts: MOST_FILES, fileSize: FILE_CAP + 1, headerPairs: 50 } })

  app.post('/program/portfolio/imports', {
    config: { action: 'run-portfolio', summary: 'Begins an import of projects: takes CSV files in and guesses their columns', takes: { files: 'text/csv' } },
    schema: { response: { 201: portfolioImportReply } }
  }, async (request, reply) => {
    const [runId, by] = [newId(), subjectIn(request).subject]
    await inTransaction(pool, async tx => {
      if (await makeRoom(tx, by) >= MOST_OPEN) throw new Refusal('conflict', 'too-many-open', `${MOST_OPEN} imports are open already. Finish or drop one of them first.`)
      await insertRun(tx, { runId, by, now: now() })
    })
    try {
      await takeIn(deps, runId, request)
    } catch (error) {
      await deleteRun(pool, runId)
      throw error
    }
    const run = await runIn(pool, runId)
    log.info({ run: run.number, files: run.files.map(({ rows, reading }) => ({ rows, format: reading.format })) }, 'import of projects begun')
    return reply.code(201).send(replyOf(run))
  })
}

async function takeIn ({ pool }: Deps, runId: string, request: FastifyRequest): Promise<void> {
  if (!request.isMultipart()) throw new Refusal('malformed', 'not-multipart', 'Send one or more CSV files as a form.')
  const earlier = await earlierReadings(pool)
  const files: PortfolioFile[] = []
  for await (const part of request.files()) {
    if (part.fieldname !== 'files') throw new Refusal('malformed', 'unexpected-file', 'Send every file in the field files.')
    // A form sends a field for files whose choice is empty, too.
    if (part.filename === '') { part.file.resume(); continue }
    const name = part.filename.replace(/[\p{Cc}\p{Cs}]/gu, '').slice(-200).toWellFormed() || 'projects.csv'
    const bytes = await bytesOf(part.file as AsyncIterable<Uint8Array>, name)
    files.push(await describe(bytes, name, earlier))
    await insertPart(pool, runId, files.length - 1, bytes)
  }
  if (files.length === 0) throw new Refusal('malformed', 'no-files', 'Choose at least one file with projects.')
  if (files.reduce((sum, { rows }) => sum + rows, 0) > MOST_ROWS) throw new Refusal('too-large', 'too-many-rows', `These files have more than ${MOST_ROWS.toLocaleString('en-GB')} rows together. Send them one after the other.`)
  await saveFiles(pool, runId, files)
}

async function bytesOf (source: AsyncIterable<Uint8Array>, name: string): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of source) {
    bytes += piece.length
    if (bytes > FILE_CAP) throw new Refusal('too-large', 'file-too-large', `${name} is larger than ${FILE_CAP / 1_048_576} MB.`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
