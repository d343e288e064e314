import type { Guard } from '../bite.ts'

/** Readiness, buy-in, exposure, reminders, experiments and momentum. */
export const programLearning: readonly Guard[] = [
  {
    name: 'readiness: a level needs evidence',
    patches: [{ file: 'services/program/src/readiness/readiness.ts', find: "level > 0 && evidence === '') // guard", replace: "level > 0 && evidence === '-') // guard" }],
    file: 'services/program/src/readiness/readiness.test.ts', test: 'When a level has no evidence'
  },
  {
    name: 'readiness: review as it was seen',
    patches: [{ file: 'services/program/src/readiness/readiness.store.ts', find: 'if (rowCount !== 1) throw', replace: 'if (rowCount === null) throw' }],
    file: 'services/program/src/readiness/readiness.int.test.ts', test: 'When two save at once'
  },
  {
    name: 'readiness: names of owners',
    patches: [{ file: 'services/program/src/readiness/readiness.route.ts', find: 'seesNames ? await namesOfPeople(sql, owners) : null', replace: 'await namesOfPeople(sql, owners)' }],
    file: 'services/program/src/readiness/readiness.int.test.ts', test: 'When others read it, then they read figures'
  },
  {
    name: 'readiness: what is reached has no hero',
    patches: [{ file: 'services/program/src/hero/hero.store.ts', find: "is distinct from 'reached' -- guard", replace: "is distinct from 'never' -- guard" }],
    file: 'services/program/src/readiness/readiness.int.test.ts', test: 'When things of every kind are owned'
  },
  {
    name: 'buy-in: as it was seen',
    patches: [{ file: 'services/program/src/buy-in/buy-in.route.ts', find: 'if (leader.version !== body.version) throw', replace: 'if (leader.version < body.version) throw' }],
    file: 'services/program/src/readiness/readiness.int.test.ts', test: 'When it was noted meanwhile'
  },
  {
    name: 'buy-in: one after the other',
    patches: [{ file: 'services/program/src/buy-in/buy-in.store.ts', find: 'where p.person_id = $1 for update`, [personId]) // guard', replace: 'where p.person_id = $1`, [personId]) // guard' }],
    file: 'services/program/src/readiness/readiness.int.test.ts', test: 'When it was noted meanwhile'
  },
  {
    name: 'buy-in: of the office and of oneself',
    patches: [{ file: 'services/program/migrations/0073-readiness.sql', find: 'alter table buy_in enable row level security;', replace: '' }],
    file: 'services/program/src/readiness/readiness.int.test.ts', test: 'When the office notes where somebody stands'
  },
  {
    name: 'exposure: of five',
    patches: [{ file: 'services/program/migrations/0072-exposure.sql', find: 'count(distinct e.subject) >= 5 then', replace: 'count(distinct e.subject) >= 1 then' }],
    file: 'services/program/src/exposure/exposure.int.test.ts', test: 'When fewer than five people logged it'
  },
  {
    name: 'exposure: of its author alone',
    patches: [{ file: 'services/program/migrations/0072-exposure.sql', find: 'alter table exposure enable row level security;', replace: '' }],
    file: 'services/program/src/exposure/exposure.int.test.ts', test: 'When somebody logs it with a note'
  },
  {
    name: 'exposure: a note is its author’s to share',
    patches: [{ file: 'services/program/migrations/0072-exposure.sql', find: 'alter table exposure_note enable row level security;', replace: '' }],
    file: 'services/program/src/exposure/exposure.int.test.ts', test: 'When a note is shared'
  },
  {
    name: 'coverage: residual rule',
    patches: [{ file: 'services/program/src/exposure/coverage.ts', find: '[id, people])), FEWEST) // guard', replace: '[id, people])), 1) // guard' }],
    file: 'services/program/src/exposure/coverage.test.ts', test: 'Whatever the tree, shown groups'
  },
  {
    name: 'reminder: nothing twice',
    patches: [{ file: 'services/program/src/reminder/reminder.store.ts', find: "set state = 'unknown' where state = 'sending'`)", replace: "set state = 'waiting' where state = 'sending'`)" }],
    file: 'services/program/src/reminder/reminders.int.test.ts', test: 'When the sender is killed with a mail in hand'
  },
  {
    name: 'reminder: one a week',
    patches: [{ file: 'services/program/src/reminder/reminder.store.ts', find: 'or l.day <= excluded.day - $4::integer`,', replace: 'or $4::integer > 0`,' }],
    file: 'services/program/src/reminder/reminders.int.test.ts', test: 'When somebody had one within seven days'
  },
  {
    name: 'experiment: no baseline, no result',
    patches: [{ file: 'services/program/src/experiment/experiment.ts', find: 'if (baseline === null || result === null) return', replace: 'if (result === null) return' }],
    file: 'services/program/src/experiment/experiments.int.test.ts', test: 'When there was no baseline'
  },
  {
    name: 'experiment: as it was seen',
    patches: [{ file: 'services/program/src/experiment/experiment.ts', find: 'if (now.version !== seen) throw', replace: 'if (now.version < seen) throw' }],
    file: 'services/program/src/experiment/experiment.test.ts', test: 'When it was changed meanwhile'
  },
  {
    name: 'momentum: activity apart from outcome',
    patches: [{ file: 'services/program/src/momentum/momentum.ts', find: 'filter(([, kind]) => kind.side === side)', replace: "filter(([, kind]) => kind.side !== 'news')" }],
    file: 'services/program/src/momentum/momentum.test.ts', test: 'When things were done and things were reached'
  },
  {
    name: 'leavers: only who is gone',
    patches: [
      { file: 'services/program/migrations/0091-leavers.sql', find: '       and not exists (select from public.person p where p.person_id = l.person_id) -- guard: only who is gone\n', replace: '' },
      { file: 'services/program/migrations/0091-leavers.sql', find: '       and not exists (select from public.account a where a.person_id = l.person_id or a.subject = l.subject)\n', replace: '' }
    ],
    file: 'services/program/src/leaver/leaver.int.test.ts', test: 'When the database is asked to forget somebody who is here'
  },
  {
    name: 'leavers: a vote stays as it was counted',
    patches: [{ file: 'services/program/migrations/0091-leavers.sql', find: "update public.forum_vote v set subject = 'left-' || r.nobody", replace: 'delete from public.forum_vote v using (select gone.subject) s where v.subject = s.subject::text; update public.forum_vote v set subject = v.subject' }],
    file: 'services/program/src/leaver/leaver.int.test.ts', test: 'When 31 days have passed'
  }
]
