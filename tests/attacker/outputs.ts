/**
 * What every GET of the service gives. 'figures': of groups; each number is read as an equation (told.ts) or stands in `silent`. 'lines': of single people, so everything in it must be of somebody whom the asker knows.
 * A reason: it tells nothing of what groups or people reached, and why that is so. A route that is not here turns the attack red.
 */
export const outputs: Readonly<Record<string, 'figures' | 'lines' | { because: string }>> = {
  'GET /commitments/roll-up': 'figures', 'GET /commitments/receipts': 'figures', 'GET /commitments/talk-kit': 'figures', 'GET /commitments/effect': 'figures',
  'GET /commitments/index': 'lines', 'GET /commitments/reviews/:reviewId/index': 'lines', 'GET /commitments/reviews/mine': 'lines', 'GET /commitments/reviews/:reviewId': 'lines', 'GET /commitments/team': 'lines',
  'GET /commitments/mine': 'lines', 'GET /commitments/commitment/:commitmentId': 'lines', 'GET /commitments/of': 'lines', 'GET /commitments/of/:personId': 'lines',
  'GET /commitments/own-data': 'lines', 'GET /commitments/own-data.csv': 'lines', 'GET /commitments/handovers': 'lines', 'GET /commitments/people/:personId/handover': 'lines', 'GET /commitments/people/:personId/absences': 'lines',
  // Of running quarters: what waits for the asker, and for the office how many nobody reviews.
  'GET /commitments/feed': 'lines', 'GET /commitments/waiting': 'lines',
  'GET /commitments/feeds/:secret': { because: 'the days of one person’s own commitments and reviews, for whoever has that person’s secret' },
  'GET /commitments/me': { because: 'the asker’s own place in the directory' },
  'GET /commitments/colleagues': { because: 'names and units of the directory' },
  'GET /commitments/rules': { because: 'rules of the house, the same for everybody' },
  'GET /commitments/suggestions': { because: 'disciplines that a release of the survey shows as low, and practices' },
  'GET /commitments/imports/:importId': { because: 'what the asker sent, before it becomes anything' }, 'GET /commitments/imports/:importId/left-out.csv': { because: 'lines of what the asker sent' },
  'GET /commitments/erasures': { because: 'who asked to be forgotten; nothing that they did' },
  'GET /commitments/webhooks': { because: 'addresses of chat rooms' },
  'GET /commitments/reminders/mine': { because: 'the asker’s own choices' }, 'GET /commitments/reminders/rules': { because: 'hours and days of mails' },
  'GET /commitments/calendar': { because: 'days of quarters' },
  'GET /commitments/reviews/without-boss': { because: 'whose review of a running quarter nobody reviews, and that it waits; no value, and nothing of a final quarter' },
  'GET /commitments/quarters/:quarter/index-verification': { because: 'how many indices of everybody are the same when made again: all of them' }
}

/** Of 'figures', what says nothing about commitments of people, by place (told.ts, placesIn): names, days, released scores of the survey. Under "figures" everything is read. */
export const silent: Readonly<Record<string, readonly string[]>> = {
  'GET /commitments/roll-up': ['first', 'first.quarter', 'first.label', 'first.on', 'quarter', 'quarter.quarter', 'quarter.label', 'quarter.madeOn', 'quarter.formulaVersion', 'quarters[].quarter', 'quarters[].label', 'path[].unitId', 'path[].name', 'here', 'history[].quarter', 'history[].label', 'units[].unitId', 'units[].name', 'units[].before', 'units[].more', 'help[].unitId', 'help[].name', 'next'],
  'GET /commitments/receipts': [
    'unit', 'unit.unitId', 'unit.name', 'unit.asked', 'unit.own', ...['heard', 'until'].flatMap(wave => ['', '.waveId', '.title', '.closedOn'].map(of => `chapters[].${wave}${of}`)),
    ...['discipline', 'mean', 'score', 'commitments[].quarter', 'commitments[].label', 'wins.shared', 'wins.here', 'movement.kind', 'movement.change', 'movement.low', 'movement.high'].map(of => `chapters[].disciplines[].${of}`)
  ],
  'GET /commitments/talk-kit': [
    'today', 'team.unitId', 'team.name', ...['', '.unitId', '.name', '.own', '.title', '.closedOn', '.strength', ...['lowest[]', 'strength'].flatMap(one => ['.discipline', '.score', '.change', '.change.points', '.change.clear'].map(of => `.${one}${of}`))].map(of => `results${of}`),
    'commitments', 'commitments.label', 'practices[].title', 'practices[].what', 'practices[].when', ...['quarter', 'next'].flatMap(one => ['', '.label', '.startsOn', '.endsOn', '.reviewFrom', '.bossBy', '.finalOn'].map(of => `${one}${of}`))
  ],
  // All of it follows from the roll-up and released scores: how many units stand on each side is counted again from these (effect.ts); the rest is arithmetic on scores.
  'GET /commitments/effect': [
    ...['units', 'keptFrom', 'size', 'version'].map(of => `rules.${of}`), ...['waves[]', 'before', 'after'].flatMap(wave => ['', '.waveId', '.title', '.closedOn'].map(of => `${wave}${of}`)), 'quarters[].quarter', 'quarters[].label', 'reason',
    ...['discipline', 'effect.kind', 'effect.reason', 'effect.level', ...['difference', 'low', 'high'].flatMap(of => [`effect.${of}`, `effect.equalStart.${of}`]), 'effect.equalStart', 'effect.drawn', 'effect.findable', 'effect.clear', 'effect.kept.change', 'effect.others.change'].map(of => `disciplines[].${of}`)
  ]
}

/** Of 'figures', what told.ts reads, besides everything under "figures". */
export const read: Readonly<Record<string, readonly string[]>> = {
  'GET /commitments/roll-up': ['quarter.kappa', 'units[].before.n', 'units[].before.mean', 'help[].why', 'help[].share.kind', 'help[].share.percent'],
  'GET /commitments/receipts': ['chapters[].disciplines[].commitments[].people', 'chapters[].disciplines[].commitments[].index'],
  'GET /commitments/talk-kit': [],
  'GET /commitments/effect': ['disciplines[].effect.kept', 'disciplines[].effect.others', 'disciplines[].effect.kept.units', 'disciplines[].effect.others.units']
}

/** Under "figures" of a roll-up, and of a talk kit. */
export const inGroups: readonly string[] = [
  'figures', 'figures.people', ...['coverage', 'reviewed'].flatMap(of => [`figures.${of}`, `figures.${of}.kind`, `figures.${of}.percent`]), ...['', '.n', '.mean'].map(of => `figures.index${of}`), ...['', '.n', '.signed', '.absolute'].map(of => `figures.gap${of}`),
  ...['horizon', 'discipline'].flatMap(of => ['', '.n', '.mean'].map(part => `figures.${of}s[].index${part}`)), 'figures.horizons[].horizon', 'figures.disciplines[].discipline', 'figures.promised', 'figures.disciplines[].people'
]
