import { draftReplyOf, draftRequestOf, editionsReplyOf, publishedReply, publishRequest, savedReply } from '@weft/contracts/program/edition-api'
import { inTransaction } from '@weft/service-kit/database'
import { subjectIn } from '@weft/service-kit/http'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { namesOf } from '../organisation/who.store.ts'
import { checkFinished, checkSeen, newsOf, type Paper } from './edition.ts'
import { noteHappening } from '../momentum/happening.store.ts'
import { dropDraft, editionsBefore, findDraft, findEdition, insertEdition, lockPaper, saveDraft } from './edition.store.ts'

const PAGE = 20

type Shapes<Draft, Content> = { draft: z.ZodType<Draft>, content: z.ZodType<Content> }

/** Reading and writing the draft of a paper, publishing it, and all its versions: the same for each kind. */
export function editionRoutes<Draft, Content> (deps: Deps, paper: Paper<Draft, Content>, shapes: Shapes<Draft, Content>): FastifyPluginAsyncZod {
  return async app => {
    await app.register(draftRoutes(deps, paper, shapes))
    await app.register(publishRoute(deps, paper))
    await app.register(versionsRoute(deps, paper, shapes))
  }
}

/** GET and POST /program/:paper/draft, POST /program/:paper/draft/drop */
const draftRoutes = <Draft, Content>({ pool, now, newId }: Deps, paper: Paper<Draft, Content>, { draft, content }: Shapes<Draft, Content>): FastifyPluginAsyncZod => async app => {
  const at = `/program/${paper.kind}/draft`

  app.get(at, { config: { action: 'write-papers', summary: `The draft of the ${paper.kind}, and what it still lacks` }, schema: { response: { 200: draftReplyOf(draft) } } }, async () => {
    const [found, current] = [await findDraft(pool, paper.kind), await findEdition(pool, paper.kind)]
    const inHand = found !== undefined ? draft.parse(found.content) : current === undefined ? paper.empty : await paper.draftOf(pool, content.parse(current.content))
    return { edit: found?.edit ?? 0, content: inHand, problems: await paper.problemsOf(pool, inHand), current: current?.version ?? 0 }
  })

  app.post(at, { config: { action: 'write-papers', summary: `Saves the draft of the ${paper.kind}` }, schema: { body: draftRequestOf(draft), response: { 200: savedReply } } }, async request => {
    const { body } = request
    const by = subjectIn(request).subject
    return inTransaction(pool, async tx => {
      await lockPaper(tx, paper.kind)
      checkSeen(body.edit, (await findDraft(tx, paper.kind))?.edit ?? 0)
      const edit = body.edit + 1
      await saveDraft(tx, paper.kind, { edit, content: paper.tidied(body.content, newId), at: now(), by })
      return { edit }
    })
  })

  app.post(`${at}/drop`, { config: { action: 'write-papers', summary: `Drops the draft of the ${paper.kind}` }, schema: { body: publishRequest, response: { 200: savedReply } } }, async request => inTransaction(pool, async tx => {
    await lockPaper(tx, paper.kind)
    checkSeen(request.body.edit, (await findDraft(tx, paper.kind))?.edit ?? 0)
    await dropDraft(tx, paper.kind)
    return { edit: 0 }
  }))
}

/** POST /program/:paper/publication: the draft becomes the next version, and its event leaves. */
const publishRoute = <Draft, Content>({ pool, now, newId, wake }: Deps, paper: Paper<Draft, Content>): FastifyPluginAsyncZod => async app => {
  app.post(`/program/${paper.kind}/publication`, { config: { action: 'write-papers', summary: `Publishes the draft of the ${paper.kind}` }, schema: { body: publishRequest, response: { 201: publishedReply } } }, async (request, reply) => {
    const by = subjectIn(request).subject
    const version = await inTransaction(pool, async tx => {
      await lockPaper(tx, paper.kind)
      const found = await findDraft(tx, paper.kind)
      if (found === undefined) throw new Refusal('conflict', 'no-draft', 'There is no draft to publish. It may have been published a moment ago.')
      checkSeen(request.body.edit, found.edit)
      checkFinished(await paper.problemsOf(tx, found.content as Draft))
      const before = (await findEdition(tx, paper.kind))?.version ?? 0
      if (before > 0) await paper.beforeNext?.(tx, before)
      const content = await paper.contentOf(tx, found.content as Draft)
      await insertEdition(tx, paper.kind, { version: before + 1, content, at: now(), by })
      await dropDraft(tx, paper.kind)
      const time = now().toISOString()
      await noteHappening(tx, { kind: `${paper.kind}-published`, about: String(before + 1), what: newsOf(paper.kind, before + 1), href: `/program/${paper.kind}`, day: time.slice(0, 10) })
      await appendToOutbox(tx, [paper.eventOf({ id: newId(), time, version: before + 1, content })])
      return before + 1
    })
    wake()
    return reply.code(201).send({ version })
  })
}

/** GET /program/:paper/versions?before= */
const versionsRoute = <Draft, Content>({ pool }: Deps, paper: Paper<Draft, Content>, { content }: Shapes<Draft, Content>): FastifyPluginAsyncZod => async app => {
  app.get(`/program/${paper.kind}/versions`, {
    config: { action: 'read-papers', summary: `All versions of the ${paper.kind}, newest first` },
    schema: { querystring: z.strictObject({ before: z.coerce.number().int().positive().optional() }), response: { 200: editionsReplyOf(content) } }
  }, async request => {
    const rows = await editionsBefore(pool, paper.kind, request.query.before ?? null, PAGE + 1)
    const names = await namesOf(pool, rows.map(({ publishedBy }) => publishedBy))
    const versions = rows.slice(0, PAGE).map(row => ({ ...row, publishedBy: names.get(row.publishedBy) ?? null, content: content.parse(row.content) }))
    return { versions, next: rows.length > PAGE ? versions.at(-1)?.version ?? null : null }
  })
}
