import { createHash, randomBytes } from 'node:crypto'
import type { Instrument } from '@weft/contracts/survey/instrument'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { sealDraft } from '../draft/draft.ts'
import { keepDraft } from '../draft/draft.store.ts'
import { dress } from '../public-assets.ts'
import { pageOf } from '../public-packing.ts'
import { answerHtml, messages } from '../public-pages.ts'
import { completed, readAnswers, unanswered, type Answers } from '../sheet/answers.ts'
import { sendSheet } from '../sheet/sheet.store.ts'
import { draftIdOf, draftKeyOf, hashOfToken, sentMarkOf } from '../ticket/ticket.ts'
import { findOpenTicket, wasSentBy } from '../ticket/ticket.store.ts'
import { instrumentReader, type InstrumentReader } from './asked.store.ts'
import { formOf, withMissing, withProblems, type FormModel } from './form.ts'
import { formHtml } from './form.page.tsx'
import { cookieWith, marksOf } from './sent-cookie.ts'

/** One field for each item, and what the page itself adds. Not z.record, which passes over `__proto__` without a word. */
const body = z.custom<Readonly<Record<string, unknown>>>(given => typeof given === 'object' && given !== null && Object.keys(given).length <= MOST_FIELDS)
const MOST_FIELDS = 1_000

type Sender = { token: string, hash: Buffer, draftId: Buffer, form: Buffer }

/** POST /s/:token: sends the answers, or with act=save keeps them as a draft that only the link opens. */
export const sendFormRoute = (deps: Deps): FastifyPluginAsyncZod => async app => {
  const { pool } = deps
  const instruments = instrumentReader()
  const { store, sendAtOnce } = storing(deps, instruments)

  app.post('/s/*', {
    config: { open: true, summary: 'Sends the answers, or with act=save keeps them as a draft', gives: 'text/html' },
    schema: { params: z.object({ '*': z.string() }), body }
  }, async (request, reply) => {
    const { form: given, by, act, anyway, ...fields } = request.body
    const form = typeof given === 'string' ? given.slice(0, 40) : ''
    const sender = senderOf(request.params['*'], form)
    if (act !== 'save' && await sendAtOnce(sender, fields, { by, mayLack: anyway === '1' })) return thank(request, reply, sender)
    const ticket = await findOpenTicket(pool, sender.hash, sender.draftId)
    if (ticket === undefined) return answerLate(request, reply, sender)

    const instrument = await instruments.read(pool, ticket.instrumentId, ticket.instrumentVersion)
    const { answers, problems } = readAnswers(fields, instrument)
    const page = formOf(ticket, instrument, answers, form)
    if (problems.length > 0) return askAgain(request, reply, withProblems(page, problems))
    if (act === 'save') return keepForLater(request, reply, sender, answers)
    const missing = unanswered(answers, instrument)
    if (missing.length > 0 && anyway !== '1') return askAgain(request, reply, withMissing(page, missing))
    return await store(sender, answers, instrument) ? thank(request, reply, sender) : answerLate(request, reply, sender)
  })

  const askAgain = (request: FastifyRequest, reply: FastifyReply, page: FormModel) => answerHtml(request, reply.code(422), pageOf(formHtml(page, dress)))

  async function keepForLater (request: FastifyRequest, reply: FastifyReply, { token, hash, draftId }: Sender, answers: Answers): Promise<FastifyReply> {
    const sealed = sealDraft(answers, { key: draftKeyOf(token), id: draftId, nonce: randomBytes(12) })
    const kept = await keepDraft(pool, { hash, draftId, sealed })
    return kept ? reply.redirect('/s/saved', 303) : answerHtml(request, reply.code(404), messages.unusable)
  }

  /** The link is used, closed or invented. The page that used it gets its thanks again; everybody else the one page. */
  async function answerLate (request: FastifyRequest, reply: FastifyReply, sender: Sender): Promise<FastifyReply> {
    if (await wasSentBy(pool, sender.hash, sender.form)) return thank(request, reply, sender)
    return answerHtml(request, reply.code(404), messages.unusable)
  }

  function thank (request: FastifyRequest, reply: FastifyReply, { token }: Sender): FastifyReply {
    const secure = deps.config.PUBLIC_ORIGIN.startsWith('https:')
    return reply.header('set-cookie', cookieWith(sentMarkOf(token), marksOf(request.headers.cookie), secure)).redirect('/s/thanks', 303)
  }
}

function storing (deps: Deps, instruments: InstrumentReader) {
  const { pool, newId } = deps

  /** Most sendings are right. The form says by which instrument it asked, and one statement finds out whether all is so; what it does not take goes the long way, which says why. */
  async function sendAtOnce (sender: Sender, fields: Readonly<Record<string, unknown>>, { by, mayLack }: { by: unknown, mayLack: boolean }): Promise<boolean> {
    const instrument = typeof by === 'string' ? instruments.known(by) : undefined
    if (instrument === undefined) return false
    const { answers, problems } = readAnswers(fields, instrument)
    if (problems.length > 0 || (!mayLack && unanswered(answers, instrument).length > 0)) return false
    return store(sender, answers, instrument)
  }

  async function store (sender: Sender, answers: Answers, instrument: Instrument): Promise<boolean> {
    const stored = await sendSheet(pool, { ...sender, key: newId(), answers: completed(answers, instrument), instrument })
    return stored
  }

  return { store, sendAtOnce }
}

/** A form without its random number, sent by a program, gets one that no other sending has. */
function senderOf (token: string, form: string): Sender {
  const number = form === '' ? randomBytes(16) : createHash('sha256').update(form).digest().subarray(0, 16)
  return { token, hash: hashOfToken(token), draftId: draftIdOf(token), form: number }
}
