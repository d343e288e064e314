import type { Guard } from '../bite.ts'

/** What a year that was played through has found. */
export const commitmentsYear: readonly Guard[] = [
  {
    name: 'a roll-up does not hang on the order of people',
    patches: [{ file: 'services/commitments/src/roll-up/roll-up.ts', find: 'const people = everybody.toSorted((a, b) => a.personId < b.personId ? -1 : 1) // guard: one order of people', replace: 'const people = everybody' }],
    file: 'services/commitments/src/roll-up/roll-up.test.ts', test: 'When the same people come in another order'
  },
  {
    name: 'nobody is asked to review nothing',
    patches: [{ file: 'services/commitments/src/reminder/matters.store.ts', find: '4 * (q.ends_on - n.starts_on + 1) >= n.due_on - n.starts_on + 1)) -- guard: nothing to review', replace: '4 * (q.ends_on - n.starts_on + 1) >= 0)) -- guard: nothing to review' }],
    file: 'services/commitments/src/reminder/digests.int.test.ts', test: 'When nothing of a person counts in a quarter'
  }
]
