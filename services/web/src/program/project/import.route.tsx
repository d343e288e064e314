import { Readable } from 'node:stream'
import { columnsRequest, portfolioField, portfolioImportReply, portfolioImportsReply, portfolioRowsReply, rowOutcome, spellingsRequest, takenRequest, type PortfolioImportReply } from '@weft/contracts/program/portfolio-api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endedAs, wasAbout } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { headersOut } from '../../machine/route-table.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { filesOf, MOST_UPLOAD_BYTES, passThrough, refused, UPLOAD_MS } from '../../upload.ts'
import { ColumnsPage, UploadPage } from './import-columns.page.tsx'
import { CheckPage, RowsPage, RunPage, RunsPage } from './import-rows.page.tsx'

const params = z.object({ runId: z.uuid() })
const at = (runId: string, step = '') => `/program/portfolio/imports/${runId}${step}`
const home = (runId: string) => `/program/projects/imports/${runId}`
type Shown = { status?: number, step?: 'columns' | undefined, done?: boolean, problem?: Refusal | null }
type Ask = { client: Deps['client'], request: FastifyRequest, reply: FastifyReply }
const runOf = ({ client, request }: Ask, runId: string) => client.read(personIn(request), 'program', at(runId), portfolioImportReply)

/** The page of the step at which an import is, or of its columns when they are asked for. */
async function showRun (ask: Ask, run: PortfolioImportReply, { status = 200, step, done = false, problem = null }: Shown = {}): Promise<FastifyReply> {
  const { client, request, reply } = ask
  const { roles } = personIn(request)
  const title = `Import ${run.number}`
  if (run.state === 'applied' || run.state === 'dropped') return show(request, reply, title, <RunPage {...{ roles, run, done }} />, status)
  const findings = problem === null ? [] : problem.problems.length === 0 ? [{ sentence: problem.message }] : problem.problems.map(({ at: place, sentence }) => ({ at: place, sentence }))
  if (run.state === 'matching' || step === 'columns') return show(request, reply, title, <ColumnsPage {...{ roles, run, findings }} />, status)
  const { rows: left } = await client.read(personIn(request), 'program', address(at(run.runId, '/rows'), { outcome: 'not-project' }), portfolioRowsReply)
  return show(request, reply, title, <CheckPage {...{ roles, run, left }} problem={problem === null ? null : { code: problem.code, sentence: problem.message }} />, status)
}

/** Imports of projects: the list, the form, each import at the step where it is, and its rows. */
export const portfolioImportRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/projects/imports', { config: { does: 'see-portfolio', summary: 'Imports of projects, newest first' }, schema: { querystring: z.strictObject({ after: z.string().regex(/^\d{1,9}$/).optional() }) } }, async (request, reply) => {
    const list = await client.read(personIn(request), 'program', address('/program/portfolio/imports', { after: request.query.after }), portfolioImportsReply)
    return show(request, reply, 'Imports of projects', <RunsPage roles={personIn(request).roles} list={list} />)
  })

  app.get('/program/projects/imports/new', { config: { does: 'run-program', summary: 'The form to import projects' } }, async (request, reply) => show(request, reply, 'Import projects', <UploadPage roles={personIn(request).roles} outcome={null} />))

  app.get('/program/projects/imports/:runId', { config: { does: 'see-portfolio', summary: 'One import of projects, at the step where it is' }, schema: { params, querystring: z.strictObject({ step: z.literal('columns').optional(), done: z.literal('applied').optional() }) } }, async (request, reply) => {
    const ask = { client, request, reply }
    return showRun(ask, await runOf(ask, request.params.runId), { step: request.query.step, done: request.query.done !== undefined })
  })

  app.get('/program/projects/imports/:runId/rows', { config: { does: 'see-portfolio', summary: 'Rows of an import of projects' }, schema: { params, querystring: z.strictObject({ outcome: rowOutcome.default('new'), after: z.string().regex(/^\d{1,4}:\d{1,6}$/).optional() }) } }, async (request, reply) => {
    const [person, { runId }, { outcome, after }] = [personIn(request), request.params, request.query]
    const [run, list] = await Promise.all([runOf({ client, request, reply }, runId), client.read(person, 'program', address(at(runId, '/rows'), { outcome, after }), portfolioRowsReply)])
    return show(request, reply, `Import ${run.number}`, <RowsPage roles={person.roles} {...{ run, list, outcome }} />)
  })

  app.get('/program/projects/imports/:runId/left-out.csv', { config: { does: 'see-portfolio', summary: 'Rows that an import of projects did not take', gives: 'text/csv', audit: { action: 'take-left-out', target: 'runId' } }, schema: { params } }, async (request, reply) => {
    const leaving = new AbortController()
    reply.raw.once('close', () => { leaving.abort() })
    const response = await client.open(personIn(request), { service: 'program', method: 'GET', path: at(request.params.runId, '/left-out.csv'), signal: leaving.signal })
    return reply.headers(headersOut(response.headers)).send(Readable.fromWeb(response.body as never))
  })
}

