import { effectKind, effectsReply, importRules, importRunReply, importRunsReply, type ImportRunReply } from '@weft/contracts/directory/api'
import { wavesReply } from '@weft/contracts/survey/api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsync } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { may } from '../access/may.ts'
import { endedAs, wasAbout } from '../auditing.ts'
import type { Deps } from '../deps.ts'
import { address } from '../frame/words.ts'
import { importStepNames } from '../machine/route-table.ts'
import { personIn } from '../protection.tsx'
import { show } from '../show.tsx'
import { filesOf, MOST_UPLOAD_BYTES, passThrough, refused, UPLOAD_MS } from '../upload.ts'
import { ColumnsPage } from './columns.page.tsx'
import { findingsOf, mappingFrom } from './columns.ts'
import { EffectPage } from './effect.page.tsx'
import { ProblemsPage } from './problems.page.tsx'
import { EffectsPage, RunPage, RunsPage, UndoPage } from './run.page.tsx'
import { UploadPage } from './upload.page.tsx'

const params = z.object({ runId: z.uuid() })
const after = z.string().regex(/^\d{1,9}$/).optional()
const text = z.string().max(1_000)
const at = (runId: string, step = '') => `/organisation/import-runs/${runId}${step}`
const home = (runId: string) => `/people/imports/${runId}`
type Shown = { status?: number, step?: 'columns' | 'problems' | undefined, done?: 'applied' | 'undone' | null, problem?: Refusal | null }

/** What every page of an import needs. */
const pagesOf = ({ client }: Pick<Deps, 'client'>) => {
  const runOf = (request: FastifyRequest, runId: string) => client.read(personIn(request), 'directory', at(runId), importRunReply)
  const openWaves = async (request: FastifyRequest): Promise<string[]> => {
    const person = personIn(request)
    if (!may(person.roles, 'see-waves')) return []
    const { waves } = await client.read(person, 'survey', '/waves', wavesReply).catch(() => ({ waves: [] }))
    return waves.filter(({ state }) => state === 'opened').map(({ title }) => title)
  }

  /** The page of the step at which a run is, or of an earlier one that is asked for. */
  const showRun = async (request: FastifyRequest, reply: FastifyReply, run: ImportRunReply, { status = 200, step, done = null, problem = null }: Shown) => {
    const title = `Import ${run.number}`
    if (run.state === 'applied' || run.state === 'undone' || run.state === 'dropped') return show(request, reply, title, <RunPage run={run} done={done} />, status)
    if (run.state === 'matching' || step === 'columns') return show(request, reply, title, <ColumnsPage run={run} findings={problem === null ? [] : findingsOf(problem)} />, status)
    if (run.preview === null || step === 'problems') return show(request, reply, title, <ProblemsPage run={run} problem={problem?.message ?? null} />, status)
    const view = { run, preview: run.preview, openWaves: await openWaves(request), isOffice: personIn(request).roles.includes('program-office'), problem: problem === null ? null : { code: problem.code, sentence: problem.message } }
    return show(request, reply, title, <EffectPage {...view} />, status)
  }

  /** Takes a step and goes on to the page that follows; what is refused is shown where it was asked. */
  const take = async (request: FastifyRequest, reply: FastifyReply, runId: string, { step, body, asked, done }: { step: keyof typeof importStepNames, body?: unknown, asked?: Shown['step'], done?: string }) => {
    try {
      await client.command(personIn(request), 'directory', at(runId, `/${step}`), body, importRunReply, UPLOAD_MS)
      return await reply.redirect(address(home(runId), { done }), 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'unavailable') throw error
      endedAs(request, error.code)
      return showRun(request, reply, await runOf(request, runId), { status: statusOf[error.kind], step: asked, problem: error })
    }
  }
  return { runOf, showRun, take }
}

const changes = (step: keyof typeof importStepNames, summary: string) => ({ does: 'import-people' as const, summary, audit: { action: importStepNames[step], target: 'runId' } })

/** Imports: the list, the file, and each import at the step where it is. */
export const importRoutes = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { client } = deps
  const { runOf, showRun } = pagesOf(deps)

  app.get('/people/imports', { config: { does: 'see-organisation', summary: 'Imports, newest first' }, schema: { querystring: z.strictObject({ after }) } }, async (request, reply) => {
    const runs = await client.read(personIn(request), 'directory', address('/organisation/import-runs', { after: request.query.after }), importRunsReply)
    return show(request, reply, 'Imports', <RunsPage {...runs} later={request.query.after !== undefined} />)
  })

  app.get('/people/imports/new', { config: { does: 'import-people', summary: 'The form to begin an import' } }, async (request, reply) => show(request, reply, 'Import people', <UploadPage outcome={null} />))

  app.get('/people/imports/:runId', { config: { does: 'see-organisation', summary: 'One import, at the step where it is' }, schema: { params, querystring: z.strictObject({ step: z.enum(['columns', 'problems']).optional(), done: z.enum(['applied', 'undone']).optional() }) } }, async (request, reply) => {
    const { step, done = null } = request.query
    return showRun(request, reply, await runOf(request, request.params.runId), { step, done })
  })

  app.get('/people/imports/:runId/undo', { config: { does: 'import-people', summary: 'What to know before undoing an import' }, schema: { params } }, async (request, reply) =>
    show(request, reply, 'Undo an import', <UndoPage run={await runOf(request, request.params.runId)} problem={null} />))
}

