import type { Asked, Matter } from './digest.ts'

const dayWords = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
export const dayInWords = (day: string): string => dayWords.format(new Date(`${day}T00:00:00Z`))

/** Why, what to do, how long it takes, by when: one block of a mail, with the page where it is done. */
export type Block = { why: string, what: string, minutes: number, by: string | null, path: string, link: string }

const names = (all: readonly Asked[]): string => {
  const found = [...new Set(all.map(({ about }) => about))].sort((a, b) => a.localeCompare(b, 'en'))
  const shown = found.slice(0, 12)
  const more = found.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.length === 1 ? shown[0] ?? '' : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`
}
const earliest = (all: readonly Asked[]): string | null => all.map(({ by }) => by).filter(by => by !== null).sort()[0] ?? null
const first = (all: readonly Asked[]): string => all[0]?.about ?? ''

const blockOf: Record<Matter['kind'], (all: readonly Asked[]) => Block> = {
  'self-review': all => ({
    why: 'What you and your boss agree each quarter is what your Success Index says, and nothing else is.',
    what: `Say how far you came in ${first(all)}, one line for each commitment.`, minutes: 10, by: earliest(all), path: '/commitments/quarter', link: 'Review my quarter'
  }),
  'boss-review': all => ({
    why: 'People who say how it went and hear nothing stop saying it.',
    what: `${names(all)} ${all.length === 1 ? 'has' : 'have'} looked back on the quarter and ${all.length === 1 ? 'waits' : 'wait'} for you.`, minutes: 10 * all.length, by: earliest(all), path: '/commitments/team', link: 'Review my team'
  }),
  answer: all => ({
    why: 'Your boss has said how far you came. It counts once you agree; if you say nothing, it counts as not answered.',
    what: `Read it, and agree or say what you see otherwise (${first(all)}).`, minutes: 5, by: earliest(all), path: '/commitments/quarter', link: 'Read my review'
  }),
  dispute: all => ({
    why: 'Two views of a quarter are best settled by talking. If nothing changes, the boss\'s value counts, and the review says so.',
    what: `Speak about the review of ${names(all)}, and enter what you both hold to be right.`, minutes: 15, by: earliest(all), path: '/commitments/team', link: 'Settle with my team'
  }),
  'own-dispute': all => ({
    why: 'Two views of a quarter are best settled by talking. If nothing changes, your boss\'s value counts, and the review says so.',
    what: `Speak with your boss about your review of ${first(all)}, and enter what you both hold to be right.`, minutes: 15, by: earliest(all), path: '/commitments/quarter', link: 'Read what I answered'
  }),
  'silent-boss': all => ({
    why: 'People whose quarter nobody reviews have no Success Index for it. Nothing is put in its place.',
    what: `Reviews that ${names(all)} should give are late. Help to make time for them, or have them delegated.`, minutes: 5, by: earliest(all), path: '/commitments/team', link: 'See my team'
  }),
  'taking-over': all => ({
    why: 'What somebody promised need not end when they leave or move. It can go on with you, if you want it to.',
    what: `${all.length === 1 ? 'A commitment' : `${all.length} commitments`} of ${names(all)}: take over, or decline.`, minutes: 5, by: null, path: '/commitments/handovers', link: 'Answer hand-overs'
  }),
  due: all => ({
    why: 'What you promised has a day, and that day is near or past.',
    what: all.length === 1 ? `“${first(all)}”: say how far it is, or move the day.` : `${all.length} of your commitments: say how far they are, or move the day. The first: “${first(all)}”.`,
    minutes: 2 * all.length, by: earliest(all), path: '/commitments', link: 'Update my commitments'
  }),
  'none-yet': all => ({
    why: 'A program is what its people do. Yours has no word from you yet this quarter.',
    what: `Write one thing that you will do for customers or colleagues (${first(all)}).`, minutes: 5, by: null, path: '/commitments', link: 'Write a commitment'
  })
}
const order: readonly Matter['kind'][] = ['answer', 'own-dispute', 'dispute', 'boss-review', 'self-review', 'silent-boss', 'taking-over', 'due', 'none-yet']

/** A block for each kind of matter, what others wait for first. */
export const blocksOf = (all: readonly Asked[]): readonly Block[] =>
  order.map(kind => all.filter(asked => asked.kind === kind)).filter(found => found.length > 0).map(found => {
    const kind = found[0]?.kind ?? 'due'
    return blockOf[kind](found)
  })

/** The subject of a mail: its first block, and how many others there are. */
export function subjectOf (blocks: readonly Block[]): string {
  const [block, ...others] = blocks
  const by = block?.by === null || block === undefined ? '' : ` by ${dayInWords(block.by)}`
  return `${block?.link ?? 'Commitments'}${by}${others.length === 0 ? '' : `, and ${others.length} more`}`
}
