import type { DefinitionDraft } from '@weft/contracts/program/definition-api'
import { definitionPublished } from '@weft/contracts/program/definition-events'
import { eventOf } from '@weft/service-kit/event'
import type { Paper } from '../edition/edition.ts'
import { definitionProblems, tidyTexts } from './definition.ts'

export const definitionPaper: Paper<DefinitionDraft, DefinitionDraft> = {
  kind: 'definition',
  empty: { texts: [] },
  draftOf: async (_sql, content) => content,
  tidied: tidyTexts,
  problemsOf: async (_sql, draft) => definitionProblems(draft),
  contentOf: async (_sql, draft) => draft,
  eventOf: ({ id, time, version, content }) => eventOf(definitionPublished, { id, key: 'definition', time, data: { version, publishedOn: time.slice(0, 10), ...content } })
}
