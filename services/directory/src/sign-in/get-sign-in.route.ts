import { signInReply } from '@weft/contracts/directory/api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { grantsOf, seeingGrants } from '../grant/grant.store.ts'
import { firstSubject, rightsOf } from './roles.ts'

type Found = { subject: string | null, person_id: string | null, name: string | null, role: RoleName | null, unit_id: string | null, is_boss: boolean, office_held: boolean }

/** GET /sign-ins/:signIn, for the door: the opaque subject, name, roles and units behind a sign-in name. */
export const getSignInRoute = ({ pool, now, firstOfficeSignIn }: Deps): FastifyPluginAsyncZod => async app => {
  const grantsToday = (personId: string) => seeingGrants(pool, { personId }, tx => grantsOf(tx, personId, now().toISOString().slice(0, 10)))

  app.get('/sign-ins/:signIn', {
    config: { action: 'read-sign-in', summary: 'Who a sign-in name is, for the door' },
    schema: { params: z.object({ signIn: z.string().min(1).max(254) }), response: { 200: signInReply } }
  }, async request => {
    const signIn = request.params.signIn.toLowerCase()
    const { rows: [found] } = await pool.query<Found>(/* sql */ `
      select v.subject, v.person_id, v.name, v.role, v.unit_id,
             exists (select from person_version r where r.until_version is null and r.boss_id = v.person_id) as is_boss,
             exists (select from person_version o where o.until_version is null and o.role = 'program-office') as office_held
        from (select) as always
        left join (select p.subject, n.person_id, n.name, n.role, n.unit_id
                     from person_version n
                     join person p using (person_id)
                    where n.until_version is null and n.sign_in = $1) as v on true`,
      [signIn])
    const own = found === undefined || found.person_id === null || found.unit_id === null ? null : { role: found.role, unitId: found.unit_id, isBoss: found.is_boss, grants: await grantsToday(found.person_id) }
    const rights = rightsOf(own, { isFirst: signIn === firstOfficeSignIn, officeHeld: found?.office_held ?? false })
    if (rights.roles.length === 0) throw new Refusal('not-found', 'no-such-sign-in', 'Nobody here signs in with this name.')
    return { subject: found?.subject ?? firstSubject(signIn), name: found?.name ?? 'Program office', ...rights }
  })
}
