// Who may do what, written by hand and reviewed by reading; nothing here is derived from `may`. A new route fails tests/access/matrix.test.ts
// until its line stands here: say for each role whether it should pass, then compare with what the code does.

/** Who asks: the six roles of people, whoever runs the machine, the door itself, and somebody with a role that does not exist. */
export const askers = ['program-office', 'analyst', 'it', 'auditor', 'manager', 'employee', 'operator', 'door', 'stranger'] as const
export type Asker = typeof askers[number]
type Passes = readonly Asker[]

const office: Passes = ['program-office']
const readers: Passes = ['program-office', 'analyst']
const feeders: Passes = ['program-office', 'it']
const checkers: Passes = ['program-office', 'auditor']
const watchers: Passes = ['program-office', 'analyst', 'auditor']
const workers: Passes = ['program-office', 'analyst', 'auditor', 'manager', 'employee']
/** Who sees all projects: whoever runs the program, leads a part of it or checks it. */
const seesPortfolio: Passes = ['program-office', 'auditor', 'manager']
/** Who leads a part of the organisation. */
const leaders: Passes = ['program-office', 'manager']
const leads: Passes = ['program-office', 'manager']
const operator: Passes = ['operator']
const seesParked: Passes = ['it', 'operator']
/** Asks nothing: health, style sheets, the way in. */
const anybody = 'anybody'

const kit = {
  'GET /health/live': anybody, 'GET /health/ready': anybody,
  'GET /parked': seesParked, 'POST /parked/redrive': operator, 'POST /parked/return': operator
} as const

