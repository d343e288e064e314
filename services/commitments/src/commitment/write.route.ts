import { changeCommitmentRequest, commitmentActReply, stepCommitmentRequest, writeCommitmentRequest } from '@weft/contracts/commitments/commitment-api'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { todayAt } from '../organisation/today.store.ts'
import { whoIs } from '../organisation/who.store.ts'
import { checkKnown } from '../program/known.store.ts'
import { act, checkLimits, type Actor } from './act.store.ts'
import { actReply, draftOf, type Commitment, type Written } from './commitment.ts'
import { deleteDraft, insertCommitment, lockCommitment, oneAtATime } from './commitment.store.ts'
import { checkSeen } from './decide.ts'

const params = z.object({ commitmentId: z.uuid() })
const config = (summary: string) => ({ action: 'keep-commitments', summary })

/** POST /commitments/mine, and of one: …/change, …/opening, …/discard */
export const writeCommitmentRoute = ({ pool, now, newId, wake }: Deps): FastifyPluginAsyncZod => async app => {
  app.post('/commitments/mine', { config: config('Writes a commitment: a draft, or a promise at once; sent twice, it is one'), schema: { body: writeCommitmentRequest, response: { 200: commitmentActReply } } }, async request => {
    const { commitmentId, make, ...written } = request.body
    const { personId } = await whoIs(pool, subjectIn(request).subject)
    const after = await actingAs(pool, personId, tx => write(tx, { commitmentId, make, written }, { by: personId, now: now(), newId }))
    wake()
    return actReply(after)
  })

  app.post('/commitments/commitment/:commitmentId/change', { config: config('Other words, date, weight or horizon; in a running quarter it counts as before'), schema: { params, body: changeCommitmentRequest, response: { 200: commitmentActReply } } }, async request => {
    const { version, make, ...written } = request.body
    const { personId } = await whoIs(pool, subjectIn(request).subject)
    const after = await actingAs(pool, personId, async tx => {
      const actor = { by: personId, now: now(), newId }
      await checkKnown(tx, written)
      const changed = await act(tx, request.params.commitmentId, version, { act: 'write', written }, actor)
      return make && changed.state === 'draft' ? act(tx, changed.commitmentId, changed.version, { act: 'open' }, actor) : changed
    })
    wake()
    return actReply(after)
  })

  app.post('/commitments/commitment/:commitmentId/opening', { config: config('A draft becomes a promise, from today'), schema: { params, body: stepCommitmentRequest, response: { 200: commitmentActReply } } }, async request => {
    const { personId } = await whoIs(pool, subjectIn(request).subject)
    const after = await actingAs(pool, personId, tx => act(tx, request.params.commitmentId, request.body.version, { act: 'open' }, { by: personId, now: now(), newId }))
    wake()
    return actReply(after)
  })

  app.post('/commitments/commitment/:commitmentId/discard', { config: config('Deletes a draft'), schema: { params, body: stepCommitmentRequest, response: { 200: commitmentActReply } } }, async request => {
    const { personId } = await whoIs(pool, subjectIn(request).subject)
    return actReply(await actingAs(pool, personId, async tx => {
      const { now: draft } = await lockCommitment(tx, request.params.commitmentId, personId)
      if (draft.state !== 'draft') throw new Refusal('conflict', 'not-a-draft', 'Only a draft can be deleted. What was promised is finished or dropped.')
      checkSeen(draft, request.body.version)
      await deleteDraft(tx, draft.commitmentId)
      return draft
    }))
  })
}

type Wish = { commitmentId: string, make: boolean, written: Written }
async function write (tx: Sql, { commitmentId, make, written }: Wish, actor: Actor): Promise<Commitment> {
  await oneAtATime(tx, actor.by)
  await checkKnown(tx, written)
  const draft = draftOf(written, { commitmentId, personId: actor.by, today: await todayAt(tx, actor.now) })
  if (!await insertCommitment(tx, draft)) return again(tx, draft, make, actor.by)
  if (make) return act(tx, commitmentId, draft.version, { act: 'open' }, actor)
  await checkLimits(tx, actor.by)
  return draft
}

const said = ['wording', 'horizon', 'discipline', 'priorityId', 'practiceId', 'benefits', 'measure', 'weight'] as const
/** The form came a second time: the same words give what there is, other words would be lost without a word. */
async function again (tx: Sql, draft: Commitment, make: boolean, by: string): Promise<Commitment> {
  const now = await lockedOrNone(tx, draft.commitmentId, by)
  if (now === null || said.some(key => now[key] !== draft[key]) || (now.state !== 'draft') !== make) throw new Refusal('conflict', 'written-already', 'This form was sent already, with other words. They are in My commitments: change them there.') // guard: a form sent twice
  return now
}

async function lockedOrNone (tx: Sql, commitmentId: string, by: string): Promise<Commitment | null> {
  try {
    return (await lockCommitment(tx, commitmentId, by)).now
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
