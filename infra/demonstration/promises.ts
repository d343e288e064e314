import type { Benefits, Horizon, Progress } from '@weft/contracts/commitments/commitment-api'
import type { DisciplineId } from '@weft/contracts/program/discipline-api'
import { chanceOf, type Chance } from './chance.ts'
import { idOf } from './chance-id.ts'
import { daysAfter } from './days.ts'
import type { DemoPerson } from './people.ts'
import { roleStatements } from './papers.ts'
import { pathOf, type DemoUnit } from './units.ts'

type Text = readonly [discipline: DisciplineId, benefits: Benefits, wording: string, measure: string]
/** What people of Meridian promise: of those who talk with customers, of those who serve them, of whoever leads. */
const texts: Readonly<Record<'front' | 'behind' | 'leading', readonly Text[]>> = {
  front: [
    ['EM', 'customer', 'When a customer has paid a fee by our mistake, I will give it back while we are talking.', 'Fees given back in the same call'],
    ['EM', 'customer', 'When I pass somebody on, I will stay until the next person has said their name.', 'Ten calls a week, noted on a slip'],
    ['CI', 'customer', 'When somebody rings for the third time, I will ask what would have settled it the first time.', 'One answer a week told in the team'],
    ['CI', 'customer', 'When a customer tells me that something changed at home, I will write it down so that the next of us knows.', 'Notes in the record, five a week'],
    ['CC', 'customer', 'When a case needs another department, I will ring them with the customer on the line.', 'Cases settled in one call'],
    ['CF', 'customer', 'When a talk ends well, I will ask what will be different for the customer next year.', 'Three answers a month for our board'],
    ['SA', 'customer', 'When I explain a decision, I will begin with what the customer gets from it.', 'A colleague listens in once a month'],
    ['KI', 'customer', 'When somebody leaves us, I will ask, once and in a friendly way, what is better there.', 'Reasons of twenty people'],
    ['EM', 'colleague', 'When a new colleague asks me before deciding, I will say what I would do and let them decide.', 'They decide alone by the end of the quarter'],
    ['PV', 'customer', 'When a customer asks for something odd, I will put it on the list of oddities.', 'Two a month on the list']
  ],
  behind: [
    ['CC', 'colleague', 'When service waits for my answer, I will answer within the day, if only to say when.', 'Answers on the same day, of 100'],
    ['CC', 'colleague', 'When a file comes back to me, I will ring whoever sent it and settle it at once.', 'Files that come back twice'],
    ['CI', 'customer', 'When the month begins, I will sit beside somebody who talks with customers for an hour.', 'Three hours, three notes'],
    ['EM', 'colleague', 'When a rule of mine stops a colleague from helping, I will change it or say why not within a week.', 'Rules looked at'],
    ['SA', 'colleague', 'When we plan the next weeks, I will name the customers who will notice.', 'Each plan names them'],
    ['KF', 'customer', 'When a rival looks for people we also look for, I will say what that may mean for us.', 'One page a quarter'],
    ['PV', 'customer', 'When I read of a law that is being drafted, I will say in three lines what it changes for customers.', 'Three lines, once a month'],
    ['CF', 'customer', 'When we build something new, I will show it to two customers while it can still be thrown away.', 'Two customers for each draft']
  ],
  leading: [
    ['EM', 'colleague', 'When somebody of my team asks for leave to help a customer, I will ask what they would do, and say yes.', 'Questions that need my yes, counted for a week'],
    ['SA', 'colleague', 'When I open a team meeting, I will begin with a customer and not with a figure.', 'Every week until the end of the quarter'],
    ['CC', 'colleague', 'When two of our teams wait for each other, I will bring them to one table within three days.', 'Days until they sit together'],
    ['KF', 'customer', 'When we decide on something large, I will let two of us play a rival first.', 'Every decision above 100,000'],
    ['CI', 'customer', 'When a complaint reaches me, I will ring the customer myself.', 'Two calls a week'],
    ['PV', 'colleague', 'When a month ends, I will bring one odd sign from outside to the table.', 'Three signs a quarter']
  ]
}
const farther: readonly (readonly [discipline: DisciplineId, wording: string, measure: string, milestone: string])[] = [
  ['CF', 'I will be somebody whom colleagues ask when a customer’s life changes.', 'Two colleagues a month ask me', 'Course on changes in life, with a talk to my team'],
  ['CC', 'I will have worked in two other departments and know whom to ring there.', 'Two stays of a week each', 'First stay, with three things written down'],
  ['KI', 'I will know three rivals as their customers know them.', 'One page on each', 'First policy with a rival, made use of']
]
const reasons = ['Another team does this now, and does it better.', 'The new refund right has made it needless.', 'I had promised it for a process that no longer exists.'] as const
const notes = ['Went better than I thought.', 'In quiet weeks yes, in the week of the storm no.', 'Colleagues ask me about it now.', 'Half of it: the other half needs Technology.', '', ''] as const

