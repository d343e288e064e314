import type { Guard } from '../bite.ts'

/** Guards of *directory*. */
export const directory: readonly Guard[] = [
  {
    name: 'ten percent stop',
    patches: [{ file: 'services/directory/src/import/run.ts', find: 'leavers > people * MOST_LEAVERS // guard: ten percent stop', replace: 'leavers > people' }],
    file: 'services/directory/src/import/import-run.int.test.ts', test: 'When people and units change, then every kind of effect is counted'
  },
  {
    name: 'fresh preview',
    patches: [
      { file: 'services/directory/src/import/run.ts', find: 'if (preview.baseVersion !== version)', replace: 'if (preview.baseVersion > version)' },
      { file: 'services/directory/src/import/apply-run.store.ts', find: 'if (preview === null || !isSame(preview, shown))', replace: 'if (preview === null)' }
    ],
    file: 'services/directory/src/import/import-run.int.test.ts', test: 'When the organisation has changed since, then the preview is stale'
  },
  {
    name: 'no circles',
    patches: [{ file: 'services/directory/src/organisation/check-organisation.ts', find: 'return at !== undefined && walkOf.get(idOf(at)) === start ? [at] : [] // guard: no circles', replace: 'return []' }],
    file: 'services/directory/src/import/import-run.int.test.ts', test: 'When there are units in a circle'
  },
  {
    name: 'somebody stays in office',
    patches: [{ file: 'services/directory/src/import/lock-out.ts', find: "if (officeHeld && !holds('program-office')) return ['nobody-in-office'] // guard: somebody stays in office", replace: '' }],
    file: 'services/directory/src/import/import-run.int.test.ts', test: 'When nobody would be left in the office'
  },
  {
    name: 'undo window',
    patches: [{ file: 'services/directory/src/import/run.ts', find: 'if (undoUntil(run.appliedAt) < now)', replace: 'if (undoUntil(run.appliedAt) < run.appliedAt)' }],
    file: 'services/directory/src/import/import-run.int.test.ts', test: 'When 30 days have passed'
  },
  {
    name: 'roles by the office',
    patches: [{ file: 'services/directory/src/import/office-only.ts', find: 'if (isOffice || lines.length === 0) return // guard: roles by the office', replace: 'if (lines.length >= 0) return' }],
    file: 'services/directory/src/import/office-only.int.test.ts', test: 'When IT would make somebody the office'
  },
  {
    name: 'no role for oneself',
    patches: [{ file: 'services/directory/src/grant/grant.ts', find: "  if (receiver.subject === giver) throw new Refusal('forbidden', 'self-grant', 'Nobody gives a role to themselves. Ask a colleague in the program office.') // guard: no role for oneself\n", replace: '' }],
    file: 'services/directory/src/grant/grants.int.test.ts', test: 'When it would be given to oneself'
  },
  {
    name: 'row-level security of grants',
    patches: [{ file: 'services/directory/migrations/0003-grants.sql', find: 'alter table role_grant enable row level security;', replace: '' }],
    file: 'services/directory/src/grant/grants.int.test.ts', test: 'When a query says for nobody that it reads'
  }
]