type Form = Readonly<Record<string, string | readonly string[]>>
const one = (form: Form, name: string): string => { const value = form[name]; return typeof value === 'string' ? value.trim() : '' }
const body = z.record(z.string().max(60), z.union([z.string().max(10_000), z.array(z.string().max(1_000)).max(5_000)]))

/** What the forms say, as the service takes it. */
const readings = (form: Form, files: number) => ({
  files: Array.from({ length: files }, (_, place) => ({
    format: one(form, `${place}.format`), times: Number(one(form, `${place}.times`)), dates: one(form, `${place}.dates`), currency: one(form, `${place}.currency`).toUpperCase() || null,
    fields: Object.fromEntries(portfolioField.options.flatMap(field => one(form, `${place}.${field}`) === '' ? [] : [[field, one(form, `${place}.${field}`)]]))
  }))
})
function spellings (form: Form) {
  const chosen: { people: Record<string, string>, units: Record<string, string> } = { people: {}, units: {} }
  for (const name of Object.keys(form).filter(key => /^w\d+$/.test(key))) {
    const [, kind, written] = /^(people|units):(.+)$/s.exec(typeof form[name] === 'string' ? form[name] : '') ?? []
    const choice = one(form, `c${name.slice(1)}`)
    if (written !== undefined && choice !== '') Object.defineProperty(chosen[kind as 'people' | 'units'], written, { value: choice, enumerable: true })
  }
  return chosen
}
const taken = (form: Form) => ({ rows: [form['rows'] ?? []].flat().map(place => { const [file, row] = place.split(':').map(Number); return { file, row } }) })

type Step = { step: 'columns' | 'spellings' | 'taken' | 'check' | 'apply' | 'drop', summary: string, audit: string, read: (form: Form, run: PortfolioImportReply) => { success: boolean, data?: unknown } }
const plain = () => ({ success: true })
const steps: readonly Step[] = [
  { step: 'columns', summary: 'Says which column is which', audit: 'match-projects', read: (form, run) => columnsRequest.safeParse(readings(form, run.files.length)) },
  { step: 'spellings', summary: 'Says whom and what a list means', audit: 'name-projects', read: form => spellingsRequest.safeParse(spellings(form)) },
  { step: 'taken', summary: 'Takes rows for projects all the same', audit: 'take-rows', read: form => takenRequest.safeParse(taken(form)) },
  { step: 'check', summary: 'Checks the rows again', audit: 'check-projects', read: plain },
  { step: 'apply', summary: 'Brings in the projects of an import', audit: 'import-projects', read: plain },
  { step: 'drop', summary: 'Drops an import of projects', audit: 'drop-projects', read: plain }
]

/** The buttons of an import of projects. What is refused is shown where it was asked. */
export const portfolioStepRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  for (const { step, summary, audit, read } of steps) {
    app.post(`/program/projects/imports/:runId/${step}`, { config: { does: 'run-program', summary, audit: { action: audit, target: 'runId' } }, schema: { params, body: body.nullish() } }, async (request, reply) => {
      const { runId } = request.params
      const ask = { client, request, reply }
      const run = await runOf(ask, runId)
      const asked = read(request.body ?? {}, run)
      const back = step === 'columns' ? { step } as const : {}
      if (!asked.success) {
        endedAs(request, 'malformed')
        return showRun(ask, run, { status: 422, ...back, problem: new Refusal('invalid', 'malformed', 'A currency has three letters, such as EUR; the rest is chosen from the lists.') })
      }
      try {
        await client.command(personIn(request), 'program', at(runId, `/${step}`), asked.data, portfolioImportReply, UPLOAD_MS)
        return await reply.redirect(address(home(runId), { done: step === 'apply' ? 'applied' : undefined }), 303)
      } catch (error) {
        if (!(error instanceof Refusal) || error.kind === 'unavailable' || error.kind === 'not-found') throw error
        endedAs(request, error.code)
        return showRun(ask, await runOf(ask, runId), { status: statusOf[error.kind], ...back, problem: error })
      }
    })
  }
}

/** POST /program/projects/imports: the files travel through to program; then their columns are matched. */
export const portfolioUploadRoute = ({ client }: Deps): FastifyPluginAsync => async app => {
  passThrough(app, /^multipart\/form-data/)
  app.post('/program/projects/imports', { config: { does: 'run-program', summary: 'Begins an import of projects with CSV files', takes: { files: 'text/csv' }, audit: { action: 'begin-projects' } }, bodyLimit: MOST_UPLOAD_BYTES }, async (request, reply) => {
    const sent = await client.upload(personIn(request), 'program', '/program/portfolio/imports', filesOf(request), portfolioImportReply).catch(refused)
    if ('outcome' in sent) {
      endedAs(request, sent.outcome.code)
      return show(request, reply, 'Nothing was imported', <UploadPage roles={personIn(request).roles} outcome={sent.outcome} />, sent.status)
    }
    wasAbout(request, sent.runId)
    return reply.redirect(home(sent.runId), 303)
  })
}