export type Promised = {
  commitmentId: string, wording: string, measure: string, discipline: DisciplineId, benefits: Benefits, weight: 1 | 2 | 3, horizon: Horizon, dueOn: string, /** Which priority it serves, if any. */ serves: 0 | 1 | null
  milestone: null | { milestoneId: string, wording: string, dueOn: string }
  then: { is: 'draft' } | { is: 'open', progress: Progress } | { is: 'done' } | { is: 'dropped', reason: string } | { is: 'split' } | { is: 'shared' }
  /** What person and boss will say of it. */
  self: Progress, boss: Progress, note: string
}
/** How far a review has come. */
export type ReviewStage = 'not-yet' | 'self' | 'boss' | 'agreed' | 'disputed'
export type Visit = {
  person: DemoPerson
  /** Understand, agree, motivated, for each of the two priorities; null where somebody would rather not say. */
  ratings: null | readonly (readonly [number | null, number | null, number | null])[]
  knowsDefinition: boolean
  role: null | { beneficiary: 'customers' | 'colleagues', text: string, shared: boolean }
  promised: readonly Promised[]
  /** Whether the boss has agreed to the weights. */
  weighed: boolean
  review: ReviewStage
}

const FIRST: Readonly<Record<string, number>> = { 'Customer Service': 0.5, Claims: 0.34, 'Retail Banking': 0.22, Operations: 0.2, Technology: 0.16 }

/** Who has been in Weft so far, and what they did there. Those who look around the demonstration have left something to do for whoever signs in as them. */
export function demoVisits ({ units, people }: { units: readonly DemoUnit[], people: readonly DemoPerson[] }, today: string): Visit[] {
  const chance = chanceOf(5_021)
  return people.flatMap(person => {
    const [place, draw] = [pathOf(units, person.unit), chance.draw()]
    const underGuest = stageUnderGuest(people, person)
    const comes = person.guest || underGuest !== undefined || (person.rank === 'staff' ? draw < Math.max(0.13, ...place.map(name => FIRST[name] ?? 0)) : draw < 0.9)
    return comes ? [person.guest ? guestVisit(person, place, today) : { ...visitOf(chanceOf(Number(person.person.slice(1)) * 31), person, place, today, underGuest !== undefined), ...underGuest }] : []
  })
}

function visitOf (chance: Chance, person: DemoPerson, place: readonly string[], today: string, surely = false): Visit {
  const promised = chance.draw() < 0.78 || surely ? promisesOf(chance, person, place, today) : []
  const [reviewed, weighed, attests] = [chance.draw(), chance.draw() < 0.7, chance.draw() < 0.92]
  const counted = promised.filter(({ then }) => then.is !== 'draft').length > 0
  return {
    person, promised, weighed,
    ratings: attests ? ratingsOf(chance, person, place) : null, knowsDefinition: chance.draw() < 0.55,
    role: chance.draw() < 0.36 ? roleOf(place, chance.draw() < 0.5) : null,
    review: !counted || reviewed > 0.62 ? 'not-yet' : reviewed > 0.4 ? 'self' : reviewed > 0.28 ? 'boss' : reviewed > 0.035 ? 'agreed' : 'disputed'
  }
}

/** In a guest's own team every stage can be seen, most of all what waits for whoever signs in as the boss. */
const stages: readonly Pick<Visit, 'review' | 'weighed'>[] = [{ review: 'self', weighed: true }, { review: 'agreed', weighed: true }, { review: 'self', weighed: false }, { review: 'disputed', weighed: true }, { review: 'boss', weighed: true }, { review: 'self', weighed: true }, { review: 'not-yet', weighed: false }]
function stageUnderGuest (people: readonly DemoPerson[], { person, boss, rank }: DemoPerson): Pick<Visit, 'review' | 'weighed'> | undefined {
  if (rank === 'leader' || !people.some(one => one.person === boss && one.guest)) return undefined
  return stages[people.filter(one => one.boss === boss).findIndex(one => one.person === person) % stages.length]
}

/** What a guest has promised, with all else still to do. */
function guestVisit (person: DemoPerson, place: readonly string[], today: string): Visit {
  const chance = chanceOf(Number(person.person.slice(1)) * 31)
  const kind = kindOf(person, place)
  const promised: Promised[] = [
    promiseOf(chance, person, texts[kind][0] as Text, { at: 0, today, then: { is: 'open', progress: 50 } }),
    promiseOf(chance, person, texts[kind][2] as Text, { at: 1, today, horizon: '6-months', then: { is: 'open', progress: 25 } }),
    { ...fartherOf(chance, person, { at: 2, today }), then: { is: 'open', progress: 0 } },
    promiseOf(chance, person, texts[kind][4] as Text, { at: 3, today, then: { is: 'draft' } })
  ]
  return { person, promised, weighed: true, ratings: null, knowsDefinition: false, role: null, review: person.rank === 'leader' ? 'boss' : 'not-yet' }
}

