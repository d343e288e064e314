import { initiativesQuery, initiativesReply } from '@weft/contracts/program/initiative-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import type { Deps } from '../deps.ts'
import { initiativeColumns, initiativeJoins, toldOf, type Row } from './initiative.store.ts'

const PAGE = 50

/** What is missing, as `missingOf` says it. */
const gaps = {
  owner: /* sql */ `(i.owner is null and i.owner_id is null)`,
  sponsor: /* sql */ `(i.sponsor is null and i.sponsor_id is null)`,
  customers: /* sql */ `(i.customers is null and i.segments = '{}')`,
  goal: /* sql */ `(i.goal is null)`
}

/** GET /program/initiatives */
export const listInitiativesRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/initiatives', {
    config: { action: 'read-portfolio', summary: 'Projects of the portfolio, by number' },
    schema: { querystring: initiativesQuery, response: { 200: initiativesReply } }
  }, async ({ query }) => {
    const { where, values } = filterOf(query)
    const { rows: [found] } = await pool.query<{ total: number }>(/* sql */ `select count(*) as total from initiative i ${initiativeJoins} where ${where}`, values)
    const { rows } = await pool.query<Row>(/* sql */ `
      select ${initiativeColumns}
        from initiative i ${initiativeJoins}
       where ${where} and i.number > $${values.length + 1}
       order by i.number
       limit $${values.length + 2}`,
      [...values, Number(query.after ?? 0), PAGE + 1])
    const page = rows.slice(0, PAGE)
    return { initiatives: page.map(toldOf), total: found?.total ?? 0, next: rows.length > PAGE ? page.at(-1)?.number ?? null : null }
  })
}

function filterOf ({ state, discipline, unit, owner, missing, like }: z.infer<typeof initiativesQuery>): { where: string, values: unknown[] } {
  const values: unknown[] = []
  const given = (value: string) => `$${values.push(value)}`
  const found = (texts: string[], value: string) => {
    const place = given(value)
    return `(${texts.map(text => `strpos(lower(${text}), lower(${place})) > 0`).join(' or ')})`
  }
  const parts = [
    state === undefined ? null : `i.state = ${given(state)}`,
    discipline === undefined ? null : `${given(discipline)} = any (i.disciplines)`,
    unit === undefined ? null : found(['i.unit', 'u.name', 'i.unit_id'], unit),
    owner === undefined ? null : found(['i.owner', 'o.name'], owner),
    like === undefined ? null : found(['i.title', 'i.goal'], like),
    missing === undefined ? null : missing === 'any' ? `(${Object.values(gaps).join(' or ')})` : gaps[missing]
  ].filter(part => part !== null)
  return { where: parts.length === 0 ? 'true' : parts.join(' and '), values }
}
