import multipart from '@fastify/multipart'
import { goalColumnsRequest, goalImportReply, goalStepRequest } from '@weft/contracts/commitments/import-api'
import type { Subject } from '@weft/service-kit/access'
import { encodingOf, type Encoding } from '@weft/service-kit/csv'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAsSubject, asHouseIn } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { addDays } from '../commitment/days.ts'
import { todayAt } from '../organisation/today.store.ts'
import { findWho, whoIs } from '../organisation/who.store.ts'
import { checkImportSeen, importIn, insertDrafts, insertImport, openImports, saveImport, takeBackDrafts, type GoalImport } from './import.store.ts'
import { MOST_BYTES, UNDONE_DAYS } from './limits.ts'
import { checkChosen, leftOutCsv, look, replyOf, tableIn } from './look.store.ts'
import { sentIn } from './sent.ts'

const MOST_OPEN = 5
const params = z.object({ importId: z.uuid() })
const config = (summary: string) => ({ action: 'keep-commitments', summary })

/** POST /commitments/imports: takes goals in that are kept elsewhere and says what its columns seem to be. Nobody gets anything yet. */
export const uploadGoalsRoute = ({ pool, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  await app.register(multipart, { limits: { files: 1, fields: 2, parts: 3, fileSize: MOST_BYTES + 1, fieldSize: MOST_BYTES + 1, headerPairs: 50 } })

  app.post('/commitments/imports', { config: { ...config('Begins an import of goals kept elsewhere: one\'s own, or for the program office those of many'), takes: { files: 'text/csv' } }, schema: { response: { 201: goalImportReply } } }, async (request, reply) => {
    const subject = subjectIn(request)
    const { whose, name, bytes } = await sentIn(request)
    if (whose === 'many') checkOffice(subject)
    else await whoIs(pool, subject.subject)
    const encoding = encodingOf(bytes, name)
    await tableIn(bytes, name, encoding)
    const importId = newId()
    const said = await actingAsSubject(pool, subject.subject, async tx => {
      if (await openImports(tx, subject.subject) >= MOST_OPEN) throw new Refusal('conflict', 'too-many-open', `${MOST_OPEN} imports are open already. Finish or drop one of them first.`)
      await insertImport(tx, { importId, subject: subject.subject, whose, name, today: await todayAt(tx, now()), encoding, content: textOf(bytes, encoding) })
      return lookAt(tx, subject, importId, now())
    })
    return reply.code(201).send(said)
  })
}

/** GET /commitments/imports/:importId and …/left-out.csv, and POST …/columns, …/application, …/drop */
export const stepGoalsRoute = ({ pool, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/imports/:importId', { config: config('An import of goals as it stands: columns, problems, what would come in'), schema: { params, querystring: z.strictObject({ after: z.coerce.number().int().positive().max(1_000_000).optional() }), response: { 200: goalImportReply } } }, async request =>
    actingAsSubject(pool, subjectIn(request).subject, tx => lookAt(tx, subjectIn(request), request.params.importId, now(), request.query.after)))

  app.get('/commitments/imports/:importId/left-out.csv', { config: { ...config('Rows that an import of goals does not take, with the reason'), gives: 'text/csv' }, schema: { params } }, async (request, reply) => {
    const subject = subjectIn(request)
    const file = await actingAsSubject(pool, subject.subject, async tx => {
      const run = await importIn(tx, request.params.importId)
      if (run.content === null) throw new Refusal('not-found', 'import-over', 'This import is over: its rows are not kept.')
      return leftOutCsv(await look(tx, run, await meIn(tx, run, subject), await todayAt(tx, now())))
    })
    return reply.headers({ 'content-type': 'text/csv; charset=utf-8; header=present', 'content-disposition': 'attachment; filename="left-out.csv"' }).send(file)
  })

  app.post('/commitments/imports/:importId/columns', { config: config('Says which column is which'), schema: { params, body: goalColumnsRequest, response: { 200: goalImportReply } } }, async request =>
    actingAsSubject(pool, subjectIn(request).subject, async tx => {
      const { version, ...chosen } = request.body
      const run = await checking(tx, request.params.importId, version)
      checkChosen(chosen, run.whose)
      await saveImport(tx, { ...run, chosen })
      return lookAt(tx, subjectIn(request), run.importId, now())
    }))

  app.post('/commitments/imports/:importId/application', { config: config('Brings the goals in, as drafts of their owners; all of them or none'), schema: { params, body: goalStepRequest, response: { 200: goalImportReply } } }, async request => {
    const subject = subjectIn(request)
    return actingAsSubject(pool, subject.subject, async tx => {
      const run = await checking(tx, request.params.importId, request.body.version)
      if (run.whose === 'many') checkOffice(subject)
      const today = await todayAt(tx, now())
      const { ready } = await look(tx, run, await meIn(tx, run, subject), today)
      if (ready.length === 0) throw new Refusal('conflict', 'nothing-ready', 'There is nothing to bring in. Match the columns, or drop the import.')
      const drafts = await asHouseIn(tx, () => insertDrafts(tx, run.importId, ready, newId, today))
      await saveImport(tx, { ...run, state: 'applied', content: null, chosen: null, drafts })
      return lookAt(tx, subject, run.importId, now())
    })
  })

  app.post('/commitments/imports/:importId/drop', { config: config('Drops an import; of one that was brought in, drafts that nobody touched go'), schema: { params, body: goalStepRequest, response: { 200: goalImportReply } } }, async request =>
    actingAsSubject(pool, subjectIn(request).subject, async tx => {
      const run = await importIn(tx, request.params.importId, true)
      checkImportSeen(run, request.body.version)
      if (run.state === 'dropped') throw new Refusal('conflict', 'import-dropped', 'This import is dropped already.')
      if (run.state === 'applied' && await todayAt(tx, now()) > addDays(run.begunOn, UNDONE_DAYS)) throw new Refusal('conflict', 'too-late', `An import can be taken back for ${UNDONE_DAYS} days. Each draft can still be deleted by its owner.`)
      if (run.state === 'applied') await asHouseIn(tx, () => takeBackDrafts(tx, run.importId))
      await saveImport(tx, { ...run, state: 'dropped', content: null, chosen: null })
      return lookAt(tx, subjectIn(request), run.importId, now())
    }))
}

function checkOffice ({ roles }: Subject): void {
  if (!roles.includes('program-office')) throw new Refusal('forbidden', 'office-only', 'Only the program office brings in goals of others.') // guard: drafts for others
}

/** Locked, as it was looked at. Throws `import-over`. */
async function checking (tx: Sql, importId: string, version: number): Promise<GoalImport> {
  const run = await importIn(tx, importId, true)
  if (run.state !== 'checking') throw new Refusal('conflict', 'import-over', 'This import is over: it was brought in or dropped.')
  checkImportSeen(run, version)
  return run
}

const meIn = async (tx: Sql, run: GoalImport, { subject }: Subject) => run.whose === 'mine' ? whoIs(tx, subject) : findWho(tx, subject)

async function lookAt (tx: Sql, subject: Subject, importId: string, now: Date, after?: number) {
  const run = await importIn(tx, importId)
  return replyOf(run, run.content === null ? null : await look(tx, run, await meIn(tx, run, subject), await todayAt(tx, now)), after)
}

/** As UTF-8, for the database; what `tableIn` could read, this can. */
const textOf = (bytes: Uint8Array, encoding: Encoding): string => new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : encoding).decode(bytes)
