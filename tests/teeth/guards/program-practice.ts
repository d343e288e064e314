import type { Guard } from '../bite.ts'

/** Practices, quick wins and role statements. */
export const programPractice: readonly Guard[] = [
  {
    name: 'practice: words of two writers',
    patches: [{ file: 'services/program/src/practice/practice.ts', find: 'if (basedOn !== version) throw', replace: 'if (basedOn > version) throw' }],
    file: 'services/program/src/practice/practice.int.test.ts', test: 'When two change the same words at once'
  },
  {
    name: 'practice: retired practice',
    patches: [{ file: 'services/program/src/practice/practice.ts', find: "if (state !== 'accepted') throw", replace: "if (state === 'declined') throw" }],
    file: 'services/program/src/practice/practice.int.test.ts', test: 'When a practice is retired while units adopt it'
  },
  {
    name: 'practice: what one commits to is seen by that person',
    patches: [{ file: 'services/program/migrations/0040-practices.sql', find: 'alter table practice_commitment enable row level security;', replace: '' }],
    file: 'services/program/src/practice/practice.int.test.ts', test: 'When anybody else reads, then neither the door nor the database'
  },
  {
    name: 'practice: a unit is led by its own',
    patches: [{ file: 'services/program/src/access/may.ts', find: 'path.some(id => subject.scopes.includes(id))) // guard', replace: 'path.length > 0) // guard' }],
    file: 'services/program/src/practice/practice.int.test.ts', test: 'When a manager adopts for the own unit'
  },
  {
    name: 'quick win: no win without a baseline',
    patches: [{ file: 'services/program/src/quick-win/quick-win.ts', find: "metric.before !== null && metric.before.trim() !== metric.after.trim() ? 'win' : 'story' // guard", replace: "'win' // guard" }],
    file: 'services/program/src/quick-win/quick-win.test.ts', test: 'A win or a story'
  },
  {
    name: 'quick win: customers stay unnamed',
    patches: [{ file: 'services/program/src/quick-win/quick-win.ts', find: 'if (!nobodyTold && looksPersonal(...texts)) throw', replace: 'if (!nobodyTold && texts.length === 0) throw' }],
    file: 'services/program/src/quick-win/quick-win.int.test.ts', test: 'When a text looks as if it named a customer'
  },
  {
    name: 'quick win: somebody of enough',
    patches: [{ file: 'services/program/src/quick-win/quick-win.ts', find: 'people >= SOMEBODY_OF ?', replace: 'people >= 1 ?' }],
    file: 'services/program/src/quick-win/quick-win.test.ts', test: 'When the author is not named'
  },
  {
    name: 'quick win: featured by consent',
    patches: [{ file: 'services/program/src/quick-win/moderate-win.route.ts', find: 'if (featured && !mayFeature) throw', replace: "if (featured && winId === '') throw" }],
    file: 'services/program/src/quick-win/quick-win.int.test.ts', test: 'When the author did not agree'
  },
  {
    name: 'quick win: nobody thanks themselves',
    patches: [{ file: 'services/program/src/quick-win/answer-win.route.ts', find: 'if (await isAuthor(tx, winId, subject)) throw', replace: "if (winId === '' && await isAuthor(tx, winId, subject)) throw" }],
    file: 'services/program/src/quick-win/quick-win.int.test.ts', test: 'When one person thanks twice at once'
  },
  {
    name: 'quick win: authors apart',
    patches: [{ file: 'services/program/migrations/0041-quick-wins.sql', find: 'alter table quick_win_author enable row level security;', replace: '' }],
    file: 'services/program/src/quick-win/quick-win.int.test.ts', test: 'When the author stays unnamed'
  },
  {
    name: 'quick win: thanks apart',
    patches: [{ file: 'services/program/migrations/0041-quick-wins.sql', find: 'alter table quick_win_thanks enable row level security;', replace: '' }],
    file: 'services/program/src/quick-win/quick-win.int.test.ts', test: 'When one person thanks twice at once'
  },
  {
    name: 'role statement: its author’s',
    patches: [{ file: 'services/program/migrations/0042-role-statements.sql', find: 'alter table role_statement enable row level security;', replace: '' }],
    file: 'services/program/src/role-statement/role-statement.int.test.ts', test: 'When somebody writes, then it is theirs alone'
  },
  {
    name: 'role statement: of two windows',
    patches: [{ file: 'services/program/src/role-statement/role-statement.route.ts', find: 'if (newest?.version !== basedOn) throw', replace: 'if (newest === undefined) throw' }],
    file: 'services/program/src/role-statement/role-statement.int.test.ts', test: 'When it is saved from two windows at once'
  },
  {
    name: 'role statement: coverage of groups',
    patches: [{ file: 'services/program/src/role-statement/coverage.ts', find: 'const { standing } = poolTree(nodes, new Map([...known].map(([id, { people }]) => [id, people])), K) // guard: coverage of groups', replace: 'const standing = new Set(nodes.map(({ id }) => id))' }],
    file: 'services/program/src/role-statement/coverage.test.ts', test: 'When the rest would be fewer than five'
  }
]
