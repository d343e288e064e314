import { charterReply } from '@weft/contracts/program/charter-api'
import { portfolioReply } from '@weft/contracts/program/initiative-api'
import { currentPlanReply } from '@weft/contracts/program/plan-api'
import { prioritiesReply } from '@weft/contracts/program/priority-api'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { OnePage } from './one-page.page.tsx'

/** GET /program/on-one-page */
export const onePageRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/on-one-page', { config: { does: 'take-part', summary: 'The program on one page, to print' } }, async (request, reply) => {
    const person = personIn(request)
    const [{ charter }, priorities, portfolio, { plan }] = await Promise.all([
      client.read(person, 'program', '/program/charter', charterReply), client.read(person, 'program', '/program/priorities', prioritiesReply),
      client.read(person, 'program', '/program/portfolio', portfolioReply), client.read(person, 'program', '/program/plan', currentPlanReply)
    ])
    return show(request, reply, 'The program on one page', <OnePage roles={person.roles} {...{ charter, priorities, portfolio, plan }} today={portfolio.asOf} />)
  })
}
