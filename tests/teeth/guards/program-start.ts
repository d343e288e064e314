import type { Guard } from '../bite.ts'

/** Forum, plan, roadmap and reflection of the leaders. */
export const programStart: readonly Guard[] = [
  {
    name: 'votes in their window',
    patches: [
      { file: 'services/program/src/forum/forum.ts', find: "if (state !== round) throw new Refusal('conflict', 'vote-not-open', whyNot[state](round)) // guard: votes in their window", replace: 'if (state === round) return' },
      { file: 'services/program/migrations/0060-start.sql', find: 'f.state = forum_vote.round', replace: 'true' }
    ],
    file: 'services/program/src/forum/forum.int.test.ts', test: 'When commands come in any order'
  },
  {
    name: 'no live votes',
    patches: [{ file: 'services/program/migrations/0060-start.sql', find: "and f.state = 'ended' -- guard: no live votes", replace: '' }],
    file: 'services/program/src/forum/forum.int.test.ts', test: 'When it has not ended'
  },
  {
    name: 'five who voted twice',
    patches: [{ file: 'services/program/migrations/0060-start.sql', find: 'where c.people >= 5 -- guard: five who voted twice', replace: 'where c.people >= 1' }],
    file: 'services/program/src/forum/forum.int.test.ts', test: 'When four voted twice'
  },
  {
    name: 'votes of the author alone',
    patches: [{ file: 'services/program/migrations/0060-start.sql', find: 'alter table forum_vote enable row level security;', replace: '' }],
    file: 'services/program/src/forum/forum.int.test.ts', test: 'When two put together all that they may read'
  },
  {
    name: 'no voters before the end',
    patches: [{ file: 'services/program/migrations/0063-who-was-there.sql', find: "where a.via = 'office' or not exists (select from forum f where f.forum_id = a.session_id and f.state <> 'ended'); -- guard: no voters before the end", replace: ';' }],
    file: 'services/program/src/forum/forum.int.test.ts', test: 'When the office marks who was there'
  },
  {
    name: 'no average near an end',
    patches: [{ file: 'services/program/src/forum/forum.ts', find: "if (sum >= 5 * people - END) return { kind: 'at-least', mean: rounded(5 - END / people) } // guard: no average near an end", replace: '' }],
    file: 'services/program/src/forum/forum.test.ts', test: 'When any two of 6'
  },
  {
    name: 'nearly all chose the same',
    patches: [{ file: 'services/program/src/forum/forum.ts', find: 'if (most >= people - LEFT_OPEN) return', replace: 'if (most > people) return' }],
    file: 'services/program/src/forum/forum.test.ts', test: 'When any two of 10'
  },
  {
    name: 'no circle in the roadmap',
    patches: [{ file: 'services/program/src/plan/change-draft.store.ts', find: "if (circle !== null) throw new Refusal('conflict', 'circle', circleInWords(circle.map(titleOf))) // guard: no circle in the roadmap", replace: 'void circle' }],
    file: 'services/program/src/plan/plan.int.test.ts', test: 'When a need would close a circle'
  },
  {
    name: 'one writer of the plan at a time',
    patches: [{ file: 'services/program/src/plan/draft.store.ts', find: "where v.state = 'draft' for update`) // guard: one writer at a time", replace: "where v.state = 'draft'`)" }],
    file: 'services/program/src/plan/plan.int.test.ts', test: 'When many writers add needs at once'
  },
  {
    name: 'approved plans stay',
    patches: [{ file: 'services/program/migrations/0061-plan.sql', find: "v.state = 'draft'))$policy$", replace: 'true))$policy$' }],
    file: 'services/program/src/plan/plan.int.test.ts', test: 'When the database itself is asked to change an approved version'
  },
  {
    name: 'a milestone is complete',
    patches: [{ file: 'services/program/src/plan/plan.ts', find: 'if (missing.length === 0) return // guard: a milestone is complete', replace: 'if (missing.length >= 0) return' }],
    file: 'services/program/src/plan/plan.int.test.ts', test: 'When a milestone has no measure'
  },
  {
    name: 'a reflection is its author’s',
    patches: [{ file: 'services/program/migrations/0062-reflection.sql', find: 'r.shared_version = reflection_version.version', replace: 'true' }],
    file: 'services/program/src/reflection/reflection.int.test.ts', test: 'When the database is read as another leader'
  },
  {
    name: 'plan: approve what was seen',
    patches: [{ file: 'services/program/src/plan/plan.ts', find: 'if (changes !== seen) throw', replace: 'if (changes < seen) throw' }],
    file: 'services/program/src/plan/plan.int.test.ts', test: 'When the plan changed after it was read'
  },
  {
    name: 'plan: drafts are not for all',
    patches: [{ file: 'services/program/src/plan/plan.route.ts', find: "if (plan === undefined || (plan.state === 'draft' && !await seesDrafts(tx, subject))) throw", replace: 'if (plan === undefined) throw' }],
    file: 'services/program/src/plan/plan.int.test.ts', test: 'When a draft is asked for by somebody who is neither leader nor office'
  },
  {
    name: 'start: one forum of one form',
    patches: [{ file: 'services/program/src/forum/forum.store.ts', find: ' on conflict (forum_id) do nothing`, // guard: one forum of one form', replace: '`,' }],
    file: 'services/program/src/momentum/every-kind.int.test.ts', test: 'When a form is sent twice'
  },
  {
    name: 'start: one workshop of one form',
    patches: [{ file: 'services/program/src/start/start.store.ts', find: ' on conflict (workshop_id) do nothing`, // guard: one workshop of one form', replace: '`,' }],
    file: 'services/program/src/momentum/every-kind.int.test.ts', test: 'When a form is sent twice'
  }
]
