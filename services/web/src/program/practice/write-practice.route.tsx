import { changePracticeRequest, practiceDetailReply, practiceReply, proposePracticeRequest } from '@weft/contracts/program/practice-api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endedAs, wasAbout } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { asMeant, orNothing } from './form-text.ts'
import { emptyPractice, problemOf, type FormProblem, type PracticeForm } from './form.ts'
import { PracticeFormPage, type PracticeFormView } from './practice-form.page.tsx'

const text = z.string().max(2_000).default('')
const fields = { title: text, what: text, when: text, example: text }
const textsIn = ({ title, what, when, example }: Omit<PracticeForm, 'discipline'>) => ({ title: asMeant(title), what: asMeant(what), when: asMeant(when), example: orNothing(example) })
const params = z.object({ practiceId: z.uuid() })
const title = (change: PracticeFormView['change']) => change === null ? 'Propose a practice' : 'Change the words'
const refused = (error: unknown): { problem: FormProblem, code: string, status: number } => {
  if (!(error instanceof Refusal)) throw error
  return { problem: problemOf(error.code, error.message), code: error.code, status: statusOf[error.kind] }
}

/** GET /program/practices/new and POST /program/practices */
export const writePracticeRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/practices/new', { config: { does: 'take-part', summary: 'The form to propose a practice' } }, async (request, reply) =>
    show(request, reply, 'Propose a practice', <PracticeFormPage roles={personIn(request).roles} form={emptyPractice} problem={null} change={null} />))

  app.post('/program/practices', { config: { does: 'take-part', summary: 'Proposes a practice', audit: { action: 'propose-practice' } }, schema: { body: z.strictObject({ ...fields, discipline: text, way: z.enum(['propose', 'accept']).default('propose') }) } }, async (request, reply) => {
    const [{ way, ...form }, { roles }] = [request.body, personIn(request)]
    const again = (problem: FormProblem, status: number) => show(request, reply, title(null), <PracticeFormPage {...{ roles, form, problem, change: null }} />, status)
    const asked = proposePracticeRequest.safeParse({ ...textsIn(form), discipline: form.discipline, accept: way === 'accept' })
    if (!asked.success) {
      endedAs(request, 'malformed')
      return again(problemOf(String(asked.error.issues[0]?.path[0] ?? '')), 422)
    }
    try {
      const { practiceId, state } = await client.command(personIn(request), 'program', '/program/practices', asked.data, practiceReply)
      wasAbout(request, practiceId)
      return await reply.redirect(`/program/practices?done=${state === 'accepted' ? 'accepted' : 'proposed&state=proposed'}`, 303)
    } catch (error) {
      const { problem, code, status } = refused(error)
      endedAs(request, code)
      return again(problem, status)
    }
  })
}

/** GET and POST /program/practices/:practiceId/words */
export const changePracticeRoutes = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/program/practices/:practiceId/words', { config: { does: 'take-part', summary: 'The form to change the words of a practice' }, schema: { params } }, async (request, reply) => {
    const person = personIn(request)
    const practice = await client.read(person, 'program', `/program/practices/${request.params.practiceId}`, practiceDetailReply)
    if (!practice.mayWrite) throw new Refusal('forbidden', 'not-your-words', 'These words are not yours to change. Propose a better practice.')
    const change = { practiceId: practice.practiceId, title: practice.title, basedOn: String(practice.version) }
    return show(request, reply, title(change), <PracticeFormPage roles={person.roles} form={{ ...practice, example: practice.example ?? '' }} problem={null} change={change} />)
  })

  app.post('/program/practices/:practiceId/words', { config: { does: 'take-part', summary: 'New words for a practice', audit: { action: 'change-practice', target: 'practiceId' } }, schema: { params, body: z.strictObject({ ...fields, basedOn: text }) } }, async (request, reply) => {
    const [person, { practiceId }, { basedOn, ...texts }] = [personIn(request), request.params, request.body]
    const again = (problem: FormProblem, status: number) => show(request, reply, 'Change the words', <PracticeFormPage roles={person.roles} form={{ ...texts, discipline: '' }} problem={problem} change={{ practiceId, title: texts.title || 'This practice', basedOn }} />, status)
    const asked = changePracticeRequest.safeParse({ ...textsIn(texts), basedOn: Number(basedOn) })
    if (!asked.success) {
      endedAs(request, 'malformed')
      return again(problemOf(String(asked.error.issues[0]?.path[0] ?? '')), 422)
    }
    try {
      await client.command(person, 'program', `/program/practices/${practiceId}/versions`, asked.data, practiceReply)
      return await reply.redirect(`/program/practices/${practiceId}?done=changed`, 303)
    } catch (error) {
      const { problem, code, status } = refused(error)
      endedAs(request, code)
      return again(problem, status)
    }
  })
}