const kindOf = (person: DemoPerson, place: readonly string[]): keyof typeof texts =>
  person.rank !== 'staff' ? 'leading' : ['Customer Service', 'Retail Banking', 'Claims', 'Wealth'].some(name => place.includes(name)) ? 'front' : 'behind'

function promisesOf (chance: Chance, person: DemoPerson, place: readonly string[], today: string): Promised[] {
  const from = texts[kindOf(person, place)]
  const first = Math.floor(chance.draw() * from.length)
  const count = 1 + Math.floor(chance.draw() * 2)
  const near = Array.from({ length: count }, (_, at) => promiseOf(chance, person, from[(first + at * 3) % from.length] as Text, { at, today, then: stateOf(chance, at), ...at === 1 && { horizon: '6-months' as const } }))
  return chance.draw() < 0.16 ? [...near, fartherOf(chance, person, { at: count, today })] : near
}

function stateOf (chance: Chance, at: number): Promised['then'] {
  const draw = chance.draw()
  if (draw < 0.06) return { is: 'done' }
  if (draw < 0.11) return { is: 'dropped', reason: chance.pick(reasons) }
  if (draw < 0.13) return { is: 'split' }
  if (draw < 0.19) return { is: 'shared' }
  if (draw < 0.26 && at > 0) return { is: 'draft' }
  return { is: 'open', progress: draw < 0.6 ? 0 : draw < 0.8 ? 25 : 50 }
}

type About = { at: number, today: string, then: Promised['then'], horizon?: '3-months' | '6-months' }
function promiseOf (chance: Chance, { person }: DemoPerson, [discipline, benefits, wording, measure]: Text, { at, today, then, horizon = '3-months' }: About): Promised {
  const self = chance.pick([25, 50, 50, 75, 75, 100] as const)
  const lower = { 25: 0, 50: 25, 75: 50, 100: 75 } as const
  const draw = chance.draw()
  return {
    commitmentId: idOf('promise', person, at), wording, measure, discipline, benefits, weight: chance.pick([1, 2, 2, 2, 3] as const), horizon,
    // Short ones run a quarter of their time before the quarter ends, so that all of them count in it.
    dueOn: horizon === '3-months' ? daysAfter(today, 56 + Math.floor(chance.draw() * 4)) : '',
    serves: discipline === 'EM' || discipline === 'CC' ? 0 : discipline === 'CF' || discipline === 'KF' || discipline === 'PV' ? 1 : null,
    milestone: null, then, self, boss: draw < 0.62 ? self : draw < 0.92 ? lower[self] : 100, note: chance.pick(notes)
  }
}

function fartherOf (chance: Chance, person: DemoPerson, { at, today }: { at: number, today: string }): Promised {
  const [discipline, wording, measure, milestone] = chance.pick(farther)
  const near = promiseOf(chance, person, [discipline, 'customer', wording, measure], { at, today, then: { is: 'open', progress: 0 } })
  return { ...near, horizon: 'beyond', dueOn: '', self: 25, boss: 25, milestone: { milestoneId: idOf('milestone', person.person, at), wording: milestone, dueOn: daysAfter(today, 240) } }
}

/** Executives are surer than their people; Customer Service lives the first priority, and Claims has yet to be won for the second. */
function ratingsOf (chance: Chance, person: DemoPerson, place: readonly string[]): NonNullable<Visit['ratings']> {
  const lean = 0.5 * chance.normal() + (person.rank === 'leader' ? 0.95 : person.rank === 'manager' ? 0.25 : 0)
  const at = (middle: number) => {
    if (chance.draw() < 0.04) return null
    return Math.min(5, Math.max(1, Math.round(middle + lean + 0.7 * chance.normal())))
  }
  const [service, claims, behind] = [place.includes('Customer Service') ? 0.7 : 0, place.includes('Claims') ? -0.7 : 0, place.includes('Technology') ? -0.4 : 0]
  return [[at(3.7 + service), at(3.5 + service + behind), at(3.3 + service + behind)], [at(3 + claims), at(3.3 + claims), at(2.7 + claims + behind)]]
}

function roleOf (place: readonly string[], shared: boolean): Visit['role'] {
  const said = roleStatements.find(([unit]) => place.includes(unit)) ?? roleStatements.at(-1)
  return said === undefined ? null : { beneficiary: said[1], text: said[2], shared }
}
