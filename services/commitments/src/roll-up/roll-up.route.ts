import { rollUpReply, type RollUpReply } from '@weft/contracts/commitments/rollup-api'
import { day, sourceId } from '@weft/contracts/vocabulary'
import type { Subject } from '@weft/service-kit/access'
import type { Sql } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { runningQuarters } from '../calendar/calendar.store.ts'
import { addDays } from '../commitment/days.ts'
import type { Deps } from '../deps.ts'
import { helpFirst, historyOf, pathIn, rolledUp, unitsIn } from './roll-up-page.store.ts'

const PAGE = 100
const query = z.strictObject({ quarter: day.optional(), under: sourceId.optional(), after: z.string().max(64).default('') })

/** GET /commitments/roll-up: the whole and all units for the office, analysts and auditors; a manager's own units with those below for the manager. */
export const rollUpRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/commitments/roll-up', {
    config: { action: 'read-roll-up', summary: 'How units kept their commitments in a quarter; groups too small to be shown are hidden' },
    schema: { querystring: query, response: { 200: rollUpReply } }
  }, async request => {
    const { quarter: asked, under, after } = request.query
    const [subject, made] = [subjectIn(request), await rolledUp(pool)]
    const quarters = made.map(({ quarter, label }) => ({ quarter, label }))
    const found = asked === undefined ? made[0] : made.find(({ quarter }) => quarter === asked)
    if (asked !== undefined && found === undefined) throw new Refusal('not-found', 'no-such-quarter', 'That quarter has no roll-up.')
    if (found === undefined) {
      if (under !== undefined) throw noUnit()
      return { quarter: null, first: await firstToCome(pool), quarters, path: [], here: null, history: [], units: [], help: [], next: null }
    }
    const all = seesAll(subject)
    const path = under === undefined ? [] : await pathIn(pool, found.quarter, under)
    if (path === undefined || (under !== undefined && !all && !path.some(({ unitId }) => subject.scopes.includes(unitId)))) throw noUnit() // guard: managers see their own units
    const place = under ?? (all ? '' : null)
    const [rows, history, help] = await Promise.all([
      unitsIn(pool, found.quarter, place === null ? { units: subject.scopes } : { under: place }, after, PAGE + 1),
      place === null ? [] : historyOf(pool, found.quarter, place),
      helpFirst(pool, found.quarter, place === null ? subject.scopes : place === '' ? null : [place])
    ])
    const units = rows.slice(0, PAGE)
    return {
      quarter: { ...found, kappa: all ? found.kappa : null }, first: null, quarters, path: all ? path : path.slice(path.findIndex(({ unitId }) => subject.scopes.includes(unitId))),
      here: place === null ? null : { figures: history.at(-1)?.quarter === found.quarter ? history.at(-1)?.figures ?? null : null }, history, units, help,
      next: rows.length > PAGE ? units.at(-1)?.unitId ?? null : null
    }
  })
}

const seesAll = ({ roles }: Pick<Subject, 'roles'>) => ['program-office', 'analyst', 'auditor'].some(role => roles.includes(role))
/** Asked about a unit that is not there, everybody is told the same. */
const noUnit = () => new Refusal('not-found', 'no-such-unit', 'There is no such unit.')

/** The quarter that will be the first with a roll-up, and the day on which it is made: the one after the last day on which anything of it can change. */
async function firstToCome (sql: Sql): Promise<RollUpReply['first']> {
  const [first] = await runningQuarters(sql)
  return first === undefined ? null : { quarter: first.startsOn, label: first.label, on: addDays(first.finalOn, 1) }
}
