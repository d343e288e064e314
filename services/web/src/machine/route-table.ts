import type { Action } from '../access/may.ts'

export type MachineRoute = {
  method: 'GET' | 'POST'
  /** Below /v1. */
  path: string
  service: 'directory' | 'participation' | 'program' | 'commitments' | 'survey' | 'scoring' | 'reporting'
  /** The service's own path; `:names` are taken over. */
  to: string
  action: Action
  /** What the audit log says of it, and which parameter it is about. */
  audit?: { action: string, target?: string }
  /** Files travel through; everything else is small. */
  upload?: true
  /** A large file is worked through before the answer begins. */
  slow?: true
}

const get = (path: string, service: MachineRoute['service'], to: string, action: Action): MachineRoute => ({ method: 'GET', path, service, to, action })
const post = (path: string, service: MachineRoute['service'], to: string, action: Action, audit: MachineRoute['audit'] & object): MachineRoute => ({ method: 'POST', path, service, to, action, audit })
const patient = (route: MachineRoute): MachineRoute => ({ ...route, slow: true })

/** What the audit log calls the steps of an import. */
export const importStepNames = { mapping: 'match-import', rules: 'rule-import', check: 'check-import', apply: 'apply-import', undo: 'undo-import', drop: 'drop-import' } as const

/** Everything a program can reach with an access key, besides the stream of scores. What is not here is not reachable. */
export const machineRoutes: readonly MachineRoute[] = [
  get('/organisation', 'directory', '/organisation', 'see-organisation'),
  { ...post('/organisation/imports', 'directory', '/organisation/imports', 'import-people', { action: 'import-people' }), upload: true },
  { ...post('/organisation/import-runs', 'directory', '/organisation/import-runs', 'import-people', { action: 'begin-import' }), upload: true },
  get('/organisation/import-runs', 'directory', '/organisation/import-runs', 'see-organisation'),
  get('/organisation/import-runs/:runId', 'directory', '/organisation/import-runs/:runId', 'see-organisation'),
  get('/organisation/import-runs/:runId/effects', 'directory', '/organisation/import-runs/:runId/effects', 'see-organisation'),
  { ...get('/organisation/import-runs/:runId/left-out.csv', 'directory', '/organisation/import-runs/:runId/left-out.csv', 'see-organisation'), audit: { action: 'take-left-out', target: 'runId' } },
  ...(['mapping', 'rules', 'check', 'apply', 'undo'] as const).map(step => patient(post(`/organisation/import-runs/:runId/${step}`, 'directory', `/organisation/import-runs/:runId/${step}`, 'import-people', { action: importStepNames[step], target: 'runId' }))),
  post('/organisation/import-runs/:runId/drop', 'directory', '/organisation/import-runs/:runId/drop', 'import-people', { action: importStepNames.drop, target: 'runId' }),
  get('/organisation/health', 'directory', '/organisation/health', 'see-organisation'),
  get('/organisation/health/:check', 'directory', '/organisation/health/:check', 'see-organisation'),
  get('/grants', 'directory', '/grants', 'see-grants'),
  post('/grants', 'directory', '/grants', 'give-grants', { action: 'give-role' }),
  post('/grants/:grantId/end', 'directory', '/grants/:grantId/end', 'give-grants', { action: 'end-role', target: 'grantId' }),

  get('/commitments/index', 'commitments', '/commitments/index', 'take-part'),
  get('/commitments/own-data', 'commitments', '/commitments/own-data', 'take-part'),
  get('/commitments/handovers', 'commitments', '/commitments/handovers', 'take-part'),
  get('/commitments/reviews/:reviewId/index', 'commitments', '/commitments/reviews/:reviewId/index', 'take-part'),
  get('/commitments/roll-up', 'commitments', '/commitments/roll-up', 'see-roll-up'),
  get('/commitments/effect', 'commitments', '/commitments/effect', 'see-effect'),
  get('/commitments/receipts', 'commitments', '/commitments/receipts', 'take-part'),
  get('/commitments/talk-kit', 'commitments', '/commitments/talk-kit', 'lead-part'),
  get('/commitments/quarters/:quarter/index-verification', 'commitments', '/commitments/quarters/:quarter/index-verification', 'verify-index'),
  get('/commitments/calendar', 'commitments', '/commitments/calendar', 'take-part'),
  post('/commitments/calendar', 'commitments', '/commitments/calendar', 'run-program', { action: 'write-calendar' }),
  get('/commitments/reviews/without-boss', 'commitments', '/commitments/reviews/without-boss', 'run-program'),
  post('/commitments/reviews/:reviewId/reviewer', 'commitments', '/commitments/reviews/:reviewId/reviewer', 'run-program', { action: 'name-reviewer', target: 'reviewId' }),
  get('/commitments/people/:personId/absences', 'commitments', '/commitments/people/:personId/absences', 'run-program'),
  post('/commitments/people/:personId/absences', 'commitments', '/commitments/people/:personId/absences', 'run-program', { action: 'note-absence', target: 'personId' }),
  post('/commitments/people/:personId/absences/:absenceId/withdrawal', 'commitments', '/commitments/people/:personId/absences/:absenceId/withdrawal', 'run-program', { action: 'withdraw-absence', target: 'absenceId' }),

  get('/program/reminders', 'program', '/program/reminders', 'run-program'),
  post('/program/reminders', 'program', '/program/reminders', 'run-program', { action: 'plan-reminder' }),
  post('/program/reminders/:reminderId/withdrawal', 'program', '/program/reminders/:reminderId/withdrawal', 'run-program', { action: 'withdraw-reminder', target: 'reminderId' }),
  get('/program/momentum', 'program', '/program/momentum', 'take-part'),
  get('/program/readiness', 'program', '/program/readiness', 'see-portfolio'),
  get('/program/exposure/coverage', 'program', '/program/exposure/coverage', 'see-portfolio'),
  get('/program/experiments', 'program', '/program/experiments', 'take-part'),
  get('/program/experiments/:experimentId', 'program', '/program/experiments/:experimentId', 'take-part'),
  get('/program/experiments.csv', 'program', '/program/experiments.csv', 'take-part'),
  post('/program/experiments', 'program', '/program/experiments', 'lead-part', { action: 'register-experiment' }),
  ...Object.entries({ change: 'change-experiment', start: 'start-experiment', withdraw: 'withdraw-experiment', result: 'end-experiment', decision: 'decide-experiment' }).map(([step, action]) =>
    post(`/program/experiments/:experimentId/${step}`, 'program', `/program/experiments/:experimentId/${step}`, 'lead-part', { action, target: 'experimentId' })),
  get('/program/start', 'program', '/program/start', 'see-program'),
  get('/program/plan', 'program', '/program/plan', 'see-program'),
  get('/program/plan/versions', 'program', '/program/plan/versions', 'see-program'),
  get('/program/plan/versions/:version', 'program', '/program/plan/versions/:version', 'see-program'),
  { ...get('/program/milestones.csv', 'program', '/program/milestones.csv', 'see-program'), audit: { action: 'take-milestones' } },
  post('/program/milestones/:milestoneId/marks', 'program', '/program/milestones/:milestoneId/marks', 'run-program', { action: 'mark-milestone', target: 'milestoneId' }),
  get('/program/forums', 'program', '/program/forums', 'see-program'),
  get('/program/forums/:forumId', 'program', '/program/forums/:forumId', 'see-program'),

  get('/program/charter', 'program', '/program/charter', 'take-part'),
  get('/program/priorities', 'program', '/program/priorities', 'take-part'),
  get('/program/priorities/serving', 'program', '/program/priorities/serving', 'take-part'),
  get('/program/priorities/versions', 'program', '/program/priorities/versions', 'take-part'),
  get('/program/definition', 'program', '/program/definition', 'take-part'),
  get('/program/same-page', 'program', '/program/same-page', 'take-part'),
  post('/program/same-page/releases', 'program', '/program/same-page/releases', 'run-program', { action: 'release-same-page' }),
  get('/program/segments', 'program', '/program/segments', 'take-part'),
  post('/program/segments', 'program', '/program/segments', 'lead-part', { action: 'register-segment' }),
  get('/program/segments/:segmentId', 'program', '/program/segments/:segmentId', 'take-part'),
  post('/program/segments/:segmentId', 'program', '/program/segments/:segmentId', 'lead-part', { action: 'change-segment', target: 'segmentId' }),
  get('/program/views', 'program', '/program/views', 'see-portfolio'),
  get('/program/views/:viewId', 'program', '/program/views/:viewId', 'see-portfolio'),
  post('/program/views', 'program', '/program/views', 'lead-part', { action: 'write-view' }),
  post('/program/views/:viewId', 'program', '/program/views/:viewId', 'lead-part', { action: 'write-view', target: 'viewId' }),
  post('/program/views/:viewId/mapping', 'program', '/program/views/:viewId/mapping', 'lead-part', { action: 'map-view', target: 'viewId' }),
  post('/program/views/imports', 'program', '/program/views/imports', 'lead-part', { action: 'import-views' }),
  get('/program/conflicts', 'program', '/program/conflicts', 'see-portfolio'),
  get('/program/opportunities', 'program', '/program/opportunities', 'see-portfolio'),
  ...(['segments', 'views', 'conflicts', 'opportunities'] as const).map(name => ({ ...get(`/program/${name}.csv`, 'program', `/program/${name}.csv`, 'see-portfolio'), audit: { action: `take-${name}` } })),

  get('/instruments', 'survey', '/instruments', 'see-waves'),
  get('/waves', 'survey', '/waves', 'see-waves'),
  get('/waves/:waveId', 'survey', '/waves/:waveId', 'see-waves'),
  post('/waves', 'survey', '/waves', 'run-waves', { action: 'plan-wave' }),
  post('/waves/:waveId/launch', 'survey', '/waves/:waveId/launch', 'run-waves', { action: 'launch-wave', target: 'waveId' }),
  post('/waves/:waveId/close', 'survey', '/waves/:waveId/close', 'run-waves', { action: 'close-wave', target: 'waveId' }),
  post('/waves/:waveId/re-emission', 'survey', '/waves/:waveId/re-emission', 'run-waves', { action: 're-emit-sheets', target: 'waveId' }),
  { ...post('/past-waves', 'survey', '/past-waves', 'import-past-wave', { action: 'import-past-wave' }), upload: true },

  get('/program/initiatives', 'program', '/program/initiatives', 'see-portfolio'),
  get('/program/initiatives/:initiativeId', 'program', '/program/initiatives/:initiativeId', 'see-portfolio'),
  post('/program/initiatives', 'program', '/program/initiatives', 'run-program', { action: 'add-project' }),
  post('/program/initiatives/:initiativeId/changes', 'program', '/program/initiatives/:initiativeId/changes', 'run-program', { action: 'change-project', target: 'initiativeId' }),
  post('/program/initiatives/:initiativeId/decisions', 'program', '/program/initiatives/:initiativeId/decisions', 'run-program', { action: 'decide-project', target: 'initiativeId' }),
  post('/program/initiatives/decisions', 'program', '/program/initiatives/decisions', 'run-program', { action: 'decide-projects' }),
  post('/program/initiatives/:initiativeId/becomes', 'program', '/program/initiatives/:initiativeId/becomes', 'run-program', { action: 'link-project', target: 'initiativeId' }),
  get('/program/portfolio', 'program', '/program/portfolio', 'see-program'),
  get('/program/portfolio/load', 'program', '/program/portfolio/load', 'see-portfolio'),
  { ...get('/program/portfolio/projects.csv', 'program', '/program/portfolio/projects.csv', 'see-portfolio'), audit: { action: 'take-projects' } },
  get('/program/portfolio/imports', 'program', '/program/portfolio/imports', 'see-portfolio'),
  get('/program/portfolio/imports/:runId', 'program', '/program/portfolio/imports/:runId', 'see-portfolio'),
  get('/program/portfolio/imports/:runId/rows', 'program', '/program/portfolio/imports/:runId/rows', 'see-portfolio'),
  { ...post('/program/portfolio/imports', 'program', '/program/portfolio/imports', 'run-program', { action: 'begin-projects' }), upload: true },
  ...([['columns', 'match-projects'], ['spellings', 'name-projects'], ['taken', 'take-rows'], ['check', 'check-projects'], ['apply', 'import-projects'], ['drop', 'drop-projects']] as const).map(([step, action]) =>
    patient(post(`/program/portfolio/imports/:runId/${step}`, 'program', `/program/portfolio/imports/:runId/${step}`, 'run-program', { action, target: 'runId' }))),

  get('/waves/:waveId/participation', 'participation', '/waves/:waveId/participation', 'run-waves'),
  post('/waves/:waveId/reminders', 'participation', '/waves/:waveId/reminders', 'run-waves', { action: 'send-reminders', target: 'waveId' }),
  post('/waves/:waveId/vault/destruction', 'participation', '/waves/:waveId/vault/destruction', 'run-waves', { action: 'destroy-vault-key', target: 'waveId' }),

  get('/waves/:waveId/scoring', 'scoring', '/waves/:waveId/scoring', 'see-waves'),
  get('/waves/:waveId/release-verification', 'scoring', '/waves/:waveId/release/verification', 'see-waves'),

  get('/commitments/mine', 'commitments', '/commitments/mine', 'take-part'),
  get('/commitments/commitment/:commitmentId', 'commitments', '/commitments/commitment/:commitmentId', 'take-part'),
  get('/program/practice-coverage', 'program', '/program/practice-coverage', 'see-program'),
  get('/program/quick-wins', 'program', '/program/quick-wins', 'see-program'),
  get('/program/quick-wins/rate', 'program', '/program/quick-wins/rate', 'see-program'),
  { ...get('/program/quick-wins.csv', 'program', '/program/quick-wins.csv', 'see-portfolio'), audit: { action: 'take-quick-wins' } },
  get('/program/practices', 'program', '/program/practices', 'see-program'),
  get('/program/practices/:practiceId', 'program', '/program/practices/:practiceId', 'see-program'),
  { ...get('/program/practices.csv', 'program', '/program/practices.csv', 'see-portfolio'), audit: { action: 'take-practices' } },
  post('/program/practices', 'program', '/program/practices', 'run-program', { action: 'propose-practice' }),
  post('/program/practices/starting-library', 'program', '/program/practices/starting-library', 'run-program', { action: 'load-practices' }),
  post('/program/practices/:practiceId/decision', 'program', '/program/practices/:practiceId/decision', 'lead-part', { action: 'decide-practice', target: 'practiceId' }),
  post('/program/practices/:practiceId/adoptions', 'program', '/program/practices/:practiceId/adoptions', 'lead-part', { action: 'adopt-practice', target: 'practiceId' }),

  get('/progress', 'reporting', '/progress', 'see-whole'),
  get('/releases', 'reporting', '/releases', 'see-whole'),
  get('/releases/:releaseId', 'reporting', '/releases/:releaseId', 'see-whole'),
  get('/releases/:releaseId/whole', 'reporting', '/releases/:releaseId/whole', 'see-whole'),
  get('/releases/:releaseId/heat-map', 'reporting', '/releases/:releaseId/heat-map', 'see-own-units'),
  get('/releases/:releaseId/units/:unitId', 'reporting', '/releases/:releaseId/units/:unitId', 'see-whole'),
  get('/releases/:releaseId/scores', 'reporting', '/releases/:releaseId/scores', 'see-scores'),
  { ...get('/releases/:releaseId/scores.csv', 'reporting', '/releases/:releaseId/scores.csv', 'see-scores'), audit: { action: 'take-scores', target: 'releaseId' } }
]

/** The service's path for a call: parameters filled in and encoded, the query as it came. */
export function targetOf (to: string, params: Readonly<Record<string, string>>, url: string): string {
  const path = to.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ''))
  const query = url.indexOf('?')
  return query === -1 ? path : `${path}${url.slice(query)}`
}

const HANDED_IN = ['content-type', 'content-length', 'accept', 'last-event-id', 'if-none-match']
const HANDED_OUT = ['content-type', 'content-disposition', 'retry-after', 'etag', 'cache-control']

/** Only headers that the other side needs: no cookie, no address, no key goes on. */
export const headersIn = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(HANDED_IN.flatMap(name => typeof headers[name] === 'string' ? [[name, headers[name]]] : []))

export const headersOut = (headers: Headers): Record<string, string> =>
  Object.fromEntries(HANDED_OUT.flatMap(name => headers.has(name) ? [[name, headers.get(name) ?? '']] : []))
