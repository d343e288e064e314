import { charterDraftReply, chartersReply } from '@weft/contracts/program/charter-api'
import { definitionDraftReply, definitionsReply } from '@weft/contracts/program/definition-api'
import { publishedReply, savedReply } from '@weft/contracts/program/edition-api'
import { prioritiesDraftReply, prioritySetsReply } from '@weft/contracts/program/priority-api'
import { statusOf } from '@weft/service-kit/http'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { endedAs, wasAbout } from '../../auditing.ts'
import type { Deps } from '../../deps.ts'
import { address } from '../../frame/words.ts'
import { personIn } from '../../protection.tsx'
import { show } from '../../show.tsx'
import { contentFrom, GOALS, LANGUAGES, paperNames, PRIORITIES, type Content, type PaperName } from './paper.ts'
import { DraftPage, PublicationPage, VersionsPage } from './paper.page.tsx'

type DraftReply = { edit: number, content: Content, problems: { at: string, code: string, sentence: string }[], current: number }
type VersionsReply = { versions: { version: number, publishedOn: string, publishedBy: string | null, content: unknown }[], next: number | null }
const replies: Record<PaperName, { draft: z.ZodType<DraftReply>, versions: z.ZodType<VersionsReply> }> = {
  charter: { draft: charterDraftReply, versions: chartersReply },
  priorities: { draft: prioritiesDraftReply, versions: prioritySetsReply },
  definition: { draft: definitionDraftReply, versions: definitionsReply }
}
const edit = z.coerce.number().int().min(0).max(1e9)
const long = z.string().max(6000).optional()
const manyOf = (names: readonly string[], most: number, shape: z.ZodType<string | string[] | undefined> = long) =>
  Object.fromEntries(names.flatMap(name => Array.from({ length: most }, (_, at) => [`${name}-${at + 1}`, shape])))
/** Every field that the form of a draft may send. */
const fields: Record<PaperName, Record<string, z.ZodType<string | string[] | undefined>>> = {
  charter: { vision: long, sponsor: long, resources: long, ...manyOf(['goal', 'measure'], GOALS) },
  priorities: { ...manyOf(['id', 'title', 'why', 'measure'], PRIORITIES), ...manyOf(['disciplines'], PRIORITIES, z.union([z.string().max(60), z.array(z.string().max(60)).max(8)]).optional()) },
  definition: manyOf(['language', 'text'], LANGUAGES)
}
type Refused = { status: number, refused: string | null, content?: Content, edit?: number }

/** Drafts, publishing and versions of the program's three papers: the same pages for each. */
export const paperRoutes = (deps: Deps): FastifyPluginAsyncZod => async app => {
  for (const paper of ['charter', 'priorities', 'definition'] as const) {
    await app.register(draftRoutes(deps, paper))
    await app.register(publicationRoutes(deps, paper))
    await app.register(versionsRoute(deps, paper))
  }
}

const draftOf = (client: Deps['client'], request: FastifyRequest, paper: PaperName) => client.read(personIn(request), 'program', `/program/${paper}/draft`, replies[paper].draft)

