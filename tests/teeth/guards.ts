import { channels } from '../border/channels.ts'
import { weakenings } from '../torture/weakenings.ts'
import type { Guard } from './bite.ts'
import { commitments } from './guards/commitments.ts'
import { commitmentsReminders } from './guards/commitments-reminders.ts'
import { commitmentsYear } from './guards/commitments-year.ts'
import { directory } from './guards/directory.ts'
import { house } from './guards/house.ts'
import { programCustomers } from './guards/program-customers.ts'
import { programLearning } from './guards/program-learning.ts'
import { programPortfolio } from './guards/program-portfolio.ts'
import { programPractice } from './guards/program-practice.ts'
import { programPapers } from './guards/program-papers.ts'
import { programStart } from './guards/program-start.ts'
import { reporting } from './guards/reporting.ts'
import { scoring } from './guards/scoring.ts'
import { serviceKit } from './guards/service-kit.ts'
import { survey } from './guards/survey.ts'
import { web } from './guards/web.ts'

const single: readonly Guard[] = [
  {
    name: 'only who reviews now',
    patches: [{ file: 'services/commitments/src/review/decide.ts', find: "if (role === 'boss' && type !== 'end-hand-over' && (personId === null || personId !== reviewerOf(review) || personId === review.personId)) throw notYours('not-the-reviewer', 'Only who reviews this person now can do this.') // guard: the boss of today", replace: '' }],
    file: 'services/commitments/src/review/review.test.ts', test: 'When commands of anybody come in any order'
  },
  {
    name: 'a closed quarter stays',
    patches: [{ file: 'services/commitments/src/review/decide.ts', find: 'if (context.today > context.quarter.finalOn && !isEnd) throw over() // guard: a closed quarter stays as it is', replace: '' }],
    file: 'services/commitments/src/review/quarter.int.test.ts', test: 'a quarter from its opening to its end'
  },
  {
    name: 'no item without a value',
    patches: [{ file: 'services/commitments/src/review/decide.ts', find: "if (problems.length > 0) throw new Refusal('invalid', 'item-without-value', 'Say of every commitment how far it came.', problems) // guard: no item without a value", replace: '' }],
    file: 'services/commitments/src/review/review.test.ts', test: 'When an item has no value'
  },
  {
    name: 'a draft is its author’s',
    patches: [
      { file: 'services/commitments/src/review/view.store.ts', find: "select d.items, d.saved_at as \"savedAt\" from review_draft d where d.review_id = $1 and d.person_id = $2`, [reviewId, personId]) // guard: a draft is its author's", replace: 'select d.items, d.saved_at as "savedAt" from review_draft d where d.review_id = $1 and $2::text is not null`, [reviewId, personId])' },
      { file: 'services/commitments/migrations/0020-reviews-walk.sql', find: 'alter table review_draft enable row level security;', replace: '' }
    ],
    file: 'services/commitments/src/review/quarter.int.test.ts', test: 'a quarter from its opening to its end'
  },
  {
    name: 'no review for a foreign boss',
    patches: [{ file: 'services/commitments/src/review/view.store.ts', find: "if (personId === reviewerOf(review)) return 'boss' // guard: a foreign boss", replace: "return 'boss'" }, { file: 'services/commitments/src/review/view.store.ts', find: '  throw noReview()\n}\n\n/** A review as one side', replace: '}\n\n/** A review as one side' }],
    file: 'services/commitments/src/review/quarter.int.test.ts', test: 'a quarter from its opening to its end'
  },
  {
    name: 'the list closes with the boss’s values',
    patches: [{ file: 'services/commitments/src/commitment/counted.store.ts', find: 'where not exists (select from review r join review_item i using (review_id) where r.quarter = $1 and r.person_id = $3 and i.boss_value is not null) -- guard: closed by the boss\'s values', replace: '' }],
    file: 'services/commitments/src/review/quarter.int.test.ts', test: 'a quarter from its opening to its end'
  },
  {
    name: 'whose commitment it is',
    patches: [{ file: 'services/commitments/src/commitment/decide.ts', find: "  if ((ofBoss.includes(command.act) ? 'boss' : 'owner') !== asking.as) throw notYours(command.act) // guard: whose commitment it is\n", replace: '' }],
    file: 'services/commitments/src/commitment/decide.test.ts', test: 'somebody else'
  },
  {
    name: 'commitment as it was seen',
    patches: [{ file: 'services/commitments/src/commitment/decide.ts', find: 'if (now.version !== seen) throw', replace: 'if (now.version < 0) throw' }],
    file: 'services/commitments/src/commitment/decide.test.ts', test: 'changed meanwhile'
  },
  {
    name: 'what has ended stays',
    patches: [{ file: 'services/commitments/src/commitment/decide.ts', find: 'if (!states.includes(now.state)) throw', replace: "if (now.state === 'split' && states.length === 0) throw" }],
    file: 'services/commitments/src/commitment/decide.test.ts', test: 'When it has ended'
  },
  {
    name: 'due within its horizon',
    patches: [{ file: 'services/commitments/src/commitment/due.ts', find: 'if (dueOn < first || dueOn > last) throw', replace: "if (dueOn < first || dueOn > 'x') throw" }],
    file: 'services/commitments/src/commitment/decide.test.ts', test: 'is to be due on'
  },
  {
    name: 'beyond needs a milestone',
    patches: [{ file: 'services/commitments/src/commitment/written.ts', find: "if (current === undefined) throw new Refusal('invalid', 'needs-milestone', 'What lies beyond six months needs a first milestone, at most twelve months away.') // guard: beyond needs a milestone", replace: "if (current === undefined) return '2027-01-01'" }],
    file: 'services/commitments/src/commitment/decide.test.ts', test: 'lies beyond'
  },
  {
    name: 'a form sent twice',
    patches: [{ file: 'services/commitments/src/commitment/write.route.ts', find: 'if (now === null || said.some(key => now[key] !== draft[key])', replace: 'if (now === null' }],
    file: 'services/commitments/src/commitment/commitment.int.test.ts', test: 'sent twice, even at once'
  },
  {
    name: 'no act beside an opening',
    patches: [{ file: 'services/commitments/src/commitment/counted.store.ts', find: "  await tx.query(/* sql */ `select pg_advisory_xact_lock_shared(hashtextextended('a quarter opens', 0))`) // guard: no act beside an opening\n", replace: '' }],
    file: 'services/commitments/src/commitment/commitment.int.test.ts', test: 'in which a quarter opens'
  },
  {
    name: 'whose report it is',
    patches: [{ file: 'services/commitments/src/commitment/list-of-report.route.ts', find: 'where p.person_id = $1 and sees(p.person_id)', replace: 'where p.person_id = $1' }],
    file: 'services/commitments/src/commitment/commitment.int.test.ts', test: 'When the boss asks'
  },
  {
    name: 'a draft is its author\'s alone',
    patches: [{ file: 'services/commitments/migrations/0010-drafts-and-partners.sql', find: "select sees(owner) and (state <> 'draft' or owner = current_setting('weft.person', true) or current_setting('weft.house', true) = 'yes')", replace: 'select sees(owner)' }],
    file: 'services/commitments/src/own-lines.int.test.ts', test: 'the boss'
  },
  {
    name: 'whole or not at all, for commitments',
    patches: [{ file: 'services/commitments/src/released/take-in.store.ts', find: "return sum.update(']').digest('hex') === sha256 ? null : 'checksum' // guard: whole or not at all, for commitments", replace: "return sum.update(']').digest('hex') === '' ? 'checksum' : null" }],
    file: 'services/commitments/src/suggestion/suggestion.int.test.ts', test: 'changed on its way'
  },
  ...commitments, ...commitmentsReminders, ...commitmentsYear, ...directory, ...house, ...programCustomers, ...programLearning, ...programPapers, ...programPortfolio, ...programPractice, ...programStart, ...reporting, ...scoring, ...serviceKit, ...survey, ...web,
  ...channels.map(({ name, patches }): Guard => ({
    name: `border channel: ${name}`, patches, file: 'tests/border/border.test.ts', test: 'When 500 people were invited over postgres'
  }))
]

/** The same, missed by the named check of the torture: real processes that die, and an oracle outside the product. */
const tortured = weakenings.map(({ name, guard, further = [], events, check }): Guard => {
  const patches = single.find(candidate => candidate.name === guard)?.patches
  if (patches === undefined) throw new Error(`There is no guard called ${guard}.`)
  return { name: `torture: ${name}`, patches: [...patches, ...further], file: 'tests/torture/torture.test.ts', test: `over ${events}, ${check}` }
})

/** Every guard that the promises rest on, how to take it out, and the test that must miss it. */
export const guards: readonly Guard[] = [...single, ...tortured]
