import { changeRequest, initiativeChangedReply, registerRequest, type InitiativeFields } from '@weft/contracts/program/initiative-api'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { checkChangeable } from './decision.ts'
import { writtenEvent } from './events-of-initiative.ts'
import { checkFields, differenceOf } from './fields.ts'
import { fieldsOf, insertInitiatives, lockedInitiative, saveStep } from './initiative.store.ts'

/** POST /program/initiatives, and POST /program/initiatives/:initiativeId/changes: what is said of a project, by hand. */
export const writeInitiativeRoute = ({ pool, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/initiatives', {
    config: { action: 'run-portfolio', summary: 'Adds a project by hand' },
    schema: { body: registerRequest, response: { 201: initiativeChangedReply } }
  }, async (request, reply) => {
    const [initiativeId, by, time] = [newId(), subjectIn(request).subject, now()]
    checkFields(request.body)
    await inTransaction(pool, async tx => {
      await checkIds(tx, request.body)
      await insertInitiatives(tx, [{ initiativeId, fields: request.body, source: { format: 'by-hand', file: null, row: null, key: null } }], { by, now: time })
      await appendToOutbox(tx, [writtenEvent('registered', { initiativeId, version: 1, fields: request.body, source: 'by-hand' }, { id: newId(), time: time.toISOString() })])
    })
    return reply.code(201).send({ initiativeId, version: 1 })
  })

  app.post('/program/initiatives/:initiativeId/changes', {
    config: { action: 'run-portfolio', summary: 'Changes what is said of a project' },
    schema: { params: z.object({ initiativeId: z.uuid() }), body: changeRequest, response: { 200: initiativeChangedReply } }
  }, async request => {
    const { fields, version } = request.body
    checkFields(fields)
    return inTransaction(pool, async tx => {
      const row = await lockedInitiative(tx, request.params.initiativeId, version)
      checkChangeable(row)
      if (differenceOf(fieldsOf(row), fields).length === 0) return { initiativeId: row.initiativeId, version }
      await checkIds(tx, fields)
      const next = { initiativeId: row.initiativeId, version: version + 1, fields }
      await saveStep(tx, { ...next, what: 'changed', state: row.state, mergedInto: row.mergedInto, becomes: row.becomesKind === null ? null : { kind: row.becomesKind, id: row.becomesId, text: row.becomesText }, reason: null }, { by: subjectIn(request).subject, now: now() })
      await appendToOutbox(tx, [writtenEvent('changed', { ...next, source: row.format }, { id: newId(), time: now().toISOString() })])
      return { initiativeId: row.initiativeId, version: version + 1 }
    })
  })
}

/** Whether the directory knows who and what is named by id. Throws `no-such-person`, `no-such-unit`. */
async function checkIds (tx: Sql, { ownerId, sponsorId, unitId }: Pick<InitiativeFields, 'ownerId' | 'sponsorId' | 'unitId'>): Promise<void> {
  const people = [...new Set([ownerId, sponsorId].filter(id => id !== null))]
  const { rows: [known] } = await tx.query<{ people: number, units: number }>(/* sql */ `
    select (select count(*) from person p where p.person_id = any ($1)) as people, (select count(*) from unit u where u.unit_id = $2) as units`,
    [people, unitId])
  if (known?.people !== people.length) throw new Refusal('invalid', 'no-such-person', 'The directory knows nobody with this id.')
  if (unitId !== null && known.units === 0) throw new Refusal('invalid', 'no-such-unit', 'The directory knows no unit with this id.')
}
