import multipart from '@fastify/multipart'
import { pastWaveReply, type PastWaveReply } from '@weft/contracts/survey/api'
import type { PastWaveMapping } from '@weft/contracts/survey/mapping'
import { readCsv } from '@weft/service-kit/csv'
import { inTransaction } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { dayOf } from '../wave/day.ts'
import { collector, type Collected } from './collected.ts'
import { layoutOf, type Layout } from './layout.ts'
import { instrumentOf, readMapping } from './mapping.ts'
import { keepPastWave, refuseKnown, type PastWaveToKeep } from './past-wave.store.ts'
import { pastWave, sheetsOf } from './past-wave.ts'
import { givenIds, treeOf } from './tree.ts'

type Bytes = AsyncIterable<Uint8Array>
type UploadedFile = { name: string, bytes: Bytes }
type Upload = { mapping: PastWaveMapping, layout: Layout, collected: Collected }

const MAPPING_CAP = 1_048_576
const ANSWERS_CAP = 256 * 1_048_576
/** A row has at most 500 columns; what is longer than this holds no answers. */
const CAPS = { bytes: ANSWERS_CAP, cell: 2_000, line: 100_000 }

const query = z.strictObject({ check: z.enum(['true', 'false']).optional() })

/** POST /past-waves: the files `mapping` (JSON) and then `answers` (CSV). With ?check=true all is read and nothing written. */
export const importPastWaveRoute = ({ pool, now, newId, wake, log, config }: Deps): FastifyPluginAsyncZod => async app => {
  // One byte more than the reader allows: it is the reader that says what is wrong.
  await app.register(multipart, { limits: { files: 2, fields: 0, parts: 2, fileSize: ANSWERS_CAP + 1, headerPairs: 50 } })

  app.post('/past-waves', {
    config: { action: 'import-past-wave', summary: 'Brings in a past wave; with check=true nothing is written', takes: { mapping: 'application/json', answers: 'text/csv' } },
    schema: { querystring: query, response: { 200: pastWaveReply } }
  }, async request => {
    const day = dayOf(now(), config.TIME_ZONE)
    const upload = await readUpload(filesOf(request), day)
    const past = toKeep(newId(), upload, newId)
    const applied = request.query.check !== 'true'
    if (applied) {
      await inTransaction(pool, tx => keepPastWave(tx, past, { newId, day }))
      wake('hand-over')
      log.info({ waveId: past.wave.waveId }, 'past wave imported')
    } else {
      await refuseKnown(pool, past)
    }
    return replyOf(past, upload, applied)
  })
}

async function * filesOf (request: FastifyRequest): AsyncGenerator<UploadedFile> {
  if (!request.isMultipart()) throw new Refusal('malformed', 'not-multipart', 'Send two files, mapping and answers, as a form.')
  for await (const { fieldname, file } of request.files()) yield { name: fieldname, bytes: file as AsyncIterable<Uint8Array> }
}

/**
 * Reads the two files as they arrive, the mapping first: without it nothing of the answers could be read without keeping it.
 * Refuses with `no-mapping-file`, `no-answers-file`, `mapping-comes-first`, `unexpected-file`, `mapping-too-large`, and as the readers do.
 */
async function readUpload (files: AsyncIterable<UploadedFile>, today: string): Promise<Upload> {
  let mapping: PastWaveMapping | undefined
  let answers: Omit<Upload, 'mapping'> | undefined
  for await (const { name, bytes } of files) {
    if (name === 'mapping' && mapping === undefined) mapping = readMapping(await textOf(bytes), today)
    else if (name === 'answers' && answers === undefined) answers = await readAnswers(mapping ?? refuseOrder(), bytes)
    else throw new Refusal('malformed', 'unexpected-file', `The file ${name.slice(0, 60)} is not asked for, or came twice.`)
  }
  if (mapping === undefined) throw new Refusal('malformed', 'no-mapping-file', 'The file mapping is missing.')
  if (answers === undefined) throw new Refusal('malformed', 'no-answers-file', 'The file answers is missing.')
  return { mapping, ...answers }
}

function refuseOrder (): never {
  throw new Refusal('malformed', 'mapping-comes-first', 'Send the file mapping before the file answers.')
}

async function readAnswers (mapping: PastWaveMapping, bytes: Bytes): Promise<Omit<Upload, 'mapping'>> {
  const { header, rows } = await readCsv(bytes, { name: 'answers', caps: CAPS })
  const layout = layoutOf(mapping, header)
  const { add, finish } = collector(layout)
  for await (const row of rows) add(row)
  return { layout, collected: finish() }
}

async function textOf (bytes: Bytes): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > MAPPING_CAP) throw new Refusal('too-large', 'mapping-too-large', 'The mapping is larger than 1 MB.')
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new Refusal('invalid', 'wrong-encoding', 'The mapping is not UTF-8.')
  }
}

function toKeep (waveId: string, { mapping, layout, collected }: Upload, newId: () => string): PastWaveToKeep {
  const given = givenIds(mapping.unitIds)
  return {
    wave: pastWave(waveId, mapping),
    instrument: instrumentOf(mapping),
    units: treeOf(waveId, mapping.organisation, collected.paths, given),
    sheets: sheetsOf(waveId, layout, collected, given, newId),
    count: collected.sheets
  }
}

function replyOf ({ wave, instrument, units, count }: PastWaveToKeep, { layout, collected }: Upload, applied: boolean): PastWaveReply {
  return {
    waveId: wave.waveId, applied, title: wave.title, sheets: count, units: units.length,
    items: instrument.items.length, factors: instrument.factors.length,
    missingAnswers: collected.missingAnswers, droppedColumns: [...layout.dropped]
  }
}
