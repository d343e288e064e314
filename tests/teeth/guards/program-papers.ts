import type { Guard } from '../bite.ts'

/** Charter, priorities and what people say of them. */
export const programPapers: readonly Guard[] = [
  {
    name: 'attestations of their author alone',
    patches: [{ file: 'services/program/migrations/0032-attestations.sql', find: 'alter table attestation enable row level security;', replace: '' }],
    file: 'services/program/src/same-page/same-page.int.test.ts', test: 'When anybody else reads it, the service itself without a word'
  },
  {
    name: 'residual rule of the same-page figures',
    patches: [
      { file: 'services/program/src/same-page/family.ts', find: 'const { standing } = poolTree(left, held, atLeast) // guard: residual rule of the same-page figures', replace: 'const standing = new Set([...rolledUp(left, held)].filter(([, count]) => count >= atLeast).map(([id]) => id))' },
      { file: 'services/program/migrations/0032-attestations.sql', find: 'n integer not null check (n >= 5), total integer not null,', replace: 'n integer not null, total integer not null,' },
      { file: 'services/program/migrations/0032-attestations.sql', find: 'people integer not null check (people >= 10), n integer not null check (n >= 10), squares', replace: 'people integer not null, n integer not null, squares' }
    ],
    file: 'services/program/src/same-page/same-page.int.test.ts', test: 'When they have everything of three releases'
  },
  {
    name: 'the database counts no fewer than five',
    patches: [{ file: 'services/program/migrations/0032-attestations.sql', find: 'n integer not null check (n >= 5), total integer not null,', replace: 'n integer not null, total integer not null,' }],
    file: 'services/program/src/same-page/same-page.int.test.ts', test: 'When the counting is told to add up fewer than five'
  },
  {
    name: 'attestations are counted once',
    patches: [
      { file: 'services/program/migrations/0033-attestation-counts.sql', find: 'where t.version = of_version and t.counted_in is null', replace: 'where t.version = of_version' },
      { file: 'services/program/migrations/0032-attestations.sql', find: 'and t.counted_in is null and m.pool is not null', replace: 'and m.pool is not null' }
    ],
    file: 'services/program/src/same-page/same-page.int.test.ts', test: 'A thousand people attest'
  },
  {
    name: 'attesting the version in force only',
    patches: [{ file: 'services/program/src/attestation/attestation.route.ts', find: 'if (version !== current.version) throw', replace: 'if (version > current.version) throw' }],
    file: 'services/program/src/same-page/same-page.int.test.ts', test: 'A thousand people attest'
  },
  {
    name: 'a sponsor who has left',
    patches: [{ file: 'services/program/src/charter/charter.store.ts', find: "return chartered.sponsor === null ? { state: 'vacant', why: 'sponsor-left' } : { state: 'held', why: 'sponsored' }", replace: "return { state: 'held', why: 'sponsored' }" }],
    file: 'services/program/src/edition/editions.int.test.ts', test: 'the charter'
  }
]
