import { coverageReply, type CoverageReply } from '@weft/contracts/program/role-api'
import type { Sql } from '@weft/service-kit/database'
import { inTransaction } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { pathOf } from '../organisation/who.store.ts'
import { coverageOf, type Count } from './coverage.ts'

const MOST = 200
type Node = { id: string, parent: string | null, name: string }

/** GET /program/practice-coverage: how far practices reach, of a unit and those directly below it. What was so before today began. */
export const practiceCoverageRoute = ({ pool, now }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/practice-coverage', {
    config: { action: 'read-practices', summary: 'Disciplines with a practice, role statements and commitments, by unit; shares of five people and more' },
    schema: { querystring: z.strictObject({ under: z.string().min(1).max(64).optional() }), response: { 200: coverageReply } }
  }, async request => {
    const before = now().toISOString().slice(0, 10)
    return inTransaction(pool, tx => coverageUnder(tx, request.query.under, before))
  })
}

async function coverageUnder (tx: Sql, under: string | undefined, before: string): Promise<CoverageReply> {
  const nodes = await nodesOf(tx)
  const at = under ?? nodes.find(({ parent }) => parent === null)?.id
  if (at === undefined) return { before, path: [], unit: null, below: [], more: false }
  const path = await pathOf(tx, at)
  if (path === null) throw new Refusal('not-found', 'no-such-unit', 'There is no such unit.')
  const [statements, committed, disciplines] = [coverageOf(nodes, await countsOf(tx, 'role_statements_by_unit', before)), coverageOf(nodes, await countsOf(tx, 'practice_commitments_by_unit', before)), await disciplinesBy(tx)]
  const [nameOf, parentOf] = [new Map(nodes.map(({ id, name }) => [id, name])), new Map(nodes.map(({ id, parent }) => [id, parent]))]
  const unitOf = (unitId: string) => {
    const along = new Set<string>()
    for (let up: string | null = unitId; up !== null; up = parentOf.get(up) ?? null) for (const discipline of disciplines.get(up) ?? []) along.add(discipline)
    return { unitId, name: nameOf.get(unitId) ?? unitId, disciplines: along.size, statements: statements.get(unitId) ?? { kind: 'hidden' as const }, committed: committed.get(unitId) ?? { kind: 'hidden' as const } }
  }
  const below = nodes.filter(({ parent }) => parent === at)
  return { before, path: path.map(unitId => ({ unitId, name: nameOf.get(unitId) ?? unitId })), unit: unitOf(at), below: below.slice(0, MOST).map(({ id }) => unitOf(id)), more: below.length > MOST }
}

// A parent that is not known (yet) is none: what hangs below it is a tree of its own.
async function nodesOf (tx: Sql): Promise<Node[]> {
  const { rows } = await tx.query<Node>(/* sql */ `
    select u.unit_id as id, u.name, (select o.unit_id from unit o where o.unit_id = u.parent_id) as parent from unit u order by u.name, u.unit_id`)
  return rows
}

async function countsOf (tx: Sql, counted: 'role_statements_by_unit' | 'practice_commitments_by_unit', before: string): Promise<Map<string, Count>> {
  const { rows } = await tx.query<Count & { unitId: string }>(/* sql */ `select c.unit_id as "unitId", c.people, c.held as "having" from ${counted}($1) c`, [before])
  return new Map(rows.map(({ unitId, ...count }) => [unitId, count]))
}

async function disciplinesBy (tx: Sql): Promise<Map<string, string[]>> {
  const { rows } = await tx.query<{ unitId: string, disciplines: string[] }>(/* sql */ `
    select a.unit_id as "unitId", array_agg(distinct p.discipline) as disciplines
      from practice_adoption a
      join practice p using (practice_id)
     where a.ended_on is null and p.state = 'accepted'
     group by a.unit_id`)
  return new Map(rows.map(({ unitId, disciplines }) => [unitId, disciplines]))
}
