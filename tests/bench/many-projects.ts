import { below, seeded } from '@weft/testkit/seeded'
import type { Project } from '../../services/program/src/overlap/project.ts'

/** What an organisation undertakes, once in each of two people's words. Of a planted pair one project has the first, the other the second. */
const undertakings: readonly (readonly [string, string, string, string])[] = [
  ['Exit interviews', 'Call those who cancelled in the last year and find out what made them go', 'Why people leave us', 'Ask lost customers for the reasons they switched'],
  ['Price watch', 'Compare each week what rival suppliers charge', 'Tariff monitor', 'Collect the fees that competitors ask and report them monthly'],
  ['One customer record', 'Merge contact data and history of all systems in one profile', 'Shared customer file', 'Every colleague sees the whole relationship on one screen'],
  ['Goodwill budget', 'Let agents settle complaints up to 200 euro on the spot', 'Put it right at once', 'Staff may refund small sums without asking a supervisor'],
  ['Future scenarios', 'Describe what our customers will need in 2040', 'Ten years ahead', 'Workshops on how people will live and what follows for us'],
  ['Trend scouting', 'Brief management on start-ups and patents at the edge of our field', 'Weak signals', 'Scouts report odd developments from neighbouring industries'],
  ['Welcome calls', 'Ring each new customer within a week', 'First month guide', 'A friendly start: somebody explains everything to newcomers'],
  ['Invoice in plain words', 'Rewrite bills so that they are understood without help', 'Clear statements', 'Nobody has to call because of our letters'],
  ['Customer day', 'Each manager spends a day a month where customers are served', 'Leaders at the counter', 'Executives listen to calls and visit customers'],
  ['Complaint answers in two days', 'Every complaint is answered within 48 hours', 'Faster replies', 'Nobody waits longer than two working days after having complained'],
  ['Feedback after each contact', 'A short survey by text message when a case is closed', 'Pulse of satisfaction', 'Two questions right after the service and a reply to each low score'],
  ['Online appointments', 'Book a time by yourself at any hour', 'Slots on the web', 'Reserve a visit without a phone call'],
  ['Self-service portal', 'Change address and contract details alone online', 'My account', 'Do everyday matters on screen without asking anybody'],
  ['Named adviser', 'Each household has one person to talk to', 'The same face', 'A fixed contact who knows the history'],
  ['Chat robot', 'A bot answers standard questions day and night', 'Automatic answers', 'Routine enquiries are handled by machine'],
  ['Evening hours', 'Counters stay open until 20:00', 'Open late', 'Service after work and on Saturdays'],
  ['Green deliveries', 'Electric vans and reused boxes', 'Parcels without waste', 'Less packing and clean vehicles'],
  ['Loyalty bonus', 'Reward those who stay five years', 'Thanks for staying', 'Faithful customers pay less'],
  ['Idea competition', 'Employees suggest improvements, the best are built', 'Staff suggestions', 'A prize for ideas from the front line'],
  ['Test shops', 'Try new services in three places before the rollout', 'Pilot lab', 'Small experiments decide what is built'],
  ['Service promise', 'Publish what people can rely on and pay when it is broken', 'Our guarantee', 'Money back where we do not keep our word'],
  ['Easy access', 'Pages and counters that people with impairments can use', 'Barriers down', 'Accessible letters, doors and screens'],
  ['Family tariff', 'One price for all who live together', 'Household offer', 'A joint contract at a lower rate'],
  ['Data for partners', 'An interface through which brokers see the state of a case', 'Broker link', 'Agents follow their clients’ matters online'],
  ['Proactive outage notice', 'Tell people before they notice that something is down', 'Early word', 'A message as soon as there is a fault'],
  ['Skills for talks', 'Train advisers to listen and to ask', 'Listening school', 'A course in conversation for everybody with customer contact'],
  ['Customer council', 'Twenty customers discuss plans with the board each quarter', 'Sounding board', 'Regular meetings in which users judge what we intend'],
  ['Journey map', 'Draw every step from first question to last bill', 'The whole path', 'See where people get stuck on their way through our house'],
  ['Paper goes', 'Contracts and letters only electronically', 'Digital mail', 'Replace post by messages in the app'],
  ['Cheaper basics', 'A lean product with few extras at a low price', 'Budget line', 'For those who need little and watch the cost'],
  ['Premium care', 'A personal service around the clock for a higher fee', 'First class', 'More comfort for those who are ready to pay'],
  ['Warehouse near you', 'Regional stores so that goods arrive on the same day', 'Short ways', 'Delivery within hours from local depots'],
  ['Repair instead of replace', 'Technicians mend devices at home', 'Second life', 'Spare parts and repair evenings'],
  ['Fraud shield', 'Recognise false orders and warn those affected', 'Safe accounts', 'Protection against thieves of identity'],
  ['Quiet mailings', 'Fewer advertisements, only with consent', 'Less noise', 'Customers choose what we may send'],
  ['Segment manager', 'One voice speaks for each group of customers', 'Advocates', 'Somebody answers for what each group needs'],
  ['Joint offers', 'Sell packages of two divisions together', 'Better together', 'Bundles over the borders of departments'],
  ['Lean claims', 'Cut the steps from report to payment by half', 'Money in a week', 'Pay damages quickly with few forms'],
  ['Recommend a friend', 'A present for both when somebody brings a new customer', 'Word of mouth', 'Thank those who tell others of us'],
  ['Field notes', 'Engineers write down what users do on site', 'Watch them work', 'Observe how our products are used every day']
]
const places = ['Aachen', 'Bergen', 'Cadiz', 'Delft', 'Essen', 'Florence', 'Ghent', 'Halle', 'Ulm', 'Jena', 'Krakow', 'Linz', 'Malmo', 'Nantes', 'Oslo', 'Porto', 'Riga', 'Seville', 'Turin', 'Utrecht', 'Vienna', 'Wroclaw', 'York', 'Zurich']
const things = ['gas contracts', 'home insurance', 'current accounts', 'broadband', 'railway passes', 'hospital stays', 'garden tools', 'office supplies', 'fleet cards', 'heating', 'furniture', 'pensions', 'water meters', 'textbooks', 'hotel rooms', 'spare parts', 'solar panels', 'groceries', 'software licences', 'dental care']
const customers = ['private customers', 'small firms', 'large accounts', 'municipalities', 'students', 'pensioners', 'families', 'farmers', 'tenants', 'landlords', 'dealers', 'clinics', null]
const disciplines = ['CI', 'CF', 'KI', 'KF', 'PV', 'SA', 'EM', 'CC']
const how = ['in three steps', 'together with the works council', 'with an outside agency', 'as a pilot first', 'from the second quarter on', 'within the running budget', 'with monthly reports', 'after the reorganisation', 'with two new posts', 'alongside daily work']

