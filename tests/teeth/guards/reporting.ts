import type { Guard } from '../bite.ts'

/** Guards of *reporting*. */
export const reporting: readonly Guard[] = [
  {
    name: 'row-level security of scores',
    patches: [{ file: 'services/reporting/migrations/0002-second-fence.sql', find: 'alter table release_unit enable row level security;\nalter table score enable row level security;\n', replace: '' }],
    file: 'services/reporting/src/second-fence.int.test.ts', test: 'When a query says nothing of who reads'
  },
  {
    name: 'settings of one transaction',
    patches: [{ file: 'services/reporting/src/reading-as.ts', find: "set_config('weft.sees', $1, true)", replace: "set_config('weft.sees', $1, false)" }],
    file: 'services/reporting/src/second-fence.int.test.ts', test: 'When a query says nothing of who reads'
  },
  {
    name: 'a release is read whole or not at all',
    patches: [{ file: 'services/reporting/src/arrival/publish.store.ts', find: "return sum.hex() === sha256 ? null : 'checksum' // guard: whole or not at all", replace: 'return null' }],
    file: 'services/reporting/src/arrival/arrival.int.test.ts', test: 'When one figure differs by one'
  }
]
