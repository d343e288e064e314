import type { Charter, CharterDraft } from '@weft/contracts/program/charter-api'
import { charterPublished } from '@weft/contracts/program/charter-events'
import { eventOf } from '@weft/service-kit/event'
import type { Paper } from '../edition/edition.ts'
import { charterOf, charterProblems, tidyGoals } from './charter.ts'
import { findSponsor, personById } from './charter.store.ts'

export const charterPaper: Paper<CharterDraft, Charter> = {
  kind: 'charter',
  empty: { vision: '', sponsor: '', goals: [], resources: '' },
  draftOf: async (sql, { sponsorId, ...rest }) => ({ ...rest, sponsor: sponsorId === null ? '' : (await personById(sql, sponsorId))?.email ?? '' }),
  tidied: draft => ({ ...draft, goals: draft.goals.filter(({ goal, measure }) => `${goal}${measure}`.trim() !== '') }),
  problemsOf: async (sql, draft) => charterProblems(draft, draft.sponsor.trim() === '' ? undefined : await findSponsor(sql, draft.sponsor)),
  contentOf: async (sql, draft) => charterOf({ ...draft, goals: tidyGoals(draft) }, draft.sponsor.trim() === '' ? null : (await findSponsor(sql, draft.sponsor))?.personId ?? null),
  eventOf: ({ id, time, version, content }) => eventOf(charterPublished, { id, key: 'charter', time, data: { version, publishedOn: time.slice(0, 10), ...content } })
}