export const internal: Readonly<Record<string, Readonly<Record<string, Passes | 'anybody' | 'by unit'>>>> = {
  directory: {
    ...kit,
    'GET /organisation': feeders, 'POST /organisation/imports': feeders,
    'GET /organisation/health': feeders, 'GET /organisation/health/:check': feeders,
    'GET /organisation/import-runs': feeders, 'POST /organisation/import-runs': feeders, 'GET /organisation/import-runs/:runId': feeders,
    'GET /organisation/import-runs/:runId/effects': feeders, 'GET /organisation/import-runs/:runId/left-out.csv': feeders,
    'POST /organisation/import-runs/:runId/mapping': feeders, 'POST /organisation/import-runs/:runId/rules': feeders, 'POST /organisation/import-runs/:runId/check': feeders,
    'POST /organisation/import-runs/:runId/apply': feeders, 'POST /organisation/import-runs/:runId/undo': feeders, 'POST /organisation/import-runs/:runId/drop': feeders,
    'GET /sign-ins/:signIn': ['door'],
    'GET /grants': checkers, 'POST /grants': office, 'POST /grants/:grantId/end': office
  },
  participation: {
    ...kit,
    'GET /waves/:waveId/participation': office, 'POST /waves/:waveId/reminders': office, 'POST /waves/:waveId/vault/destruction': office
  },
  commitments: {
    ...kit,
    'GET /commitments/me': workers,
    'POST /commitments/imports': workers, 'GET /commitments/imports/:importId': workers, 'GET /commitments/imports/:importId/left-out.csv': workers, 'POST /commitments/imports/:importId/columns': workers, 'POST /commitments/imports/:importId/application': workers, 'POST /commitments/imports/:importId/drop': workers,
    'GET /commitments/own-data': workers, 'GET /commitments/own-data.csv': workers, 'GET /commitments/rules': workers, 'GET /commitments/erasures': office, 'POST /commitments/erasures': office,
    'GET /commitments/handovers': workers, 'GET /commitments/people/:personId/handover': workers, 'POST /commitments/people/:personId/handover': workers, 'POST /commitments/handovers/:handoverId/answer': workers, 'POST /commitments/handovers/:handoverId/withdrawal': workers,
    'GET /commitments/index': workers, 'GET /commitments/reviews/:reviewId/index': workers, 'GET /commitments/quarters/:quarter/index-verification': checkers, 'GET /commitments/roll-up': [...watchers, 'manager'],
    'GET /commitments/effect': watchers, 'GET /commitments/receipts': workers, 'GET /commitments/talk-kit': leads,
    'GET /commitments/waiting': workers, 'GET /commitments/reminders/mine': workers, 'POST /commitments/reminders/mine': workers,
    'GET /commitments/feed': workers, 'POST /commitments/feed': workers, 'POST /commitments/feed/end': workers, 'GET /commitments/feeds/:secret': ['door'],
    'GET /commitments/webhooks': office, 'POST /commitments/webhooks': office, 'POST /commitments/webhooks/:webhookId/end': office,
    'GET /commitments/reminders/rules': office, 'POST /commitments/reminders/rules': office,
    'GET /commitments/calendar': workers, 'POST /commitments/calendar': office,
    'GET /commitments/reviews/mine': workers, 'GET /commitments/reviews/:reviewId': workers, 'GET /commitments/team': workers,
    'POST /commitments/reviews/:reviewId/draft': workers, 'POST /commitments/reviews/:reviewId/self': workers, 'POST /commitments/reviews/:reviewId/agree': workers, 'POST /commitments/reviews/:reviewId/dispute': workers,
    'POST /commitments/reviews/:reviewId/boss': workers, 'POST /commitments/reviews/:reviewId/skip-self': workers, 'POST /commitments/reviews/:reviewId/hand-over': workers, 'POST /commitments/reviews/:reviewId/hand-over/end': workers,
    'POST /commitments/reviews/:reviewId/settle': workers, 'POST /commitments/reviews/:reviewId/reopening': workers, 'POST /commitments/reviews/:reviewId/reopening/consent': workers,
    'GET /commitments/reviews/without-boss': office, 'POST /commitments/reviews/:reviewId/reviewer': office,
    'GET /commitments/people/:personId/absences': workers, 'POST /commitments/people/:personId/absences': workers, 'POST /commitments/people/:personId/absences/:absenceId/withdrawal': workers,
    'GET /commitments/mine': workers, 'POST /commitments/mine': workers, 'GET /commitments/colleagues': workers, 'GET /commitments/suggestions': workers,
    // Whose commitment it is, and whose boss somebody is, is asked where it is known; the database asks again.
    'GET /commitments/commitment/:commitmentId': workers, 'POST /commitments/commitment/:commitmentId/change': workers, 'POST /commitments/commitment/:commitmentId/opening': workers,
    'POST /commitments/commitment/:commitmentId/discard': workers, 'POST /commitments/commitment/:commitmentId/progress': workers, 'POST /commitments/commitment/:commitmentId/completion': workers,
    'POST /commitments/commitment/:commitmentId/drop': workers, 'POST /commitments/commitment/:commitmentId/split': workers, 'POST /commitments/commitment/:commitmentId/partners': workers,
    'POST /commitments/commitment/:commitmentId/milestones': workers, 'POST /commitments/commitment/:commitmentId/milestones/:milestoneId/change': workers,
    'POST /commitments/commitment/:commitmentId/milestones/:milestoneId/reached': workers, 'POST /commitments/commitment/:commitmentId/milestones/:milestoneId/removal': workers,
    'POST /commitments/commitment/:commitmentId/weight': workers, 'POST /commitments/commitment/:commitmentId/drop-agreement': workers, 'GET /commitments/of/:personId': workers, 'GET /commitments/of': workers
  },
  program: {
    ...kit,
    'GET /program/me': workers, 'GET /program/units': workers,
    'GET /program/charter': workers, 'GET /program/charter/versions': workers, 'GET /program/priorities': workers, 'GET /program/priorities/versions': workers, 'GET /program/priorities/serving': workers,
    'GET /program/definition': workers, 'GET /program/definition/versions': workers, 'POST /program/definition/acknowledgement': workers, 'GET /program/definition/coverage': office,
    'GET /program/attestation': workers, 'POST /program/attestation': workers, 'GET /program/same-page': workers, 'POST /program/same-page/releases': office,
    'GET /program/charter/draft': office, 'POST /program/charter/draft': office, 'POST /program/charter/draft/drop': office, 'POST /program/charter/publication': office,
    'GET /program/priorities/draft': office, 'POST /program/priorities/draft': office, 'POST /program/priorities/draft/drop': office, 'POST /program/priorities/publication': office,
    'GET /program/definition/draft': office, 'POST /program/definition/draft': office, 'POST /program/definition/draft/drop': office, 'POST /program/definition/publication': office,
    'GET /program/initiatives': seesPortfolio, 'GET /program/initiatives/:initiativeId': seesPortfolio, 'GET /program/portfolio': workers,
    'POST /program/initiatives': office, 'POST /program/initiatives/:initiativeId/changes': office,
    'GET /program/momentum': workers,
    'GET /program/reminders': office, 'POST /program/reminders': office, 'POST /program/reminders/:reminderId/withdrawal': office,
    'GET /program/reminders/mine': workers, 'POST /program/reminders/mine': workers,
    'GET /program/exposure': workers, 'POST /program/exposure': workers, 'POST /program/exposure/:exposureId/sharing': workers, 'POST /program/exposure/:exposureId/drop': workers,
    'GET /program/exposure/coverage': seesPortfolio, 'GET /program/readiness': seesPortfolio, 'POST /program/readiness/:quarter': office,
    // What the office noted of a leader: the office, and that person of themselves.
    'GET /program/buy-in': office, 'POST /program/buy-in/:personId': office, 'GET /program/buy-in/mine': workers,
    'GET /program/experiments': workers, 'GET /program/experiments/:experimentId': workers, 'GET /program/experiments.csv': workers,
    // A manager's own units only: services/program/src/experiment asks where the unit is known.
    'POST /program/experiments': leaders, 'POST /program/experiments/:experimentId/change': leaders, 'POST /program/experiments/:experimentId/start': leaders,
    'POST /program/experiments/:experimentId/withdraw': leaders, 'POST /program/experiments/:experimentId/result': leaders, 'POST /program/experiments/:experimentId/decision': leaders,
    'GET /program/role-statement': workers, 'POST /program/role-statement': workers, 'POST /program/role-statement/review': workers, 'GET /program/practice-coverage': workers,
    'GET /program/practices': workers, 'GET /program/practices/:practiceId': workers, 'POST /program/practices': workers, 'POST /program/practices/:practiceId/versions': workers,
    'POST /program/practices/:practiceId/decision': leads, 'POST /program/practices/starting-library': office, 'GET /program/practices.csv': seesPortfolio,
    'POST /program/practices/:practiceId/adoptions': leads, 'POST /program/practice-adoptions/:adoptionId/wording': leads, 'POST /program/practice-adoptions/:adoptionId/end': leads,
    'POST /program/practices/:practiceId/commitment': workers, 'POST /program/practices/:practiceId/commitment/end': workers,
    'GET /program/plan': workers, 'GET /program/plan/versions': workers, 'GET /program/plan/versions/:version': workers, 'GET /program/milestones.csv': workers,
    'POST /program/plan/draft': office, 'POST /program/plan/draft/frame': office, 'POST /program/plan/draft/outcomes': office,
    'POST /program/plan/draft/outcomes/:outcomeId': office, 'POST /program/plan/draft/outcomes/:outcomeId/removal': office,
    'POST /program/plan/draft/milestones': office, 'POST /program/plan/draft/milestones/:milestoneId': office, 'POST /program/plan/draft/milestones/:milestoneId/removal': office,
    'POST /program/plan/draft/needs': office, 'POST /program/plan/draft/approval': office,
    // Besides the office: whoever owns the milestone.
    'POST /program/milestones/:milestoneId/marks': workers,
    'GET /program/reflections': workers, 'POST /program/reflections': workers, 'POST /program/reflections/:reflectionId': workers, 'POST /program/reflections/:reflectionId/sharing': workers,
    // The start. Who votes or answers to results is besides asked for their rank: leaders only.
    'GET /program/start': workers, 'POST /program/start/waves': office, 'POST /program/start/workshops': office,
    'POST /program/start/waves/:waveId/debrief': workers, 'GET /program/start/waves/:waveId/debriefs': office,
    'GET /program/forums': workers, 'GET /program/forums/:forumId': workers, 'POST /program/forums/:forumId/votes': workers,
    'POST /program/forums': office, 'POST /program/forums/:forumId/step': office, 'POST /program/forums/:forumId/arguments': office,
    'GET /program/sessions/:sessionId/attendance': office, 'POST /program/sessions/:sessionId/attendance': office,
    'GET /program/overlaps': seesPortfolio, 'POST /program/overlaps/dismissals': office, 'POST /program/overlaps/dismissals/taken-back': office,
    'GET /program/portfolio/load': seesPortfolio, 'GET /program/portfolio/projects.csv': seesPortfolio,
    'GET /program/portfolio/imports': seesPortfolio, 'GET /program/portfolio/imports/:runId': seesPortfolio, 'GET /program/portfolio/imports/:runId/rows': seesPortfolio,
    'GET /program/portfolio/imports/:runId/left-out.csv': seesPortfolio, 'POST /program/portfolio/imports': office,
    'POST /program/portfolio/imports/:runId/columns': office, 'POST /program/portfolio/imports/:runId/spellings': office, 'POST /program/portfolio/imports/:runId/taken': office,
    'POST /program/portfolio/imports/:runId/check': office, 'POST /program/portfolio/imports/:runId/apply': office, 'POST /program/portfolio/imports/:runId/drop': office,
    'POST /program/initiatives/:initiativeId/decisions': office, 'POST /program/initiatives/decisions': office, 'POST /program/initiatives/:initiativeId/becomes': office,
    'GET /program/quick-wins': workers, 'GET /program/quick-wins/rate': workers, 'GET /program/quick-wins/:winId': workers, 'GET /program/quick-wins.csv': seesPortfolio,
    'POST /program/quick-wins': workers, 'POST /program/quick-wins/:winId/changes': workers, 'POST /program/quick-wins/:winId/withdrawal': workers, 'POST /program/quick-wins/:winId/thanks': workers,
    'POST /program/quick-wins/:winId/adoptions': leads, 'POST /program/quick-wins/:winId/hiding': office, 'POST /program/quick-wins/:winId/feature': office,
    'GET /program/segments': workers, 'GET /program/segments.csv': seesPortfolio, 'POST /program/segments': leaders, 'GET /program/segments/:segmentId': workers, 'POST /program/segments/:segmentId': leaders,
    'POST /program/segments/:segmentId/words': workers, 'POST /program/words/:wordId/removal': workers, 'GET /program/segments/:segmentId/comparison': workers,
    // Who is neither manager, office, auditor nor the voice of the segment is refused where the segment is known.
    'GET /program/views': seesPortfolio, 'GET /program/views.csv': seesPortfolio, 'GET /program/views/:viewId': workers, 'POST /program/views': leaders, 'POST /program/views/:viewId': leaders,
    'POST /program/views/:viewId/mapping': leaders, 'POST /program/views/imports': leaders,
    'GET /program/conflicts': workers, 'GET /program/conflicts.csv': seesPortfolio, 'POST /program/conflicts/:conflictId/decision': workers,
    'GET /program/segments/:segmentId/persona': workers, 'POST /program/segments/:segmentId/persona/statements': workers, 'POST /program/segments/:segmentId/persona/draft': workers,
    'POST /program/segments/:segmentId/persona/publication': workers, 'GET /program/segments/:segmentId/personas/:version': workers,
    'GET /program/opportunities': seesPortfolio, 'GET /program/opportunities.csv': seesPortfolio, 'GET /program/unit-pairs': seesPortfolio, 'POST /program/opportunities': workers,
    'POST /program/opportunities/:opportunityId': workers, 'POST /program/opportunities/:opportunityId/dispute': workers, 'POST /program/opportunities/:opportunityId/owner': workers
  },
  survey: {
    ...kit,
    'GET /instruments': watchers,
    'GET /waves': [...workers, 'operator'], 'GET /waves/:waveId': [...workers, 'operator'],
    'POST /waves': office, 'POST /waves/:waveId/launch': office, 'POST /waves/:waveId/close': office, 'POST /past-waves': office,
    'POST /waves/:waveId/re-emission': ['program-office', 'operator'],
    // A survey is answered by its link; the host of /s/ refuses whoever brings a session.
    'GET /s/thanks': anybody, 'GET /s/saved': anybody, 'GET /s/*': anybody, 'POST /s/*': anybody
  },
  scoring: {
    ...kit,
    'GET /waves/:waveId/scoring': watchers, 'GET /waves/:waveId/release/verification': watchers
  },
  reporting: {
    ...kit,
    'GET /progress': workers, 'GET /releases': workers, 'GET /releases/:releaseId': workers, 'GET /releases/:releaseId/whole': workers,
    'GET /releases/:releaseId/scores': readers, 'GET /releases/:releaseId/scores.csv': readers, 'GET /scores/stream': readers,
    'GET /releases/:releaseId/heat-map': 'by unit', 'GET /releases/:releaseId/units/:unitId': 'by unit'
  }
}

