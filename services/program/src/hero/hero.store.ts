import type { Sql } from '@weft/service-kit/database'
import type { Owned } from './hero.ts'

/**
 * Things that somebody answers for now, over all parts of the program, each once: projects kept or adopted, experiments not decided,
 * milestones of the approved plan not reached, opportunities open or agreed, active segments by their voice. Over is what is ended, merged,
 * done or dropped: nobody is missed there. `ownerId` null: nobody was named, or whoever was has left. Priorities have no owner of their own.
 */
export async function ownedThings (sql: Sql): Promise<Owned[]> {
  const { rows } = await sql.query<Owned>(/* sql */ `
    with owned as (
      select 'project' as kind, i.initiative_id::text as id, i.title, '/program/projects/' || i.initiative_id as href, i.owner_id
        from initiative i
       where i.state in ('kept', 'adopted')
      union all
      select 'experiment', e.experiment_id::text, e.belief, '/program/learning/' || e.experiment_id, e.owner_id
        from experiment e
       where e.state in ('planned', 'running', 'ended')
      union all
      select 'milestone', m.milestone_id::text, m.title, '/program/roadmap/milestones/' || m.milestone_id, m.owner_id
        from plan_version v
        join plan_milestone m using (version)
       where v.state = 'approved'
         and (select k.state from milestone_mark k where k.milestone_id = m.milestone_id order by k.place desc limit 1) is distinct from 'reached' -- guard: what is reached has no hero
      union all
      select 'opportunity', o.opportunity_id::text, o.what, '/program/customers/opportunities?segment=' || o.segment_id || '#' || o.opportunity_id, o.owner_id
        from opportunity o
       where o.state in ('open', 'agreed')
      union all
      select 'voice', s.segment_id::text, s.name, '/program/customers/' || s.segment_id, s.voice_id
        from segment s
       where s.state = 'active'
    )
    select o.kind, o.id, o.title, o.href, p.person_id as "ownerId"
      from owned o
      left join person p on p.person_id = o.owner_id
     order by o.kind, o.title, o.id`)
  return rows
}

export async function namesOfPeople (sql: Sql, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<{ personId: string, name: string }>(/* sql */ `select p.person_id as "personId", p.name from person p where p.person_id = any ($1)`, [personIds])
  return new Map(rows.map(({ personId, name }) => [personId, name]))
}
