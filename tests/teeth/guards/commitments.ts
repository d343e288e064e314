import type { Guard } from '../bite.ts'

/** Commitments and their index. */
export const commitments: readonly Guard[] = [
  {
    name: 'two insiders',
    patches: [{ file: 'services/commitments/src/roll-up/insiders.ts', find: 'unknown === 0 || unknown >= k // guard: two insiders', replace: 'k > 0 && unknown >= 0' }],
    file: 'services/commitments/src/roll-up/families.test.ts', test: 'When the rule decides'
  },
  {
    name: 'residual rule of the roll-up',
    patches: [{ file: 'services/commitments/src/roll-up/pools.ts', find: 'while (!mayStand(node.pool) && node.standsAt.length > 0) { // guard: residual rule of the roll-up', replace: 'while (node.standsAt.length > node.total) {' }, { file: 'services/commitments/src/roll-up/pools.ts', find: 'if (mayStand(node.pool)) {', replace: 'if (mayStand(node.pool) || node.standsAt.length > 0) {' }],
    file: 'services/commitments/src/roll-up/families.test.ts', test: 'When the rule decides'
  },
  {
    name: 'breakdowns have witnesses',
    patches: [{ file: 'services/commitments/src/roll-up/families.ts', find: 'return witnesses.length - first - second >= k // guard: breakdowns have witnesses', replace: 'return witnesses.length - first - second >= -k' }],
    file: 'services/commitments/src/roll-up/families.test.ts', test: 'When the rule decides'
  },
  {
    name: 'residual rule of the roll-up, seen from outside',
    patches: [{ file: 'services/commitments/src/roll-up/pools.ts', find: 'while (!mayStand(node.pool) && node.standsAt.length > 0) { // guard: residual rule of the roll-up', replace: 'while (node.standsAt.length > node.total) {' }, { file: 'services/commitments/src/roll-up/pools.ts', find: 'if (mayStand(node.pool)) {', replace: 'if (mayStand(node.pool) || node.standsAt.length > 0) {' }],
    file: 'tests/attacker/attack.test.ts', test: 'When every two put together what they know'
  },
  {
    name: 'two insiders, seen from outside',
    patches: [{ file: 'services/commitments/src/roll-up/insiders.ts', find: 'return leavesEnough(members.length, k) && known.every((one, at) => leavesEnough(members.length - one.size, k) && everyPairLeavesEnough(members.length, one, known.slice(at + 1), k))', replace: 'return leavesEnough(members.length, k) && known.every(one => leavesEnough(members.length - one.size, k))' }],
    file: 'tests/attacker/attack.test.ts', test: 'When every two put together what they know'
  },
  {
    name: 'breakdowns have witnesses, seen from outside',
    patches: [{ file: 'services/commitments/src/roll-up/families.ts', find: 'return witnesses.length - first - second >= k // guard: breakdowns have witnesses', replace: 'return witnesses.length - first - second >= -k' }],
    file: 'tests/attacker/attack.test.ts', test: 'When every two put together what they know'
  },
  {
    name: 'who shares an item knows it',
    patches: [{ file: 'services/commitments/src/success-index/lines.store.ts', find: 'where c.quarter = r.quarter and c.person_id = r.person_id order by s.person_id) as "sharedWith"', replace: 'where c.quarter = r.quarter and c.person_id = r.person_id and false) as "sharedWith"' }],
    file: 'tests/attacker/attack.test.ts', test: 'When every two put together what they know'
  },
  {
    name: 'a former boss knows',
    patches: [{ file: 'services/commitments/src/success-index/lines.store.ts', find: '(r.boss_id), (r.frozen_boss_id), (r.line_boss_id), (r.handed_by),', replace: '(r.boss_id),' }],
    file: 'tests/attacker/attack.test.ts', test: 'When every two put together what they know'
  },
  {
    name: 'what is shown hangs on who, not on what was reached',
    patches: [{ file: 'services/commitments/src/roll-up/roll-up.ts', find: 'const told = (figure: string, of: (index: PersonIndex) => number | null | undefined) => tells(figure) ?', replace: 'const told = (figure: string, of: (index: PersonIndex) => number | null | undefined) => tells(figure) && indexed.some(({ index }) => (index.agreed ?? 0) > 900_000) ?' }],
    file: 'tests/attacker/attack.test.ts', test: 'When only what was reached changes'
  },
  {
    name: 'an index is for oneself and one’s reviewer',
    patches: [{ file: 'services/commitments/src/success-index/person-quarters.store.ts', find: 'and (r.person_id = $2 or r.boss_id = $2) and sees(r.person_id)', replace: "and $2 <> ''" }],
    file: 'services/commitments/src/roll-up/roll-up.int.test.ts', test: 'When the boss, the boss’s boss and a colleague'
  },
  {
    name: 'managers see the roll-up of their own units',
    patches: [{ file: 'services/commitments/src/roll-up/roll-up.route.ts', find: 'if (path === undefined || (under !== undefined && !all && !path.some(({ unitId }) => subject.scopes.includes(unitId)))) throw noUnit() // guard: managers see their own units', replace: 'if (path === undefined) throw noUnit()' }],
    file: 'services/commitments/src/roll-up/roll-up.int.test.ts', test: 'When a manager looks'
  },
  {
    name: 'indices are made again',
    patches: [{ file: 'services/commitments/src/success-index/verification.route.ts', find: 'if (canonical({ ...again, formulaVersion: FORMULA_VERSION }) !== canonical(stored.get(reviewId) ?? null)) found.different++ // guard: indices are made again', replace: 'if (stored.get(reviewId) === undefined) found.different++' }],
    file: 'services/commitments/src/roll-up/roll-up.int.test.ts', test: 'When it is made again from the history'
  },
  {
    name: 'one\'s own data',
    patches: [{ file: 'services/commitments/src/own-data/own-data.route.ts', find: 'const who = await whoIs(pool, subject) // guard: one\'s own data', replace: 'const who = { ...await whoIs(pool, subject), personId: \'P-5\' }' }],
    file: 'services/commitments/src/erasure/erasure.int.test.ts', test: 'When somebody takes their own data'
  },
  {
    name: 'what a roll-up still needs',
    patches: [{ file: 'services/commitments/migrations/0051-erasure.sql', find: 'array(select q.starts_on from public.quarter q where not exists (select from public.roll_up u where u.quarter = q.starts_on)); -- guard: what a roll-up still needs', replace: 'array[]::date[];' }],
    file: 'services/commitments/src/erasure/erasure.int.test.ts', test: 'When somebody left'
  },
  {
    name: 'only who is gone from commitments',
    patches: [{ file: 'services/commitments/migrations/0051-erasure.sql', find: 'and not exists (select from public.person p where p.person_id = l.person_id) -- guard: only who is gone from commitments', replace: '' }],
    file: 'services/commitments/src/erasure/erasure.int.test.ts', test: 'When somebody left'
  },
  {
    name: 'who was asked accepts',
    patches: [{ file: 'services/commitments/src/handover/handover.route.ts', find: '({ to }) => to === personId) // guard: who was asked accepts', replace: '() => true)' }],
    file: 'services/commitments/src/handover/handover.int.test.ts', test: 'When the boss asks for a leaver'
  },
  {
    name: 'the boss hands over',
    patches: [{ file: 'services/commitments/src/handover/handover.route.ts', find: '|| !(isBoss || roles.includes(\'program-office\'))) throw', replace: ') throw' }],
    file: 'services/commitments/src/handover/handover.int.test.ts', test: 'When the boss asks for a leaver'
  },
  {
    name: 'words for the boss alone',
    patches: [{ file: 'services/commitments/src/handover/handover.route.ts', find: 'commitments: isBoss ? open : null,', replace: 'commitments: open,' }],
    file: 'services/commitments/src/handover/handover.int.test.ts', test: 'When the office asks'
  },
  {
    name: 'drafts for others',
    patches: [{ file: 'services/commitments/src/import/import.route.ts', find: "if (!roles.includes('program-office')) throw", replace: 'if (roles.length === 0) throw' }],
    file: 'services/commitments/src/import/import.int.test.ts', test: 'When the office brings in goals of many'
  },
  {
    name: 'goals come once',
    patches: [{ file: 'services/commitments/src/import/sort-goals.ts', find: 'if (seen.has(key)) return', replace: 'if (key === \'\') return' }],
    file: 'services/commitments/src/import/import.int.test.ts', test: 'When somebody sends a table of their own'
  },
  {
    name: 'what its owner touched stays',
    patches: [{ file: 'services/commitments/src/import/import.store.ts', find: "and c.state = 'draft' and c.version = 1`, [importId]) // guard: what its owner touched stays", replace: '`, [importId])' }],
    file: 'services/commitments/src/import/import.int.test.ts', test: 'When an import is taken back'
  },
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
  },
  {
    name: 'too few units',
    patches: [{ file: 'services/commitments/src/effect/effect.ts', find: 'if (Math.min(count.kept, count.others) < rules.units) return', replace: 'if (Math.min(count.kept, count.others) < 1) return' }],
    file: 'services/commitments/src/effect/effect.test.ts', test: 'then it says so'
  },
  {
    name: 'what was low by chance rises by chance',
    patches: [{ file: 'services/commitments/src/effect/effect.ts', find: 'Math.max(pOf(plain), pOf(equal)) // guard: what was low by chance rises by chance', replace: 'pOf(plain)' }],
    file: 'services/commitments/src/effect/effect.test.ts', test: 'When commitments are made where scores were lowest'
  },
  {
    name: 'only what is shown takes sides',
    patches: [{ file: 'services/commitments/src/effect/effect.store.ts', find: '(t.unit_id is null and exists (select from seen s where s.unit_id = b.unit_id))) -- guard: only what is shown takes sides', replace: 't.reached is null)' }],
    file: 'services/commitments/src/effect/effect.int.test.ts', test: 'whether kept commitments move scores'
  },
  {
    name: 'receipts of one\'s own units',
    patches: [{ file: 'services/commitments/src/receipt/receipts.route.ts', find: 'if (path === null || !isTheirs) throw', replace: 'if (path === null || (isTheirs && path.length === 0)) throw' }],
    file: 'services/commitments/src/receipt/receipts.int.test.ts', test: 'neither one’s own nor above it'
  }
]
