import { heatMapReply } from '@weft/contracts/reporting/api'
import type { Subject } from '@weft/service-kit/access'
import { asJson } from '@weft/service-kit/cache/replies'
import { openShelf } from '@weft/service-kit/cache/shelf'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { scopesOf, seesAll } from '../may.ts'
import { readingAs } from '../reading-as.ts'
import { publishedRelease } from '../release/release.store.ts'
import { idsTo, noSuchUnit, pathTo, unitsBelow } from '../unit/scored-unit.store.ts'
import { BY_NAME, heatMapOf, heatTableOf, type HeatTable } from './heat-map.ts'

const id = z.string().min(1).max(64)
const query = z.strictObject({ under: id.optional(), after: id.optional(), sort: id.default(BY_NAME) })

/** Cells of tables that a process keeps, about 10 MB: a page of a table of 600 units by nine factors costs little once another page was seen. */
const MOST_CELLS = 50_000

export const getHeatMapRoute = ({ pool, cache }: Deps): FastifyPluginAsyncZod => async app => {
  const tables = openShelf<HeatTable>({ most: MOST_CELLS, weigh: ({ release, rows }) => (rows.length + 1) * (release.factors.length + 1) })
  const tableFor = async (subject: Subject, releaseId: string, under: string | null): Promise<HeatTable> => {
    const name = nameOf(subject, releaseId, under)
    const known = tables.get(name)
    if (known !== undefined) return known
    const table = await readTable(pool, subject, releaseId, under)
    tables.put(name, table)
    return table
  }
  const about = {
    path: async (request: { params: unknown, query: unknown }) => {
      const { releaseId } = request.params as { releaseId: string }
      const { under = null } = request.query as z.infer<typeof query>
      return idsTo(pool, (await publishedRelease(pool, releaseId)).releaseId, under)
    },
    missing: noSuchUnit
  }
  app.get('/releases/:releaseId/heat-map', {
    config: { action: 'read-heat-map', summary: 'A unit and the units directly below it, by factor', tagged: true, about },
    schema: { params: z.object({ releaseId: z.uuid() }), querystring: query, response: { 200: heatMapReply } }
  }, async (request, reply) => {
    const { under = null, after = null, sort } = request.query
    const { releaseId } = request.params
    return cache.replies.answer(request, reply, {
      kind: 'heat-map',
      words: [releaseId, JSON.stringify([under, after, sort])],
      make: async () => asJson(reply, heatMapOf(await tableFor(subjectIn(request), releaseId, under), sort, after))
    })
  })
}

/** Everything that decides a table: the release, its unit, and whose values the database gives to this reader. */
const nameOf = (subject: Subject, releaseId: string, under: string | null) =>
  JSON.stringify([releaseId, under, seesAll(subject) || [...scopesOf(subject)].sort()])

async function readTable (pool: Deps['pool'], subject: Subject, releaseId: string, under: string | null): Promise<HeatTable> {
  const release = await publishedRelease(pool, releaseId)
  const { path, below } = await readingAs(pool, subject, async tx => {
    const found = await pathTo(tx, release.releaseId, under)
    return { path: found, below: await unitsBelow(tx, release.releaseId, (found.at(-1) ?? found[0]).unitId) }
  })
  return heatTableOf({ release, path, below })
}
