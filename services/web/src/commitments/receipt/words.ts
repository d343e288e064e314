import type { Receipts } from '@weft/contracts/commitments/receipt-api'
import { counted, inWords } from '../../frame/words.ts'
import { moved, within } from '../moved.ts'

type Followed = Receipts['chapters'][number]['disciplines'][number]

/** "It moved by +0.2 (95 % interval −0.1 to +0.5): that can be chance." */
export function movementInWords (movement: Followed['movement'], title: string | undefined): string {
  switch (movement.kind) {
    case 'not-yet': return 'It was not measured again yet.'
    case 'not-shown': return `In ${title ?? 'the wave that followed'} it is not shown of this unit.`
    case 'not-comparable': return `In ${title ?? 'the wave that followed'} it was asked in another way, so the two are not compared.`
    case 'moved': return movement.low === null || movement.high === null
      ? `In ${title ?? 'the wave that followed'} it moved by ${moved(movement.change)}. No interval is given.`
      : `In ${title ?? 'the wave that followed'} it moved by ${moved(movement.change)} (${within(movement.low, movement.high)}): ${movement.low > 0 ? 'it rose' : movement.high < 0 ? 'it fell' : 'that can be chance'}.`
  }
}

/** What was done since, a sentence each; none where nothing can be told. */
export function doneInWords ({ commitments, practices, wins }: Followed): string[] {
  return [
    ...commitments.map(({ people, label, index }) => `${counted(people, 'person', 'people')} here had a commitment on it that counted in ${label}. What they kept: ${Math.round(index)} of 100.`),
    ...practices.map(({ title, unitName, on }) => `${unitName} works by “${title}” since ${inWords(on)}.`),
    ...wins.here > 0 ? [`${counted(wins.here, 'quick win')} on it ${wins.here === 1 ? 'was' : 'were'} taken up here.`] : [],
    ...wins.shared > 0 ? [`${counted(wins.shared, 'quick win')} on it ${wins.shared === 1 ? 'was' : 'were'} shared in the whole organisation.`] : []
  ]
}