type Units = { whole: Passes, own: Passes, below: Passes, foreign: Passes, /** Is told that the role does not allow it; all others who may not see a unit are told that there is none. */ never: Passes }
/** Routes about one unit. The manager's scope is `own`. */
export const byUnit: Readonly<Record<string, Units>> = {
  'GET /releases/:releaseId/heat-map': {
    whole: readers, own: [...readers, 'manager'], below: [...readers, 'manager'], foreign: readers,
    never: ['it', 'auditor', 'employee', 'operator', 'door', 'stranger']
  },
  'GET /releases/:releaseId/units/:unitId': {
    whole: workers, own: [...readers, 'manager'], below: [...readers, 'manager'], foreign: readers,
    never: ['it', 'operator', 'door', 'stranger']
  }
}

const everybody: Passes = ['program-office', 'analyst', 'it', 'auditor', 'manager', 'employee']
const keyHolders: Passes = ['program-office', 'analyst', 'it']

/** The door's pages, by session. */
export const pages: Readonly<Record<string, Passes | 'anybody'>> = {
  'GET /health/live': anybody, 'GET /health/ready': anybody,
  'GET /calendar/:file': anybody, 'GET /sign-in': anybody, 'GET /sign-in/start': anybody, 'GET /sign-in/done': anybody, 'POST /sign-out': anybody,
  'GET /': everybody, 'GET /who-sees-what': everybody,
  'GET /people': feeders, 'GET /people/samples/:file': feeders, 'POST /people/imports': feeders,
  'GET /people/imports': feeders, 'GET /people/imports/new': feeders, 'GET /people/imports/:runId': feeders, 'GET /people/imports/:runId/undo': feeders,
  'GET /people/imports/:runId/effects/:kind': feeders, 'GET /people/imports/:runId/left-out.csv': feeders,
  'POST /people/imports/:runId/columns': feeders, 'POST /people/imports/:runId/problems': feeders, 'POST /people/imports/:runId/check': feeders,
  'POST /people/imports/:runId/apply': feeders, 'POST /people/imports/:runId/undo': feeders, 'POST /people/imports/:runId/drop': feeders,
  'GET /people/health': feeders, 'GET /people/health/:check': feeders,
  'GET /waves': watchers, 'GET /waves/:waveId': watchers, 'GET /waves/:waveId/verification': watchers,
  'GET /waves/new': office, 'POST /waves': office, 'GET /waves/:waveId/launch': office, 'POST /waves/:waveId/launch': office,
  'GET /waves/:waveId/close': office, 'POST /waves/:waveId/close': office, 'POST /waves/:waveId/reminders': office, 'POST /waves/:waveId/re-emission': office,
  'GET /past-waves/new': office, 'POST /past-waves': office,
  'GET /heat-map': [...readers, 'manager'], 'GET /units/:unitId': workers, 'GET /releases/:releaseId/scores.csv': readers,
  'GET /held-up': ['it'],
  'GET /keys': keyHolders, 'POST /keys': keyHolders, 'POST /keys/:keyId/revocation': keyHolders,
  'GET /roles': checkers, 'POST /roles': office, 'POST /roles/:grantId/end': office,
  'GET /commitments/index': everybody, 'GET /commitments/team/:reviewId/index': everybody, 'GET /commitments/roll-up': [...watchers, 'manager'], 'GET /commitments/roll-up.csv': [...watchers, 'manager'],
  'GET /commitments/quarter': everybody, 'GET /commitments/quarter/:reviewId': everybody, 'POST /commitments/quarter/:reviewId': everybody, 'POST /commitments/quarter/:reviewId/draft': everybody,
  'POST /commitments/quarter/:reviewId/answer': everybody, 'POST /commitments/quarter/:reviewId/settle': everybody, 'POST /commitments/quarter/:reviewId/reopening': everybody,
  'GET /commitments/team': everybody, 'GET /commitments/team/:reviewId': everybody, 'POST /commitments/team/:reviewId': everybody, 'POST /commitments/team/:reviewId/draft': everybody,
  'POST /commitments/team/:reviewId/settle': everybody, 'POST /commitments/team/:reviewId/reopening': everybody, 'POST /commitments/team/:reviewId/skip': everybody,
  'GET /commitments/team/:reviewId/hand-over': everybody, 'POST /commitments/team/:reviewId/hand-over': everybody, 'POST /commitments/team/:reviewId/hand-over/end': everybody,
  'POST /commitments/team/:reviewId/absence': everybody, 'POST /commitments/team/:reviewId/absence/:absenceId/withdrawal': everybody,
  'GET /commitments/year': office, 'POST /commitments/year': office, 'POST /commitments/year/reviews/:reviewId': office,
  'GET /commitments/effect': watchers, 'GET /commitments/receipts': everybody, 'GET /commitments/talk-kit': leads,
  'GET /commitments/reminders': everybody, 'POST /commitments/reminders/mine': everybody, 'POST /commitments/reminders/feed': everybody, 'POST /commitments/reminders/feed/end': everybody,
  'GET /commitments/who-sees-what': everybody, 'POST /commitments/who-sees-what/erasures': office, 'GET /commitments/my-data.json': everybody, 'GET /commitments/my-data.csv': everybody,
  'GET /commitments/import': everybody, 'POST /commitments/import': everybody, 'GET /commitments/import/:importId': everybody, 'GET /commitments/import/:importId/left-out.csv': everybody, 'POST /commitments/import/:importId/columns': everybody, 'POST /commitments/import/:importId/application': everybody, 'POST /commitments/import/:importId/drop': everybody,
  'GET /commitments/handovers': everybody, 'GET /commitments/people/:personId/handover': everybody, 'POST /commitments/people/:personId/handover': everybody, 'POST /commitments/handovers/:handoverId/answer': everybody, 'POST /commitments/handovers/:handoverId/withdrawal': everybody,
  'POST /commitments/reminders/rules': office, 'POST /commitments/reminders/chat': office, 'POST /commitments/reminders/chat/:webhookId/end': office,
  'GET /commitments': everybody, 'GET /commitments/new': everybody, 'POST /commitments/new': everybody, 'GET /commitments/:commitmentId': everybody, 'GET /commitments/of/:personId': everybody,
  'GET /commitments/:commitmentId/change': everybody, 'POST /commitments/:commitmentId/change': everybody, 'GET /commitments/:commitmentId/split': everybody, 'POST /commitments/:commitmentId/split': everybody,
  'POST /commitments/:commitmentId/opening': everybody, 'POST /commitments/:commitmentId/discard': everybody, 'POST /commitments/:commitmentId/progress': everybody, 'POST /commitments/:commitmentId/completion': everybody,
  'POST /commitments/:commitmentId/drop': everybody, 'POST /commitments/:commitmentId/partners': everybody, 'POST /commitments/:commitmentId/weight': everybody, 'POST /commitments/:commitmentId/drop-agreement': everybody,
  'POST /commitments/:commitmentId/milestones': everybody, 'POST /commitments/:commitmentId/milestones/:milestoneId/change': everybody, 'POST /commitments/:commitmentId/milestones/:milestoneId/reached': everybody, 'POST /commitments/:commitmentId/milestones/:milestoneId/removal': everybody,
  'GET /program/momentum': everybody,
  'GET /program/reminders': office, 'POST /program/reminders': office, 'POST /program/reminders/:reminderId/withdrawal': office,
  'GET /program/reminders/mine': everybody, 'POST /program/reminders/mine': everybody,
  'GET /program/exposure': everybody, 'POST /program/exposure': everybody, 'POST /program/exposure/:exposureId/sharing': everybody, 'POST /program/exposure/:exposureId/drop': everybody,
  'GET /program/readiness': seesPortfolio, 'GET /program/readiness/:quarter/review': office, 'POST /program/readiness/:quarter/review': office,
  'GET /program/buy-in': office, 'POST /program/buy-in/:personId': office, 'GET /program/buy-in/mine': everybody,
  'GET /program/priorities': everybody, 'POST /program/priorities/answer': everybody, 'GET /program/same-page': everybody, 'GET /program/same-page.csv': everybody, 'POST /program/same-page/release': office,
  'GET /program/charter': everybody, 'GET /program/definition': everybody, 'POST /program/definition/read': everybody, 'GET /program/definition/coverage': office,
  'GET /program/charter/versions': everybody, 'GET /program/priorities/versions': everybody, 'GET /program/definition/versions': everybody,
  'GET /program/charter/draft': office, 'POST /program/charter/draft': office, 'POST /program/charter/draft/drop': office, 'GET /program/charter/publication': office, 'POST /program/charter/publication': office,
  'GET /program/priorities/draft': office, 'POST /program/priorities/draft': office, 'POST /program/priorities/draft/drop': office, 'GET /program/priorities/publication': office, 'POST /program/priorities/publication': office,
  'GET /program/definition/draft': office, 'POST /program/definition/draft': office, 'POST /program/definition/draft/drop': office, 'GET /program/definition/publication': office, 'POST /program/definition/publication': office,
  'GET /program/on-one-page': everybody,
  'GET /program/projects': seesPortfolio, 'GET /program/projects/load': seesPortfolio, 'GET /program/projects/projects.csv': seesPortfolio, 'GET /program/projects/:initiativeId': seesPortfolio,
  'GET /program/projects/new': office, 'GET /program/projects/:initiativeId/edit': office, 'POST /program/projects': office, 'POST /program/projects/:initiativeId/edit': office,
  'POST /program/projects/:initiativeId/decide': office, 'GET /program/projects/decide': office, 'POST /program/projects/decide': office, 'POST /program/projects/:initiativeId/becomes': office,
  'GET /program/projects/imports': seesPortfolio, 'GET /program/projects/imports/:runId': seesPortfolio, 'GET /program/projects/imports/:runId/rows': seesPortfolio, 'GET /program/projects/imports/:runId/left-out.csv': seesPortfolio,
  'GET /program/projects/imports/new': office, 'POST /program/projects/imports': office, 'POST /program/projects/imports/:runId/columns': office, 'POST /program/projects/imports/:runId/spellings': office,
  'POST /program/projects/imports/:runId/taken': office, 'POST /program/projects/imports/:runId/check': office, 'POST /program/projects/imports/:runId/apply': office, 'POST /program/projects/imports/:runId/drop': office,
  'GET /program/projects/overlaps': seesPortfolio, 'GET /program/projects/overlaps/method': seesPortfolio, 'POST /program/projects/overlaps': office,
  'GET /program/learning': everybody, 'GET /program/learning/experiments.csv': everybody, 'GET /program/learning/:experimentId': everybody,
  'GET /program/learning/new': leaders, 'POST /program/learning': leaders, 'GET /program/learning/:experimentId/change': leaders, 'POST /program/learning/:experimentId/change': leaders,
  'POST /program/learning/:experimentId/start': leaders, 'POST /program/learning/:experimentId/withdraw': leaders, 'POST /program/learning/:experimentId/result': leaders, 'POST /program/learning/:experimentId/decision': leaders,
  'GET /program/my-role': everybody, 'POST /program/my-role': everybody, 'POST /program/my-role/review': everybody, 'GET /program/practices/coverage': everybody,
  'GET /program/practices': everybody, 'GET /program/practices/new': everybody, 'GET /program/practices/:practiceId': everybody, 'GET /program/practices/:practiceId/words': everybody,
  'GET /program/practices.csv': seesPortfolio, 'POST /program/practices': everybody, 'POST /program/practices/:practiceId/words': everybody, 'POST /program/practices/starting-library': office,
  'POST /program/practices/:practiceId/decision': leads, 'POST /program/practices/:practiceId/adoptions': leads,
  'POST /program/practices/adoptions/:adoptionId/wording': leads, 'POST /program/practices/adoptions/:adoptionId/end': leads,
  'GET /program/quick-wins': everybody, 'GET /program/quick-wins/new': everybody, 'GET /program/quick-wins/:winId': everybody, 'GET /program/quick-wins/:winId/change': everybody, 'GET /program/quick-wins.csv': seesPortfolio,
  'POST /program/quick-wins': everybody, 'POST /program/quick-wins/:winId/change': everybody, 'POST /program/quick-wins/:winId/withdrawal': everybody, 'POST /program/quick-wins/:winId/thanks': everybody,
  'POST /program/quick-wins/:winId/adoptions': leads, 'POST /program/quick-wins/:winId/hiding': office, 'POST /program/quick-wins/:winId/feature': office,
  'POST /program/practices/:practiceId/commitment': everybody, 'POST /program/practices/:practiceId/commitment/end': everybody,
  // The start of the program.
  'GET /program/start': everybody, 'POST /program/start/waves': office, 'POST /program/start/workshops': office,
  'GET /program/start/waves/:waveId': everybody, 'POST /program/start/waves/:waveId/debrief': everybody,
  'GET /program/start/forums/new': office, 'POST /program/start/forums': office, 'GET /program/start/forums/:forumId': everybody,
  'POST /program/start/forums/:forumId/step': office, 'POST /program/start/forums/:forumId/votes': everybody, 'POST /program/start/forums/:forumId/arguments': office,
  'GET /program/start/sessions/:sessionId/attendance': office, 'POST /program/start/sessions/:sessionId/attendance': office,
  'GET /program/start/plan': everybody, 'POST /program/start/plan/draft': office, 'POST /program/start/plan/frame': office, 'POST /program/start/plan/approval': office,
  'POST /program/start/plan/outcomes': office, 'POST /program/start/plan/outcomes/:outcomeId': office, 'POST /program/start/plan/outcomes/:outcomeId/removal': office,
  'GET /program/start/plan/milestones/new': office, 'GET /program/start/plan/milestones/:milestoneId': office, 'POST /program/start/plan/milestones': office,
  'POST /program/start/plan/milestones/:milestoneId': office, 'POST /program/start/plan/milestones/:milestoneId/removal': office, 'POST /program/start/plan/milestones/:milestoneId/needs': office,
  'GET /program/reflection': everybody, 'POST /program/reflection': everybody, 'POST /program/reflection/:reflectionId': everybody, 'POST /program/reflection/:reflectionId/sharing': everybody,
  'GET /program/roadmap': everybody, 'GET /program/roadmap/milestones.csv': everybody, 'GET /program/roadmap/milestones/:milestoneId': everybody,
  'POST /program/roadmap/milestones/:milestoneId/marks': everybody,
  'GET /program/customers': everybody, 'POST /program/customers': leaders, 'GET /program/customers/new': leaders, 'GET /program/customers/:segmentId': everybody, 'POST /program/customers/:segmentId': leaders,
  'GET /program/customers/:segmentId/edit': leaders, 'GET /program/customers/:segmentId/compare': everybody, 'GET /program/customers/:segmentId/personas/:version': everybody,
  'POST /program/customers/:segmentId/words': everybody, 'POST /program/customers/:segmentId/words/:wordId/removal': everybody,
  // What only the voice of a segment does, anybody can be asked to do: the service says who it is.
  'GET /program/customers/:segmentId/persona': everybody, 'POST /program/customers/:segmentId/persona/statements': everybody, 'POST /program/customers/:segmentId/persona/draft': everybody, 'POST /program/customers/:segmentId/persona/publication': everybody,
  'GET /program/customers/views': seesPortfolio, 'GET /program/customers/views/new': leaders, 'POST /program/customers/views': leaders, 'GET /program/customers/views/:viewId': everybody, 'POST /program/customers/views/:viewId': leaders, 'POST /program/customers/views/:viewId/mapping': leaders,
  'GET /program/customers/conflicts': everybody, 'POST /program/customers/conflicts/:conflictId/decision': everybody,
  'GET /program/customers/opportunities': seesPortfolio, 'POST /program/customers/opportunities': everybody, 'POST /program/customers/opportunities/:opportunityId': everybody,
  'POST /program/customers/opportunities/:opportunityId/dispute': everybody, 'POST /program/customers/opportunities/:opportunityId/owner': everybody,
  'GET /program/customers/files/segments.csv': seesPortfolio, 'GET /program/customers/files/views.csv': seesPortfolio, 'GET /program/customers/files/conflicts.csv': seesPortfolio, 'GET /program/customers/files/opportunities.csv': seesPortfolio,
  'GET /audit': checkers, 'GET /audit.csv': checkers, 'GET /audit/verification': checkers
}

