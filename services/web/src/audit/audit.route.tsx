import { Readable } from 'node:stream'
import type { AuditEntry } from '@weft/contracts/web/api'
import { csvFields, withoutFormula } from '@weft/service-kit/csv-line'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { show } from '../show.tsx'
import { AuditPage, VerificationPage, type Check } from './audit.page.tsx'
import { actionsInLog, entriesAfter, entriesBefore, lastHead } from './audit.store.ts'
import { follow, START, type Filter } from './entry.ts'

const PAGE = 50
const FILE_PAGE = 1_000
const filter = {
  action: z.string().max(60).optional(),
  // A form sends a field that was left empty, too.
  day: z.union([z.iso.date(), z.literal('')]).optional()
}
const does = 'see-audit'

/** GET /audit, /audit.csv and /audit/verification */
export const auditRoutes = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/audit', { config: { does, summary: 'What was done through the door, newest first' }, schema: { querystring: z.strictObject({ ...filter, before: z.string().regex(/^[1-9]\d{0,11}$/).transform(Number).optional() }) } }, async (request, reply) => {
    const { before = null } = request.query
    const asked = filterOf(request.query)
    const [rows, actions, head] = await Promise.all([entriesBefore(pool, before, asked, PAGE + 1), actionsInLog(pool), lastHead(pool)])
    const entries = rows.slice(0, PAGE)
    const earlier = rows.length > PAGE ? entries.at(-1)?.seq ?? null : null
    return show(request, reply, 'Audit log', <AuditPage {...{ entries, actions, head, earlier }} filter={asked} />)
  })

  app.get('/audit.csv', { config: { does, summary: 'The same as a CSV file', gives: 'text/csv', audit: { action: 'take-audit' } }, schema: { querystring: z.strictObject(filter) } }, async (request, reply) => reply
    .header('content-type', 'text/csv; charset=utf-8; header=present')
    .header('content-disposition', 'attachment; filename="audit-log.csv"')
    .send(Readable.from(fileOf(pool, filterOf(request.query)))))

  app.get('/audit/verification', { config: { does, summary: 'Works the chain of the audit log out again' } }, async (request, reply) => show(request, reply, 'Check of the audit log', <VerificationPage {...await check(pool)} />))
}

const filterOf = ({ action, day }: { action?: string | undefined, day?: string | undefined }): Filter => ({ action: action || null, day: day || null })

const COLUMNS = ['line', 'at', 'actor', 'via', 'roles', 'action', 'target', 'outcome', 'hash'] as const

async function * fileOf (pool: Deps['pool'], asked: Filter): AsyncGenerator<string> {
  yield csvFields(COLUMNS)
  let before: number | null = null
  do {
    const page: AuditEntry[] = await entriesBefore(pool, before, asked, FILE_PAGE)
    yield page.map(({ seq, at, actor, via, roles, action, target, outcome, hash }) => csvFields([seq, ...[at, actor, via, roles, action, target, outcome, hash].map(withoutFormula)])).join('')
    before = page.length === FILE_PAGE ? page.at(-1)?.seq ?? null : null
  } while (before !== null)
}

/** Works the whole chain out again; other requests are let in between pages. */
async function check (pool: Deps['pool']): Promise<Check> {
  let head = START
  while (true) {
    const page = await entriesAfter(pool, head.seq, FILE_PAGE)
    const followed = follow(head, page)
    head = followed.head
    if (followed.fault !== null || page.length < FILE_PAGE) return { ...followed, checked: head.seq }
  }
}