type Listed = Omit<Project, 'ownerId' | 'sponsorId' | 'unitId' | 'list'>
type Place = Record<'place' | 'thing' | 'owner' | 'unit', string> & { who: string | null }
/** `retold`: the same text with words left out and in another order. `inOtherWords`: as two people would write it. */
export type Planted = { retold: [string, string][], inOtherWords: [string, string][] }

/**
 * `count` projects as a large organisation would have them (120 units, 400 people who lead, 20 products, 24 places), of which twice `planted` pairs are one
 * undertaking written twice: same place, product, customers and owner. The same seed gives the same projects.
 */
export const manyProjects = (count: number, planted: number, seed = 5): { projects: Listed[], pairs: Planted } => {
  const next = seeded(seed)
  const of = <One>(list: readonly One[]): One => list[below(next, list.length)]!
  const projects: Listed[] = [], pairs: Planted = { retold: [], inOtherWords: [] }
  const add = (title: string, goal: string, { who, owner, unit }: Place) => {
    projects.push({
      id: `00000000-0000-7000-8000-${String(projects.length + 1).padStart(12, '0')}`, title, goal, owner, sponsor: below(next, 5) ? `Sponsor ${name(below(next, 40))}` : null,
      unit, disciplines: below(next, 4) ? [of(disciplines)] : [], segments: [], customers: who
    })
  }
  const some = (): Place => ({ place: of(places), thing: of(things), who: of(customers), owner: `Lead ${name(below(next, 400))}`, unit: `Division ${name(below(next, 120))}` })
  const write = (words: readonly [string, string], at: Place) => { add(`${words[0]}, ${at.thing} ${at.place}`, `${words[1]}, for ${at.thing} in ${at.place}, ${of(how)}.`, at) }
  const lastTwo = (): [string, string] => [projects.at(-2)!.id, projects.at(-1)!.id]
  for (let pair = 0; pair < planted; pair += 1) {
    const [one, says, other, alsoSays] = of(undertakings), at = some()
    write([one, says], at)
    add(`${at.place}: ${one.toLowerCase()} (${at.thing})`, `${says.split(' ').filter((_, word) => word % 4 !== 3).join(' ')}. ${at.thing}, ${at.place}`, at)
    pairs.retold.push(lastTwo())
    const there = some()
    write([one, says], there)
    write([other, alsoSays], there)
    pairs.inOtherWords.push(lastTwo())
  }
  while (projects.length < count) {
    const words = of(undertakings)
    write(below(next, 2) ? [words[0], words[1]] : [words[2], words[3]], some())
  }
  return { projects, pairs }
}

const syllables = ['ba', 'do', 'fi', 'gu', 'he', 'jo', 'ka', 'lu', 'mi', 'no', 'pe', 'ra', 'so', 'ti', 'vu', 'we', 'xa', 'yo', 'zu', 'ce']
/** A name of its own for each number below 8,000. */
const name = (place: number): string => `${syllables[Math.floor(place / 400)]}${syllables[Math.floor(place / 20) % 20]}${syllables[place % 20]}`.replace(/^./, letter => letter.toUpperCase())
