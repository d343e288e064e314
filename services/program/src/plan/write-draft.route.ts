import { draftDone, frameRequest, outcomeRequest } from '@weft/contracts/program/plan-api'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { beginDraft, changeOutcome, insertOutcome, keepFrame, lockVersions, noteChange, removeOutcome, type Draft } from './draft.store.ts'
import { editDraft } from './edit-draft.store.ts'
import { milestonesOf, outcomesOf, prioritiesOf, versionIn } from './plan.store.ts'

const MOST_OUTCOMES = 20
const params = z.object({ outcomeId: z.uuid() })
const noOutcome = () => new Refusal('not-found', 'no-such-outcome', 'There is no such outcome in the draft.')

/** POST /program/plan/draft begins a version; …/frame writes vision and priorities; …/outcomes, …/outcomes/:outcomeId and …/removal what must be true for it. */
export const writeDraftRoute = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { pool, now, newId } = deps
  app.post('/program/plan/draft', {
    config: { action: 'run-start', summary: 'Begins the plan, or a revision of the approved one' },
    schema: { response: { 200: draftDone } }
  }, async request => inTransaction(pool, async tx => {
    await lockVersions(tx)
    const begun = await versionIn(tx, 'draft')
    if (begun !== null) return { version: begun, changes: 0, id: null }
    const [from, by, at] = [await versionIn(tx, 'approved'), subjectIn(request).subject, now()]
    const version = await beginDraft(tx, from, { by, at })
    return { version, changes: await noteChange(tx, version, { what: from === null ? 'Began the plan' : `Began a revision of version ${from}`, by, at }), id: null }
  }))

  app.post('/program/plan/draft/frame', {
    config: { action: 'run-start', summary: 'Writes the vision and one to three priorities' },
    schema: { body: frameRequest, response: { 200: draftDone } }
  }, async request => editDraft(deps, subjectIn(request).subject, async (tx, draft) => {
    const { edition, vision, priorities } = request.body
    const before = await prioritiesOf(tx, draft.version)
    if (draft.vision === vision && before.map(({ text }) => text).join('\n') === priorities.join('\n')) return { id: null, what: null }
    if (draft.edition !== edition) throw new Refusal('conflict', 'changed-meanwhile', 'Somebody changed vision or priorities meanwhile. Your words are still in the form: compare, then send again.')
    await keepFrame(tx, draft.version, vision, priorities.map((text, place) => ({ priorityId: before[place]?.priorityId ?? newId(), text })))
    return { id: null, what: 'Wrote vision and priorities' }
  }))

  app.post('/program/plan/draft/outcomes', {
    config: { action: 'run-start', summary: 'Adds an outcome that must be true for the vision' },
    schema: { body: outcomeRequest, response: { 200: draftDone } }
  }, async request => editDraft(deps, subjectIn(request).subject, async (tx, draft) => {
    const all = await outcomesOf(tx, draft.version)
    const again = all.find(({ text }) => text === request.body.text)
    if (again !== undefined) return { id: again.outcomeId, what: null }
    if (all.length >= MOST_OUTCOMES) throw new Refusal('conflict', 'too-many-outcomes', `A plan has ${MOST_OUTCOMES} outcomes at most.`)
    const outcomeId = newId()
    await insertOutcome(tx, draft.version, { ...request.body, priorityId: await priorityIn(tx, draft, request.body.priorityId), outcomeId })
    return { id: outcomeId, what: `Added the outcome “${request.body.text}”` }
  }))
}

/** …/outcomes/:outcomeId and …/outcomes/:outcomeId/removal */
export const changeOutcomeRoute = (deps: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/program/plan/draft/outcomes/:outcomeId', {
    config: { action: 'run-start', summary: 'Changes an outcome' },
    schema: { params, body: outcomeRequest, response: { 200: draftDone } }
  }, async request => editDraft(deps, subjectIn(request).subject, async (tx, draft) => {
    const { outcomeId } = request.params
    const before = await findOutcome(tx, draft, outcomeId)
    const after = { outcomeId, text: request.body.text, priorityId: await priorityIn(tx, draft, request.body.priorityId) }
    if (before.text === after.text && before.priorityId === after.priorityId) return { id: outcomeId, what: null }
    await changeOutcome(tx, draft.version, after)
    return { id: outcomeId, what: `Changed the outcome “${before.text}”` }
  }))

  app.post('/program/plan/draft/outcomes/:outcomeId/removal', {
    config: { action: 'run-start', summary: 'Takes an outcome without milestones away' },
    schema: { params, response: { 200: draftDone } }
  }, async request => editDraft(deps, subjectIn(request).subject, async (tx, draft) => {
    const { outcomeId, text } = await findOutcome(tx, draft, request.params.outcomeId)
    if ((await milestonesOf(tx, draft.version)).some(milestone => milestone.outcomeId === outcomeId)) throw new Refusal('conflict', 'outcome-in-use', 'Milestones lead to this outcome. Move them or take them away first.')
    await removeOutcome(tx, draft.version, outcomeId)
    return { id: outcomeId, what: `Took the outcome “${text}” away` }
  }))
}

async function findOutcome (tx: Sql, { version }: Draft, outcomeId: string) {
  const found = (await outcomesOf(tx, version)).find(outcome => outcome.outcomeId === outcomeId)
  if (found === undefined) throw noOutcome()
  return found
}

async function priorityIn (tx: Sql, { version }: Draft, priorityId: string | null): Promise<string | null> {
  if (priorityId === null || (await prioritiesOf(tx, version)).some(priority => priority.priorityId === priorityId)) return priorityId
  throw new Refusal('invalid', 'no-such-priority', 'Choose one of the priorities of the draft.')
}