/** /v1, by access key; a key may what its owner may. */
export const machine: Readonly<Record<string, Passes>> = {
  'POST /v1/keys': operator,
  // Loads the invented organisation into an empty installation.
  'POST /v1/demonstration': operator,
  'GET /v1/audit': [...checkers, 'operator'],
  'GET /v1/organisation': feeders, 'POST /v1/organisation/imports': feeders,
  'GET /v1/organisation/health': feeders, 'GET /v1/organisation/health/:check': feeders,
  'GET /v1/organisation/import-runs': feeders, 'POST /v1/organisation/import-runs': feeders, 'GET /v1/organisation/import-runs/:runId': feeders,
  'GET /v1/organisation/import-runs/:runId/effects': feeders, 'GET /v1/organisation/import-runs/:runId/left-out.csv': feeders,
  'POST /v1/organisation/import-runs/:runId/mapping': feeders, 'POST /v1/organisation/import-runs/:runId/rules': feeders, 'POST /v1/organisation/import-runs/:runId/check': feeders,
  'POST /v1/organisation/import-runs/:runId/apply': feeders, 'POST /v1/organisation/import-runs/:runId/undo': feeders, 'POST /v1/organisation/import-runs/:runId/drop': feeders,
  'GET /v1/grants': checkers, 'POST /v1/grants': office, 'POST /v1/grants/:grantId/end': office,
  'GET /v1/commitments/own-data': everybody, 'GET /v1/commitments/handovers': everybody,
  'GET /v1/commitments/index': everybody, 'GET /v1/commitments/reviews/:reviewId/index': everybody, 'GET /v1/commitments/roll-up': [...watchers, 'manager'], 'GET /v1/commitments/effect': watchers, 'GET /v1/commitments/receipts': everybody, 'GET /v1/commitments/talk-kit': leads, 'GET /v1/commitments/quarters/:quarter/index-verification': checkers,
  'GET /v1/commitments/calendar': everybody, 'POST /v1/commitments/calendar': office, 'GET /v1/commitments/reviews/without-boss': office, 'POST /v1/commitments/reviews/:reviewId/reviewer': office,
  'GET /v1/commitments/people/:personId/absences': office, 'POST /v1/commitments/people/:personId/absences': office, 'POST /v1/commitments/people/:personId/absences/:absenceId/withdrawal': office,
  'GET /v1/program/reminders': office, 'POST /v1/program/reminders': office, 'POST /v1/program/reminders/:reminderId/withdrawal': office,
  'GET /v1/program/momentum': everybody, 'GET /v1/program/readiness': seesPortfolio, 'GET /v1/program/exposure/coverage': seesPortfolio,
  'GET /v1/program/initiatives': seesPortfolio, 'GET /v1/program/initiatives/:initiativeId': seesPortfolio, 'POST /v1/program/initiatives': office, 'POST /v1/program/initiatives/:initiativeId/changes': office,
  'POST /v1/program/initiatives/:initiativeId/decisions': office, 'POST /v1/program/initiatives/decisions': office, 'POST /v1/program/initiatives/:initiativeId/becomes': office,
  'GET /v1/program/portfolio': everybody, 'GET /v1/program/portfolio/load': seesPortfolio, 'GET /v1/program/portfolio/projects.csv': seesPortfolio,
  'GET /v1/program/portfolio/imports': seesPortfolio, 'GET /v1/program/portfolio/imports/:runId': seesPortfolio, 'GET /v1/program/portfolio/imports/:runId/rows': seesPortfolio,
  'POST /v1/program/portfolio/imports': office, 'POST /v1/program/portfolio/imports/:runId/columns': office, 'POST /v1/program/portfolio/imports/:runId/spellings': office, 'POST /v1/program/portfolio/imports/:runId/taken': office,
  'POST /v1/program/portfolio/imports/:runId/check': office, 'POST /v1/program/portfolio/imports/:runId/apply': office, 'POST /v1/program/portfolio/imports/:runId/drop': office,
  'GET /v1/program/experiments': everybody, 'GET /v1/program/experiments/:experimentId': everybody, 'GET /v1/program/experiments.csv': everybody,
  'POST /v1/program/experiments': leaders, 'POST /v1/program/experiments/:experimentId/change': leaders, 'POST /v1/program/experiments/:experimentId/start': leaders,
  'POST /v1/program/experiments/:experimentId/withdraw': leaders, 'POST /v1/program/experiments/:experimentId/result': leaders, 'POST /v1/program/experiments/:experimentId/decision': leaders,
  'GET /v1/program/plan': everybody, 'GET /v1/program/plan/versions': everybody, 'GET /v1/program/plan/versions/:version': everybody, 'GET /v1/program/milestones.csv': everybody,
  'POST /v1/program/milestones/:milestoneId/marks': office,
  'GET /v1/program/start': everybody, 'GET /v1/program/forums': everybody, 'GET /v1/program/forums/:forumId': everybody,
  'GET /v1/program/charter': everybody, 'GET /v1/program/priorities': everybody, 'GET /v1/program/priorities/versions': everybody, 'GET /v1/program/priorities/serving': everybody, 'GET /v1/program/definition': everybody, 'GET /v1/program/same-page': everybody, 'POST /v1/program/same-page/releases': office,
  'GET /v1/program/segments': everybody, 'POST /v1/program/segments': leaders, 'GET /v1/program/segments/:segmentId': everybody, 'POST /v1/program/segments/:segmentId': leaders, 'GET /v1/program/views': seesPortfolio, 'GET /v1/program/views/:viewId': seesPortfolio,
  'POST /v1/program/views': leaders, 'POST /v1/program/views/:viewId': leaders, 'POST /v1/program/views/:viewId/mapping': leaders, 'POST /v1/program/views/imports': leaders, 'GET /v1/program/conflicts': seesPortfolio, 'GET /v1/program/opportunities': seesPortfolio,
  'GET /v1/program/segments.csv': seesPortfolio, 'GET /v1/program/views.csv': seesPortfolio, 'GET /v1/program/conflicts.csv': seesPortfolio, 'GET /v1/program/opportunities.csv': seesPortfolio,
  'GET /v1/instruments': watchers, 'GET /v1/waves': watchers, 'GET /v1/waves/:waveId': watchers,
  'POST /v1/waves': office, 'POST /v1/waves/:waveId/launch': office, 'POST /v1/waves/:waveId/close': office, 'POST /v1/waves/:waveId/re-emission': office, 'POST /v1/past-waves': office,
  'GET /v1/waves/:waveId/participation': office, 'POST /v1/waves/:waveId/reminders': office, 'POST /v1/waves/:waveId/vault/destruction': office,
  'GET /v1/waves/:waveId/scoring': watchers, 'GET /v1/waves/:waveId/release-verification': watchers,
  'GET /v1/commitments/mine': everybody, 'GET /v1/commitments/commitment/:commitmentId': everybody,
  'GET /v1/program/practice-coverage': everybody,
  'GET /v1/program/quick-wins': everybody, 'GET /v1/program/quick-wins/rate': everybody, 'GET /v1/program/quick-wins.csv': seesPortfolio,
  'GET /v1/program/practices': everybody, 'GET /v1/program/practices/:practiceId': everybody, 'GET /v1/program/practices.csv': seesPortfolio,
  'POST /v1/program/practices': office, 'POST /v1/program/practices/starting-library': office, 'POST /v1/program/practices/:practiceId/decision': leads, 'POST /v1/program/practices/:practiceId/adoptions': leads,
  'GET /v1/progress': workers, 'GET /v1/releases': workers, 'GET /v1/releases/:releaseId': workers, 'GET /v1/releases/:releaseId/whole': workers,
  'GET /v1/releases/:releaseId/heat-map': [...readers, 'manager'], 'GET /v1/releases/:releaseId/units/:unitId': workers,
  'GET /v1/releases/:releaseId/scores': readers, 'GET /v1/releases/:releaseId/scores.csv': readers, 'GET /v1/scores': readers
}
