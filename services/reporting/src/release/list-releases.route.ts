import { releasesReply, type ReleasesReply } from '@weft/contracts/reporting/api'
import type { Release } from '@weft/contracts/scoring/events'
import { asJson } from '@weft/service-kit/cache/replies'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { newestSeq } from '../stream/stream.store.ts'
import { headOf } from './head.ts'

const query = z.strictObject({ after: z.string().max(60).optional(), limit: z.string().regex(/^[1-9]\d?$|^100$/).optional() })

/** Newest wave first. The place of a page is the last release's closing day and its place among releases. */
export const listReleasesRoute = ({ pool, cache }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/releases', { config: { action: 'read-releases', summary: 'Releases, newest wave first', tagged: true }, schema: { querystring: query, response: { 200: releasesReply } } }, async (request, reply) => {
    const { after, limit = '20' } = request.query
    const place = placeOf(after)
    return cache.replies.answer(request, reply, {
      kind: 'releases',
      // Each new release makes a new list: what is kept is never behind.
      words: [String(await newestSeq(pool)), JSON.stringify([after ?? null, limit])],
      make: async () => asJson(reply, await readPage(pool, place, Number(limit)))
    })
  })
}

type Place = [day: string | null, seq: number | null]

async function readPage (pool: Deps['pool'], [closedOn, seq]: Place, limit: number): Promise<ReleasesReply> {
  const { rows } = await pool.query<{ manifest: Release, seq: number }>(/* sql */ `
    select r.manifest, r.seq
      from release r
     where not exists (select from release n where n.supersedes = r.release_id)
       and ($1::date is null or (r.closed_on, r.seq) < ($1::date, $2::int))
     order by r.closed_on desc, r.seq desc
     limit $3`,
    [closedOn, seq, limit + 1])
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    releases: page.map(row => headOf(row.manifest)),
    next: last !== undefined && rows.length > page.length ? `${last.manifest.closedOn}.${last.seq}` : null
  }
}

function placeOf (after: string | undefined): Place {
  if (after === undefined) return [null, null]
  const [, day, seq] = /^(\d{4}-\d{2}-\d{2})\.(\d{1,9})$/.exec(after) ?? []
  if (!z.iso.date().safeParse(day).success) throw new Refusal('malformed', 'no-such-place', 'This page of releases does not exist.')
  return [day as string, Number(seq)]
}
