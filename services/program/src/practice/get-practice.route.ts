import { practiceDetailReply, type PracticeAdoption, type PracticeDetail } from '@weft/contracts/program/practice-api'
import type { Subject } from '@weft/service-kit/access'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { leads } from '../access/may.ts'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { namesOf } from '../organisation/who.store.ts'
import { practiceOf } from './library.store.ts'
import { readerOf } from './reader.store.ts'

/** GET /program/practices/:practiceId: its words now and before, and which units work by it. */
export const getPracticeRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/practices/:practiceId', {
    config: { action: 'read-practices', summary: 'One practice with its words now and before, and the units that adopted it' },
    schema: { params: z.object({ practiceId: z.uuid() }), response: { 200: practiceDetailReply } }
  }, async request => {
    const [{ practiceId }, subject] = [request.params, subjectIn(request)]
    return actingAs(pool, subject, async tx => {
      const reader = await readerOf(tx, subject)
      const practice = await practiceOf(tx, reader, practiceId)
      if (practice === undefined) throw new Refusal('not-found', 'no-such-practice', 'There is no such practice.')
      const { proposedBy, ...story } = await storyOf(tx, practiceId)
      const isOpen = practice.state === 'proposed' || practice.state === 'accepted'
      return {
        ...practice, ...story,
        proposedBy: reader.decides ? (await namesOf(tx, [proposedBy])).get(proposedBy) ?? null : null,
        mayDecide: reader.decides, mayWrite: isOpen && (reader.decides || (practice.own.proposed && practice.state === 'proposed')),
        versions: await versionsOf(tx, practiceId), adoptions: await adoptionsOf(tx, practiceId, subject)
      }
    })
  })
}

async function storyOf (tx: Sql, practiceId: string): Promise<Pick<PracticeDetail, 'proposedOn' | 'decidedOn' | 'reason'> & { proposedBy: string }> {
  const { rows: [story] } = await tx.query<Awaited<ReturnType<typeof storyOf>>>(/* sql */ `
    select p.proposed_on as "proposedOn", p.decided_on as "decidedOn", p.reason, p.proposed_by as "proposedBy" from practice p where p.practice_id = $1`,
    [practiceId])
  if (story === undefined) throw new Error(`The practice ${practiceId} went away`)
  return story
}

async function versionsOf (tx: Sql, practiceId: string): Promise<PracticeDetail['versions']> {
  const { rows } = await tx.query<PracticeDetail['versions'][number]>(/* sql */ `
    select v.version, v.title, v.what, v."when", v.example, v.written_on as "writtenOn"
      from practice_version v
     where v.practice_id = $1
     order by v.version desc
     limit 100`,
    [practiceId])
  return rows
}

// Those that hold come first, then what ended last.
async function adoptionsOf (tx: Sql, practiceId: string, subject: Subject): Promise<PracticeAdoption[]> {
  const { rows } = await tx.query<Omit<PracticeAdoption, 'yours'> & { path: string[] }>(/* sql */ `
    with recursive one as (
      select a.adoption_id, a.unit_id, coalesce(u.name, a.unit_id) as name, a.wording, a.revision, a.adopted_on, a.ended_on, a.end_reason
        from practice_adoption a
        left join unit u using (unit_id)
       where a.practice_id = $1
       order by a.ended_on desc nulls first, name, a.adoption_id
       limit 200
    ), up as (
      select o.unit_id as start, u.unit_id, u.parent_id, 0 as steps from (select distinct unit_id from one) o join unit u using (unit_id)
      union all
      select up.start, u.unit_id, u.parent_id, up.steps + 1 from up join unit u on u.unit_id = up.parent_id where up.steps < 64
    )
    select o.adoption_id as "adoptionId", o.unit_id as "unitId", o.name as "unitName", o.wording, o.revision,
           o.adopted_on as "adoptedOn", o.ended_on as "endedOn", o.end_reason as "endReason",
           array(select up.unit_id from up where up.start = o.unit_id) as path
      from one o
     order by o.ended_on desc nulls first, o.name, o.adoption_id`,
    [practiceId])
  return rows.map(({ path, ...adoption }) => ({ ...adoption, yours: adoption.endedOn === null && leads(subject, path) }))
}