/** Whom an import changes, and the rows that it does not take. */
export const importDetailRoutes = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { client } = deps
  const { runOf } = pagesOf(deps)

  app.get('/people/imports/:runId/effects/:kind', { config: { does: 'see-organisation', summary: 'Whom or what an import changes' }, schema: { params: params.extend({ kind: effectKind }), querystring: z.strictObject({ after }) } }, async (request, reply) => {
    const { runId, kind } = request.params
    const [run, list] = await Promise.all([runOf(request, runId), client.read(personIn(request), 'directory', address(at(runId, '/effects'), { kind, after: request.query.after }), effectsReply)])
    return show(request, reply, `Import ${run.number}`, <EffectsPage run={run} list={list} />)
  })

  app.get('/people/imports/:runId/left-out.csv', { config: { does: 'see-organisation', summary: 'Rows that an import does not take', gives: 'text/csv', audit: { action: 'take-left-out', target: 'runId' } }, schema: { params, querystring: z.strictObject({ file: z.enum(['units', 'people']).default('people') }) } }, async (request, reply) => {
    const leaving = new AbortController()
    reply.raw.once('close', () => { leaving.abort() })
    const response = await client.open(personIn(request), { service: 'directory', method: 'GET', path: address(at(request.params.runId, '/left-out.csv'), { file: request.query.file }), signal: leaving.signal })
    return reply
      .headers({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': response.headers.get('content-disposition') ?? 'attachment' })
      .send(response.body === null ? '' : Readable.fromWeb(response.body as never))
  })
}

/** The buttons of an import. */
export const importStepRoutes = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { client } = deps
  const { runOf, take } = pagesOf(deps)

  const columns = z.record(z.string().max(60), z.union([text, z.array(text).max(60)]))
  app.post('/people/imports/:runId/columns', { config: changes('mapping', 'Says which column is which'), schema: { params, body: columns } }, async (request, reply) => {
    const { runId } = request.params
    const run = await runOf(request, runId)
    return take(request, reply, runId, { step: 'mapping', body: mappingFrom(request.body, run.files), asked: 'columns' })
  })

  app.post('/people/imports/:runId/problems', { config: changes('rules', 'Says what to do with each kind of problem'), schema: { params, body: z.record(z.string().max(60), z.string().max(40)) } }, async (request, reply) => {
    const rules = importRules.safeParse({ rules: Object.fromEntries(Object.entries(request.body).filter(([, rule]) => rule !== '')) })
    if (!rules.success) throw new Refusal('invalid', 'no-such-rule', 'Choose one of the rules that are offered.')
    return take(request, reply, request.params.runId, { step: 'rules', body: rules.data, asked: 'problems' })
  })

  app.post('/people/imports/:runId/check', { config: changes('check', 'Checks an import again'), schema: { params } }, (request, reply) => take(request, reply, request.params.runId, { step: 'check' }))

  app.post('/people/imports/:runId/apply', { config: changes('apply', 'Applies an import whole'), schema: { params, body: z.strictObject({ confirmLeavers: z.string().max(20).default('') }).nullish() } }, (request, reply) => {
    const typed = (request.body?.confirmLeavers ?? '').replace(/[\s.,’']/g, '')
    return take(request, reply, request.params.runId, { step: 'apply', body: /^\d{1,7}$/.test(typed) ? { confirmLeavers: Number(typed) } : {}, done: 'applied' })
  })

  app.post('/people/imports/:runId/drop', { config: changes('drop', 'Drops an import and its files'), schema: { params } }, (request, reply) => take(request, reply, request.params.runId, { step: 'drop' }))

  app.post('/people/imports/:runId/undo', { config: changes('undo', 'Undoes an import'), schema: { params } }, async (request, reply) => {
    const { runId } = request.params
    try {
      await client.command(personIn(request), 'directory', at(runId, '/undo'), undefined, importRunReply, UPLOAD_MS)
      return await reply.redirect(`${home(runId)}?done=undone`, 303)
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error
      endedAs(request, error.code)
      return show(request, reply, 'Undo an import', <UndoPage run={await runOf(request, runId)} problem={error.message} />, statusOf[error.kind])
    }
  })
}

/** POST /people/imports: the files travel through to the directory; then their columns are matched. */
export const uploadRoute = ({ client }: Deps): FastifyPluginAsync => async app => {
  passThrough(app, /^multipart\/form-data/)
  app.post('/people/imports', { config: { does: 'import-people', summary: 'Begins an import with one or two CSV files', takes: { units: 'text/csv', people: 'text/csv' }, audit: { action: 'begin-import' } }, bodyLimit: MOST_UPLOAD_BYTES }, async (request, reply) => {
    const sent = await client.upload(personIn(request), 'directory', '/organisation/import-runs', filesOf(request), importRunReply).catch(refused)
    if ('outcome' in sent) {
      endedAs(request, sent.outcome.code)
      return show(request, reply, 'Nothing was imported', <UploadPage outcome={sent.outcome} />, sent.status)
    }
    wasAbout(request, sent.runId)
    return reply.redirect(home(sent.runId), 303)
  })
}
