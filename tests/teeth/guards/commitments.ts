import type { Guard } from '../bite.ts'

/** Commitments and their index. */
export const commitments: readonly Guard[] = [
  {
    name: 'credit ends at one',
    patches: [{ file: 'services/commitments/src/success-index/credit.ts', find: 'return isBelow(ONE, a) ? ONE : a // guard: credit ends at one', replace: 'return a' }],
    file: 'services/commitments/src/success-index/gaming.test.ts', test: 'No act without progress'
  },
  {
    name: 'expected as of the end of the quarter',
    patches: [{ file: 'services/commitments/src/success-index/credit.ts', find: 'const e = expected(item, lastDay) // guard: expected as of the end of the quarter', replace: 'const e = expected(item, (item as { endedOn?: string }).endedOn ?? lastDay)' }],
    file: 'services/commitments/src/success-index/gaming.test.ts', test: 'No act without progress'
  },
  {
    name: 'what is dropped counts',
    patches: [{ file: 'services/commitments/src/success-index/success-index.ts', find: 'const counting = items.filter(item => eligible(item, lastDay)) // guard: what is dropped counts', replace: 'const counting = items.filter(item => eligible(item, lastDay) && !item.droppedAlone)' }],
    file: 'services/commitments/src/success-index/gaming.test.ts', test: 'No act without progress'
  },
  {
    name: 'weights of the opening',
    patches: [{ file: 'services/commitments/src/success-index/success-index.ts', find: "const weightOf = ({ weight, parts }: Pick<Item, 'weight' | 'parts'>): Fraction => fraction(weight, parts) // guard: weights of the opening", replace: "const weightOf = ({ weight, parts, now }: Pick<Item, 'weight' | 'parts'> & { now?: { weight: number } }): Fraction => fraction(now?.weight ?? weight, parts)" }],
    file: 'services/commitments/src/success-index/gaming.test.ts', test: 'No act without progress'
  }
]
