import { releasesReply } from '@weft/contracts/reporting/api'
import type { Release } from '@weft/contracts/scoring/events'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { headOf } from './head.ts'

const query = z.strictObject({ after: z.string().max(60).optional(), limit: z.string().regex(/^[1-9]\d?$|^100$/).optional() })

/** Newest wave first. The place of a page is the last release's closing day and its place among releases. */
export const listReleasesRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/releases', { config: { action: 'read-releases', summary: 'Releases, newest wave first' }, schema: { querystring: query, response: { 200: releasesReply } } }, async request => {
    const { after, limit = '20' } = request.query
    const [closedOn, seq] = placeOf(after)
    const { rows } = await pool.query<{ manifest: Release, seq: number }>(/* sql */ `
      select r.manifest, r.seq
        from release r
       where not exists (select from release n where n.supersedes = r.release_id)
         and ($1::date is null or (r.closed_on, r.seq) < ($1::date, $2::int))
       order by r.closed_on desc, r.seq desc
       limit $3`,
      [closedOn, seq, Number(limit) + 1])
    const page = rows.slice(0, Number(limit))
    const last = page.at(-1)
    return {
      releases: page.map(row => headOf(row.manifest)),
      next: last !== undefined && rows.length > page.length ? `${last.manifest.closedOn}.${last.seq}` : null
    }
  })
}

function placeOf (after: string | undefined): [day: string | null, seq: number | null] {
  if (after === undefined) return [null, null]
  const [, day, seq] = /^(\d{4}-\d{2}-\d{2})\.(\d{1,9})$/.exec(after) ?? []
  if (!z.iso.date().safeParse(day).success) throw new Refusal('malformed', 'no-such-place', 'This page of releases does not exist.')
  return [day as string, Number(seq)]
}
