import { organisationReply, type OrganisationReply } from '@weft/contracts/directory/api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../deps.ts'

/** GET /organisation: how much is known, and which bands there are to declare. */
export const getOrganisationRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/organisation', {
    config: { action: 'read-organisation', summary: 'How many people and units are known, and which bands there are' },
    schema: { response: { 200: organisationReply } }
  }, async () => {
    const { rows: [row] } = await pool.query<OrganisationReply>(/* sql */ `
      select (select max(o.version) from organisation_version o) as version,
             (select count(*) from unit_version u where u.until_version is null) as units,
             count(*) as people,
             count(*) filter (where p.role = 'program-office' and p.sign_in is not null) as "officeSignIns",
             (select coalesce(array_agg(distinct b.name order by b.name), '{}')
                from person_version p
               cross join jsonb_object_keys(p.bands) as b (name)
               where p.until_version is null) as bands
        from person_version p
       where p.until_version is null`)
    return row
  })
}
