import { servingReply } from '@weft/contracts/program/serving-api'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { may } from '../access/may.ts'
import type { Deps } from '../deps.ts'
import { currentPriorities } from './priorities.store.ts'
import { milestonesServing, projectsServing, winsServing, type Of } from './serving.store.ts'

const MOST_PROJECTS = 100

/** GET /program/priorities/serving: milestones, projects and quick wins that work for each priority in force. Projects for who sees the portfolio. */
export const getServingRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/priorities/serving', {
    config: { action: 'read-papers', summary: 'What works for each priority in force' },
    schema: { response: { 200: servingReply } }
  }, async request => {
    const ids = (await currentPriorities(pool)).priorities.map(({ priorityId }) => priorityId)
    const seesProjects = may(subjectIn(request), 'read-portfolio')
    const [milestones, projects, wins] = await Promise.all([milestonesServing(pool, ids), seesProjects ? projectsServing(pool, ids) : null, winsServing(pool, ids)])
    return {
      priorities: ids.map(priorityId => {
        const own = of(priorityId, wins)
        return {
          priorityId, milestones: of(priorityId, milestones), projects: projects === null ? null : of(priorityId, projects).slice(0, MOST_PROJECTS),
          wins: own.map(({ winId, headline }) => ({ winId, headline })), winsInAll: own[0]?.all ?? 0
        }
      })
    }
  })
}

const of = <Thing>(id: string, things: readonly Of<Thing>[]) => things.filter(({ priorityId }) => priorityId === id)
