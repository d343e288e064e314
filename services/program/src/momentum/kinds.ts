/** Activity is what was done, an outcome is what it led to, and news is neither. They are counted apart and never summed. */
export type Side = 'activity' | 'outcome' | 'news'

/**
 * Every kind of fact, with the side it counts for and the words of its counter. Activity: somebody worked on it, whether or not it helped.
 * Outcome: there is a date, a figure or a decision that others can look at. A failed experiment with a figure is an outcome too.
 */
export const kinds = {
  'charter-published': { side: 'news', many: 'versions of the charter published' },
  'priorities-published': { side: 'news', many: 'versions of the priorities published' },
  'definition-published': { side: 'news', many: 'versions of the definition published' },
  'same-page-released': { side: 'news', many: 'same-page figures released' },
  'projects-imported': { side: 'activity', many: 'lists of projects imported' },
  'project-kept': { side: 'outcome', many: 'projects kept' },
  'project-merged': { side: 'outcome', many: 'projects merged' },
  'project-adopted': { side: 'outcome', many: 'projects taken into the program' },
  'project-retired': { side: 'outcome', many: 'projects ended' },
  'project-rejected': { side: 'outcome', many: 'projects turned down' },
  'practice-published': { side: 'news', many: 'practices published' },
  'practice-adopted': { side: 'activity', many: 'practices adopted by a unit' },
  'quick-win-shared': { side: 'activity', many: 'quick wins shared' },
  'quick-win-adopted': { side: 'activity', many: 'quick wins that another unit does too' },
  'quick-win-evidenced': { side: 'outcome', many: 'quick wins with evidence' },
  'persona-published': { side: 'news', many: 'personas agreed' },
  'conflict-settled': { side: 'activity', many: 'conflicts between views settled' },
  'opportunity-opened': { side: 'activity', many: 'opportunities between two units opened' },
  'opportunity-agreed': { side: 'activity', many: 'opportunities that two units agreed on' },
  'opportunity-decided': { side: 'outcome', many: 'opportunities with an outcome' },
  'forum-held': { side: 'activity', many: 'forums of leaders held' },
  'workshop-held': { side: 'activity', many: 'workshops of leaders held' },
  'plan-approved': { side: 'news', many: 'plans approved' },
  'milestone-reached': { side: 'outcome', many: 'milestones reached' },
  'milestone-missed': { side: 'news', many: 'milestones missed' },
  'experiment-started': { side: 'activity', many: 'experiments started' },
  'experiment-measured': { side: 'outcome', many: 'experiments with a measured result' },
  'experiment-observed': { side: 'activity', many: 'experiments ended with an observation' },
  'experiment-decided': { side: 'outcome', many: 'experiments decided: adopt, adapt or stop' },
  'readiness-reviewed': { side: 'news', many: 'readiness reviews published' }
} as const satisfies Record<string, { side: Side, many: string }>

export type Kind = keyof typeof kinds
