import { disciplineName } from '@weft/contracts/program/discipline-api'
import type { Win } from '@weft/contracts/program/win-api'
import { csvFields, withoutFormula } from '@weft/service-kit/csv-line'
import { subjectIn } from '@weft/service-kit/http'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { actingAs } from '../acting-as.ts'
import type { Deps } from '../deps.ts'
import { winsFor } from './feed.store.ts'

const MOST_ROWS = 10_000
const HEAD = ['quick win', 'shared on', 'prompt', 'discipline', 'kind', 'headline', 'story', 'measured', 'before', 'after', 'evidence', 'link', 'from', 'thanks', 'adopted by units', 'best practice']

/** GET /program/quick-wins.csv: what everybody may read, as one file; texts that a spreadsheet would run are made harmless. */
export const winsFileRoute = ({ pool }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/quick-wins.csv', { config: { action: 'take-practices', summary: 'The quick wins as a CSV file', gives: 'text/csv' } }, async (request, reply) => {
    const subject = subjectIn(request)
    const wins = await actingAs(pool, subject, tx => winsFor(tx, subject.subject, { prompt: null, discipline: null, featured: false, after: null }, MOST_ROWS))
    return reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="quick-wins.csv"').send(csvFields(HEAD) + wins.map(lineOf).join(''))
  })
}

const lineOf = ({ winId, sharedOn, prompt, discipline, kind, headline, story, metric, evidence, link, from, thanks, adoptedBy, featured }: Win) => csvFields([
  winId, sharedOn, prompt, withoutFormula(disciplineName(discipline)), kind,
  ...[headline, story, metric?.name ?? '', metric?.before ?? '', metric?.after ?? '', evidence ?? '', link ?? '', from].map(withoutFormula), thanks, adoptedBy, featured ? 'yes' : 'no'
])
