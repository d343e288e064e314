import type { Sql } from '@weft/service-kit/database'
import type { Owned } from './hero.ts'

/** Things that somebody answers for now, over all parts of the program. Over is what is ended, merged or dropped: nobody is missed there. */
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
    )
    select o.kind, o.id, o.title, o.href, p.person_id as "ownerId"
      from owned o
      left join person p on p.person_id = o.owner_id
     order by o.kind, o.id`)
  return rows
}

export async function namesOfPeople (sql: Sql, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<{ personId: string, name: string }>(/* sql */ `select p.person_id as "personId", p.name from person p where p.person_id = any ($1)`, [personIds])
  return new Map(rows.map(({ personId, name }) => [personId, name]))
}
