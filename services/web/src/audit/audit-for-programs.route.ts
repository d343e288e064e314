import { auditReply } from '@weft/contracts/web/api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { entriesAfter } from './audit.store.ts'

const PAGE = 500
const query = z.strictObject({ after: z.string().regex(/^\d{1,12}$/).transform(Number).default(0) })

/** GET /v1/audit: the log line by line with its hashes, so that whoever asks can check the chain on their own. */
export const auditForProgramsRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/audit', { config: { does: 'see-audit', operatorToo: true, summary: 'The audit log with its hashes, oldest line first', audit: { action: 'take-audit' } }, schema: { querystring: query, response: { 200: auditReply } } }, async ({ query: { after } }) => {
    const rows = await entriesAfter(pool, after, PAGE + 1)
    const entries = rows.slice(0, PAGE)
    return { entries, next: rows.length > PAGE ? entries.at(-1)?.seq ?? null : null }
  })
}
