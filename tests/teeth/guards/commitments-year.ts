import type { Guard } from '../bite.ts'
import type { Patch } from '../copy.ts'

/** One quarter, of a third of the people, with half of the deaths: long enough to miss a guard, and short enough to be played for each. */
const short: Patch = { file: 'tests/commitments/year.test.ts', find: '[20_270_104, 300, 0.3, 26, 4]', replace: '[20_270_104, 90, 0.5, 12, 1]' }
const file = 'tests/commitments/year.test.ts'

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
  },
  {
    name: 'a year: a mail in hand at a death is not sent again',
    patches: [short, {
      file: 'services/commitments/src/reminder/digest.store.ts', find: "`update digest set state = 'unknown' where state = 'sending'`) // guard: nothing twice",
      replace: "`with unsaid as (delete from asked a using digest d where d.digest_id = a.digest_id and d.state = 'sending') update digest set state = 'refused' where state = 'sending'`)"
    }],
    file, test: 'When the process died while it wrote to people'
  },
  {
    name: 'a year: events leave in their order',
    patches: [short, { file: 'packages/service-kit/src/relay.ts', find: 'where o.place = 1 or o.bytes <= $2\n     order by o.position`', replace: 'where o.place = 1 or o.bytes <= $2\n     order by o.position desc`' }],
    file, test: 'When somebody listens'
  },
  {
    name: 'a year: what the directory says twice counts once',
    patches: [short, { file: 'packages/service-kit/src/inbox.ts', find: 'return deliveries.filter(delivery => unseen.delete(`${delivery.consumer} ${delivery.id.toLowerCase()}`)) // guard: once only', replace: 'return [...deliveries]' }],
    file, test: 'When the directory says something twice'
  },
  {
    name: 'a year: a step whose answer was lost is sent again and happens once',
    patches: [short, { file: 'services/commitments/src/review/perform.store.ts', find: "if (version !== null && version !== kept.version) throw new Refusal('conflict', 'changed-meanwhile', 'This review has changed meanwhile. Look at it again, then decide.') // guard: review as it was seen", replace: '' }],
    file, test: 'When a step was acknowledged'
  }
]
