import { initiativeReply, type InitiativeReply, type PastVersion } from '@weft/contracts/program/initiative-api'
import type { Sql } from '@weft/service-kit/database'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { combinedOf } from './combined.ts'
import { differenceOf, type ToldFields } from './fields.ts'
import { findInitiative, initiativeColumns, initiativeJoins, noSuchInitiative, toldOf, type Row } from './initiative.store.ts'

const MOST_VERSIONS = 200
const MOST_TAKEN_IN = 500

/** GET /program/initiatives/:initiativeId: one project with its whole way here. */
export const getInitiativeRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/initiatives/:initiativeId', {
    config: { action: 'read-portfolio', summary: 'One project: what is written, what was decided, what it took in' },
    schema: { params: z.object({ initiativeId: z.uuid() }), response: { 200: initiativeReply } }
  }, async ({ params: { initiativeId } }) => {
    const row = await findInitiative(pool, initiativeId)
    if (row === undefined) throw noSuchInitiative()
    const inside = await takenInBy(pool, initiativeId)
    return {
      ...toldOf(row),
      history: await historyOf(pool, initiativeId),
      takenIn: inside.map(({ initiativeId: id, number, title, state, mergedInto }) => ({ initiativeId: id, number, title, state, into: mergedInto ?? initiativeId })),
      combined: inside.length === 0 ? null : combinedOf([row, ...inside])
    } satisfies InitiativeReply
  })
}

/** What was merged into it, and into those. */
async function takenInBy (sql: Sql, initiativeId: string): Promise<Row[]> {
  const { rows } = await sql.query<Row>(/* sql */ `
    with recursive inside as (
      select t.initiative_id, 1 as steps from initiative t where t.merged_into = $1
      union all
      select t.initiative_id, inside.steps + 1 from inside join initiative t on t.merged_into = inside.initiative_id where inside.steps < 100
    )
    select ${initiativeColumns}
      from inside
      join initiative i using (initiative_id) ${initiativeJoins}
     order by i.number
     limit $2`,
    [initiativeId, MOST_TAKEN_IN])
  return rows
}

type Past = { version: number, what: PastVersion['what'], state: PastVersion['state'], into: string | null, intoTitle: string | null, written: ToldFields, reason: string | null, by: string | null, at: Date }

async function historyOf (sql: Sql, initiativeId: string): Promise<PastVersion[]> {
  const { rows } = await sql.query<Past>(/* sql */ `
    select v.version, v.what, v.state, v.merged_into as into, m.title as "intoTitle", v.written, v.reason, p.name as by, v.at
      from initiative_version v
      left join initiative m on m.initiative_id = v.merged_into
      left join account a on a.subject::text = v.by_subject
      left join person p on p.person_id = a.person_id
     where v.initiative_id = $1
     order by v.version desc
     limit $2`,
    [initiativeId, MOST_VERSIONS + 1])
  return rows.slice(0, MOST_VERSIONS).map(({ into, intoTitle, written, at, ...rest }, place) => ({
    ...rest, at: at.toISOString(),
    mergedInto: into === null ? null : { initiativeId: into, title: intoTitle ?? '' },
    changes: differenceOf(rows[place + 1]?.written ?? written, written)
  }))
}