/** GET and POST /program/:paper/draft, POST /program/:paper/draft/drop */
const draftRoutes = ({ client }: Deps, paper: PaperName): FastifyPluginAsyncZod => async app => {
  const [at, { one }] = [`/program/${paper}/draft`, paperNames[paper]]
  const showDraft = async (request: FastifyRequest, reply: FastifyReply, said: 'saved' | null, { status, refused, ...mine }: Refused) => {
    const draft = await draftOf(client, request, paper)
    // What was typed stays on the page; saved again, it goes over what is there now.
    const view = { ...draft, problems: said === 'saved' ? draft.problems : [], ...mine.content !== undefined && { content: mine.content } }
    return show(request, reply, `Draft of ${one}`, <DraftPage paper={paper} roles={personIn(request).roles} said={said} refused={refused} {...view} />, status)
  }

  app.get(at, { config: { does: 'run-program', summary: `The draft of ${one}` }, schema: { querystring: z.strictObject({ done: z.literal('saved').optional() }) } }, async (request, reply) =>
    showDraft(request, reply, request.query.done ?? null, { status: 200, refused: null }))

  app.post(at, { config: { does: 'run-program', summary: `Saves the draft of ${one}`, audit: { action: `save-${paper}-draft` } }, schema: { body: z.strictObject({ edit, next: z.enum(['publication', 'draft']).default('draft'), ...fields[paper] }) } }, async (request, reply) => {
    const { edit: seen, next, ...rest } = request.body
    const content = contentFrom(paper, rest)
    if (content === undefined) {
      endedAs(request, 'malformed')
      return showDraft(request, reply, null, { status: 422, refused: 'A field holds what cannot be kept: a language is a code such as en or pt-BR, and no text is longer than its field.' })
    }
    try {
      await client.command(personIn(request), 'program', at, { edit: seen, content }, savedReply)
      return await reply.redirect(next === 'publication' ? `/program/${paper}/publication` : `${at}?done=saved`, 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      endedAs(request, error.code)
      return showDraft(request, reply, null, { status: statusOf[error.kind], refused: `${error.message} What you wrote is still below.`, content })
    }
  })

  app.post(`${at}/drop`, { config: { does: 'run-program', summary: `Throws the draft of ${one} away`, audit: { action: `drop-${paper}-draft` } }, schema: { body: z.strictObject({ edit }) } }, async (request, reply) => {
    await client.command(personIn(request), 'program', `${at}/drop`, request.body, savedReply)
    return reply.redirect(`/program/${paper}?done=dropped`, 303)
  })
}

/** GET and POST /program/:paper/publication */
const publicationRoutes = ({ client }: Deps, paper: PaperName): FastifyPluginAsyncZod => async app => {
  const [at, { one }] = [`/program/${paper}/publication`, paperNames[paper]]
  const showIt = async (request: FastifyRequest, reply: FastifyReply, { status, refused }: Refused) => {
    const draft = await draftOf(client, request, paper)
    return draft.edit === 0
      ? reply.redirect(`/program/${paper}/draft`, 303)
      : show(request, reply, `Publish ${one}`, <PublicationPage paper={paper} roles={personIn(request).roles} refused={refused} {...draft} />, status)
  }
  app.get(at, { config: { does: 'run-program', summary: `A last look before ${one} ${paperNames[paper].are} published` } }, async (request, reply) => showIt(request, reply, { status: 200, refused: null }))

  app.post(at, { config: { does: 'run-program', summary: `Publishes ${one}`, audit: { action: `publish-${paper}` } }, schema: { body: z.strictObject({ edit }) } }, async (request, reply) => {
    try {
      const { version } = await client.command(personIn(request), 'program', at, request.body, publishedReply)
      wasAbout(request, String(version))
      return await reply.redirect(`/program/${paper}?done=published`, 303)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      endedAs(request, error.code)
      return showIt(request, reply, { status: statusOf[error.kind], refused: error.message })
    }
  })
}

/** GET /program/:paper/versions */
const versionsRoute = ({ client }: Deps, paper: PaperName): FastifyPluginAsyncZod => async app => {
  app.get(`/program/${paper}/versions`, {
    config: { does: 'take-part', summary: `All versions of ${paperNames[paper].one}` },
    schema: { querystring: z.strictObject({ before: z.string().regex(/^\d{1,9}$/).optional() }) }
  }, async (request, reply) => {
    const list = await client.read(personIn(request), 'program', address(`/program/${paper}/versions`, { before: request.query.before }), replies[paper].versions)
    return show(request, reply, `Versions of ${paperNames[paper].one}`, <VersionsPage paper={paper} roles={personIn(request).roles} {...list} />)
  })
}
