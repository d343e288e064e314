import type { Guard } from '../bite.ts'

/** Guards of *scoring*. */
export const scoring: readonly Guard[] = [
  {
    name: 'completeness barrier',
    patches: [{ file: 'services/scoring/src/release/release.job.ts', find: 'if (progress === undefined || missingOf(progress).length > 0) return undefined // guard: completeness barrier', replace: 'if (progress === undefined) return undefined' }],
    file: 'services/scoring/src/scoring.int.test.ts', test: 'When part of the sheetEvents is not there'
  },
  {
    name: 'threshold',
    patches: [{ file: 'services/scoring/src/release/release.ts', find: 'const shown = familyOf(tree, counts, score, whole)', replace: 'const shown = familyOf(tree, counts, 1, whole)' }],
    file: 'services/scoring/src/release/release.test.ts', test: 'When a unit is too small, then it and whoever would give it away are hidden'
  }
]
