import { parkedReply } from '@weft/service-kit/parked'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsync } from 'fastify'
import type { Person } from '../access/person.ts'
import type { Deps } from '../deps.ts'
import { personIn } from '../protection.tsx'
import { show } from '../show.tsx'
import { HeldUpPage } from './held-up.page.tsx'

const services = ['directory', 'participation', 'survey', 'scoring', 'reporting'] as const

/** GET /held-up: the first page of what is held up in each service. */
export const heldUpRoute = ({ client }: Deps): FastifyPluginAsync => async app => {
  const partOf = async (person: Person, service: string) => client.read(person, service, '/parked', parkedReply)
    .then(({ parked, next }) => ({ service, parked, more: next !== null }))
    .catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      return { service, parked: null, more: false }
    })

  app.get('/held-up', { config: { does: 'see-held-up', summary: 'Events that are held up, by service' } }, async (request, reply) => {
    const person = personIn(request)
    const parts = await Promise.all(services.map(service => partOf(person, service)))
    const found = parts.flatMap(({ service, parked }) => (parked ?? []).map(one => ({ ...one, service })))
    const away = parts.filter(({ parked }) => parked === null).map(({ service }) => service)
    return show(request, reply, 'Held up', <HeldUpPage found={found} away={away} more={parts.some(({ more }) => more)} />)
  })
}
