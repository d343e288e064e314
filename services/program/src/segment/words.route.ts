import { wordIdReply, wordRequest } from '@weft/contracts/program/segment-api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { checkQuote } from './personal.ts'
import { findSegment, lockSegments } from './segment.store.ts'
import { mustSpeak } from './voice.store.ts'
import { deleteWord, findWord, insertWord } from './word.store.ts'

/** POST /program/segments/:segmentId/words: what customers said, by anybody who works here; POST /program/words/:wordId/removal by its author, the voice, the office. */
export const wordsRoute = ({ pool, now, newId }: Deps): FastifyPluginAsyncZod => async app => {
  const today = () => now().toISOString().slice(0, 10)

  app.post('/program/segments/:segmentId/words', { config: { action: 'add-words', summary: 'Adds what customers said, word for word' }, schema: { params: z.object({ segmentId: z.uuid() }), body: wordRequest, response: { 201: wordIdReply } } }, async (request, reply) => {
    const { quote, source, month } = request.body
    checkQuote(quote)
    checkQuote(source)
    if (month > today().slice(0, 7)) throw new Refusal('invalid', 'month-to-come', 'The month has not begun yet.')
    const wordId = newId()
    await inTransaction(pool, async tx => {
      await lockSegments(tx, [request.params.segmentId])
      const { segmentId, state, name } = await findSegment(tx, request.params.segmentId)
      if (state === 'ended') throw new Refusal('conflict', 'segment-ended', `${name} has ended: nothing is added any more.`)
      await insertWord(tx, { wordId, segmentId, quote, source, month, by: subjectIn(request).subject, on: today() })
    })
    return reply.code(201).send({ wordId })
  })

  app.post('/program/words/:wordId/removal', { config: { action: 'add-words', summary: 'Takes a quote away' }, schema: { params: z.object({ wordId: z.uuid() }), response: { 200: wordIdReply } } }, async request => {
    const { wordId } = request.params
    const subject = subjectIn(request)
    const { addedBy, voiceId } = await findWord(pool, wordId)
    if (addedBy !== subject.subject) await mustSpeak(pool, subject, voiceId)
    await deleteWord(pool, wordId)
    return { wordId }
  })
}
