import { currentPlanReply, planReply, planVersionsReply } from '@weft/contracts/program/plan-api'
import type { Subject } from '@weft/service-kit/access'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { findWho } from '../organisation/who.store.ts'
import { planVersions, versionIn } from './plan.store.ts'
import { atOneMoment, lineOf, readPlan } from './read-plan.store.ts'

/** GET /program/plan, …/versions and …/versions/:version. What is approved, or was, everybody reads; a draft is for leaders and the program office. */
export const planRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/plan', {
    config: { action: 'read-plan', summary: 'The approved plan with its roadmap' },
    schema: { response: { 200: currentPlanReply } }
  }, async request => atOneMoment(pool, async tx => {
    const subject = subjectIn(request)
    const approved = await versionIn(tx, 'approved')
    return {
      plan: approved === null ? null : await readPlan(tx, approved, subject.subject) ?? null,
      draft: await seesDrafts(tx, subject) ? await versionIn(tx, 'draft') : null,
      leader: (await findWho(tx, subject.subject))?.rank === 'leader'
    }
  }))

  app.get('/program/plan/versions', {
    config: { action: 'read-plan', summary: 'Versions of the plan, newest first' },
    schema: { response: { 200: planVersionsReply } }
  }, async request => atOneMoment(pool, async tx => {
    const all = await seesDrafts(tx, subjectIn(request))
    return { versions: (await planVersions(tx)).filter(({ state }) => all || state !== 'draft').map(lineOf) }
  }))

  app.get('/program/plan/versions/:version', {
    config: { action: 'read-plan', summary: 'One version of the plan' },
    schema: { params: z.object({ version: z.string().regex(/^\d{1,9}$/) }), response: { 200: planReply } }
  }, async request => atOneMoment(pool, async tx => {
    const subject = subjectIn(request)
    const plan = await readPlan(tx, Number(request.params.version), subject.subject)
    if (plan === undefined || (plan.state === 'draft' && !await seesDrafts(tx, subject))) throw new Refusal('not-found', 'no-such-version', 'There is no such version of the plan.') // guard: drafts are not for all
    return plan
  }))
}

const seesDrafts = async (tx: Sql, { subject, roles }: Subject) => roles.includes('program-office') || (await findWho(tx, subject))?.rank === 'leader'
