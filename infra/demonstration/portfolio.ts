import type { FileReading } from '@weft/contracts/program/portfolio-api'
import { firstOfMonth, quarterName } from './days.ts'
import type { DemoPerson } from './people.ts'
import type { DemoUnit } from './units.ts'

/** What the program office did with a project. `into`: the title of the one that goes on. What has no decision still waits. */
export type Decided = { kind: 'keep' | 'adopt' | 'retire' | 'reject', reason: string } | { kind: 'merge', into: string, reason: string }
export type Project = { title: string, decided: Decided | null, /** Which of the two priorities it serves. */ serves?: 0 | 1 }

/** Name, unit as its list writes it, who leads it ("unit/place in it", empty: nobody), sponsor, what for, for whom, cost in thousands, first and last month counted from this one, state. */
type Row = readonly [title: string, unit: string, lead: string, sponsor: string, goal: string, customers: string, cost: string, from: number, to: number, state: string]
type List = { file: string, rows: readonly Row[], /** How this list writes a name. */ name: (name: string) => string, cells: (row: Written) => readonly string[], header: readonly string[], reading: FileReading }
type Written = { title: string, unit: string, lead: string, sponsor: string, goal: string, customers: string, cost: string, from: string, to: string, state: string }

const banking: readonly Row[] = [
  ['Refund on the spot', 'Customer Service', 'Day Lines/0', 'Customer Service/0', 'Let everybody who answers a call settle complaints up to 150 without asking a supervisor first.', 'all private customers', '220', -9, 4, 'running'],
  ['One case, one name', 'Customer Service', 'Complaints/0', 'Customer Service/0', 'A complaint that crosses departments has one person who stays with it until the customer says that it is solved.', 'customers who complain', '140', -4, 8, 'running'],
  ['Calls under four minutes', 'Customer Service', 'Evening Lines/0', 'Finance/0', 'Cut the average length of a call by a third. Teams are ranked every week by handling time.', 'all private customers', '90', -2, 7, 'running'],
  ['Talk until it is solved', 'Customer Service', 'Digital Help/0', 'Customer Service/0', 'Take time targets out of telephony: a call lasts until everything on the mind of the caller is solved.', 'all private customers', '60', 1, 9, 'planned'],
  ['Branch hours people can use', 'Retail Banking', 'Branches South/0', 'Retail Banking/0', 'Open eight branches on two evenings a week, for people who work when branches are open.', 'private customers', '410', 1, 14, 'planned'],
  ['Lighter branch network', 'Retail Banking', 'Branches North/0', 'Finance/0', 'Close six of the smaller branches and move everyday banking to the app.', 'private customers', '1800', 2, 20, 'approved'],
  ['Home loan in ten days', 'Retail Banking', 'Home Loans/0', 'Operations/0', 'From the first talk to a binding offer in ten working days, with one list of papers asked for once.', 'people who buy a home', '560', -6, 6, 'running'],
  ['Faster mortgage decisions', 'Lending Operations', 'Lending Operations/0', 'Operations/0', 'A binding mortgage offer within two weeks: documents are requested once, checks run side by side.', 'home buyers', '480', -1, 10, 'running'],
  ['Small firms desk', 'Retail Banking', 'Small Business/0', 'Retail Banking/0', 'Owners of small firms have one telephone number for account, loan and insurance.', 'owners of small firms', '310', -3, 9, 'running'],
  ['Winter savings campaign', 'Marketing', 'Campaigns/0', '', '', 'savers', '150', 0, 3, 'running'],
  ['Call back within a day', 'Customer Service', 'Evening Lines/1', 'Customer Service/0', 'Whoever leaves a message is called back on the next working day by somebody who can decide.', 'all private customers', '35', -8, 1, 'running']
]

const insurance: readonly Row[] = [
  ['Claims news before you ask', 'Claims', 'Motor Claims/0', 'Insurance/0', 'Customers with a claim get a message at each step, so that they need not ring and ask.', 'private customers with a claim', '170', -3, 6, 'running'],
  ['Proactive claim status messages', 'Digital Help', 'Digital Help/1', 'Technology/0', 'Private customers get text messages and app notices at each step of their claim, so that they need not call and ask.', 'private customers with a claim', '120', 0, 8, 'planned'],
  ['Rival price radar motor', 'Pricing', 'Pricing/0', 'Insurance/0', 'A weekly look at what other insurers charge for motor cover, so that product people see moves in days.', 'drivers', '95', -5, 12, 'running'],
  ['Who pays travel claims in a day', 'Claims', 'Travel Claims/0', 'Insurance/0', 'Follow three newcomers that settle travel claims within a day, and say what our customers will expect of us next year.', 'travellers', '40', 1, 7, 'idea'],
  ['Why did they leave us', 'Customer Insight', 'Customer Insight/0', 'Marketing/0', 'Ring 300 people who cancelled motor cover and ask what made them go; five reasons go to the people who can change them.', 'former motor customers', '60', -2, 3, 'running'],
  ['Motor cancellations study', 'Personal Lines', 'Personal Lines/0', 'Insurance/0', 'Interviews with customers who cancelled their motor policy: their main reasons are reported to pricing and claims.', 'former motor customers', '55', 0, 5, 'planned'],
  ['Welcome discount for new homes', 'Underwriting', 'Underwriting/0', 'Marketing/0', 'New customers get 20 % off home cover in their first year, paid for by higher prices for those who have been with us.', 'new home customers', '300', 1, 12, 'planned'],
  ['Fair price for staying', 'Underwriting', 'Personal Lines/1', 'Insurance/0', 'Nobody who stays with us pays more for home cover than somebody who joins today.', 'home customers', '250', 2, 14, 'planned'],
  ['Letters a neighbour would write', 'Claims', 'Home Claims/0', 'Insurance/0', 'The forty letters that claims send most often are rewritten so that people understand them at once.', 'claimants', '85', -4, 5, 'running'],
  ['Storm week', 'Claims', '', '', 'After a storm, people from other departments help claims for a week, with a short course beforehand.', '', '30', 3, 4, 'idea']
]

const group: readonly Row[] = [
  ['One customer record', 'Technology', 'Core Systems/0', 'Technology/0', 'Bank, insurance and wealth see the same contact data and history on one screen.', 'private customers', '2400', -7, 18, 'running'],
  ['Single view of the customer', 'Data Platform', 'Data Platform/0', 'Technology/0', 'Contact data and history of bank, insurance and wealth come together in one place for everybody who serves a customer.', 'private customers', '1100', -2, 15, 'running'],
  ['App sign-in without passwords', 'Technology', 'Apps/0', 'Technology/0', 'People sign in to the app with their phone and forget no password any more.', 'app users', '380', -6, 4, 'running'],
  ['Data lake phase 3', 'Data Platform', 'Data Platform/1', '', 'Move the remaining warehouse tables to the new platform.', '', '900', -10, 9, 'running'],
  ['Signals from the edge', 'Planning', 'Planning/0', 'Executive team/1', 'Once a month the executive team reads one page of odd signs: newcomers, draft laws, strange requests from customers.', 'all customers', '25', 0, 24, 'planned'],
  ['Bereavement in one visit', 'Customer Service', 'Bereavement Care/0', 'Customer Service/0', 'A family reports a death once; account, insurance and pension follow from there.', 'bereaved families', '130', -5, 7, 'running'],
  ['Pension letters people keep', 'Wealth', 'Pensions/0', 'Wealth/0', 'The yearly pension letter fits on two pages and answers when, how much and what if.', 'people who save for a pension', '70', 0, 6, 'planned'],
  ['Adviser for life changes', 'Wealth', 'Advice/0', 'Wealth/0', 'When a customer marries, moves, inherits or retires, an adviser calls within two weeks.', 'customers in a life change', '190', 2, 16, 'idea'],
  ['Leave requests by app', 'People and Culture', 'Pay and Benefits/0', 'People and Culture/0', 'Colleagues ask for leave in an app instead of by form.', 'colleagues', '45', -1, 5, 'running'],
  ['Listening hour', 'Learning', 'Learning/0', 'People and Culture/0', 'Everybody in the head office sits beside somebody who talks with customers, one hour a month.', 'all customers', '20', -3, 12, 'running'],
  ['Fraud warning in plain words', 'Fraud Watch', 'Fraud Watch/0', 'Risk/0', 'When we stop a payment, customers read why and what to do, in words that do not frighten.', 'customers with a stopped payment', '75', -2, 4, 'running']
]

const decisions: Readonly<Record<string, Decided>> = {
  'Refund on the spot': { kind: 'adopt', reason: 'A year of figures says that it works: repeat calls down by a third, and nobody gave money away. It goes to all of service and to claims.' },
  'Call back within a day': { kind: 'merge', into: 'Refund on the spot', reason: 'Same people, same promise: somebody who may decide. One project is enough.' },
  'One case, one name': { kind: 'keep', reason: 'It serves the first priority and has a lead, a sponsor and a measure.' },
  'Talk until it is solved': { kind: 'keep', reason: 'It says the same as the first priority. Whether it and the time targets can live together is still open.' },
  'Home loan in ten days': { kind: 'keep', reason: 'Customers feel it, and three departments are in it already.' },
  'Faster mortgage decisions': { kind: 'merge', into: 'Home loan in ten days', reason: 'Both promise the same offer to the same people. Lending Operations leads the checks, Home Loans the talks.' },
  'Claims news before you ask': { kind: 'adopt', reason: 'Every fourth call in service asks how a claim is going.' },
  'Why did they leave us': { kind: 'keep', reason: 'We know prices of rivals, and not why people go to them.' },
  'Motor cancellations study': { kind: 'merge', into: 'Why did they leave us', reason: 'The same customers would be asked the same questions twice.' },
  'Letters a neighbour would write': { kind: 'keep', reason: 'Small, useful, nearly done.' },
  'Who pays travel claims in a day': { kind: 'adopt', reason: 'It is the first answer to what the survey shows: Claims does not look at what rivals do next.' },
  'Signals from the edge': { kind: 'keep', reason: 'One page a month is a good beginning for the second priority.' },
  'Bereavement in one visit': { kind: 'keep', reason: 'Families thank us for it. It needs Pensions to join.' },
  'Listening hour': { kind: 'adopt', reason: 'It costs little, and departments ask for it.' },
  'Leave requests by app': { kind: 'reject', reason: 'Useful for colleagues, and not about customers. It goes on outside the program.' },
  'Data lake phase 3': { kind: 'reject', reason: 'Nobody could say for whom it is. Technology runs it as maintenance.' },
  'Lighter branch network': { kind: 'retire', reason: 'It cannot go together with evening hours in the same towns. The board has chosen the hours.' }
}
const serving: Readonly<Record<string, 0 | 1>> = { 'Refund on the spot': 0, 'One case, one name': 0, 'Home loan in ten days': 0, 'Claims news before you ask': 0, 'Who pays travel claims in a day': 1, 'Why did they leave us': 1, 'Signals from the edge': 1 }

const turned = (name: string) => { const [first = '', last = ''] = name.split(' '); return `${last}, ${first}` }
const short = (name: string) => { const [first = '', last = ''] = name.split(' '); return `${first.slice(0, 1)}. ${last}` }
const reading = (fields: FileReading['fields'], currency: string | null, times: 1 | 1000): FileReading => ({ format: 'csv', fields, currency, times, dates: 'day-first' })

/** Three lists as three owners keep them: each writes names, dates and money in its own way. */
const lists: readonly List[] = [
  {
    file: 'service-and-banking.csv', rows: banking, name: name => name,
    header: ['Project', 'Unit', 'Owner', 'Sponsor', 'Goal', 'Customers', 'Budget', 'Start', 'End', 'Status'],
    cells: ({ title, unit, lead, sponsor, goal, customers, cost, from, to, state }) => [title, unit, lead, sponsor, goal, customers, `${cost}000`, from, to, state],
    reading: reading({ title: 'Project', unit: 'Unit', owner: 'Owner', sponsor: 'Sponsor', goal: 'Goal', customers: 'Customers', budget: 'Budget', start: 'Start', end: 'End', status: 'Status' }, 'EUR', 1)
  },
  {
    file: 'insurance-portfolio.csv', rows: insurance, name: turned,
    header: ['Name of initiative', 'Dept.', 'Lead', 'What it is for', 'For whom', 'Cost (k€)', 'From', 'Until', 'State', 'Sponsored by'],
    cells: ({ title, unit, lead, sponsor, goal, customers, cost, from, to, state }) => [title, unit, lead, goal, customers, cost, quarterName(from), quarterName(to), state, sponsor],
    reading: reading({ title: 'Name of initiative', unit: 'Dept.', owner: 'Lead', goal: 'What it is for', customers: 'For whom', budget: 'Cost (k€)', start: 'From', end: 'Until', status: 'State', sponsor: 'Sponsored by' }, 'EUR', 1000)
  },
  {
    file: 'group-initiatives.csv', rows: group, name: short,
    header: ['Initiative', 'Description', 'Responsible', 'Sponsor', 'Organisational unit', 'Target group', 'Budget', 'Begins', 'Ends', 'Phase'],
    cells: ({ title, unit, lead, sponsor, goal, customers, cost, from, to, state }) => [title, goal, lead, sponsor, unit, customers, `€ ${Number(cost).toLocaleString('en-GB')},000`, from.slice(0, 7), to.slice(0, 7), state],
    reading: reading({ title: 'Initiative', goal: 'Description', owner: 'Responsible', sponsor: 'Sponsor', unit: 'Organisational unit', customers: 'Target group', budget: 'Budget', start: 'Begins', end: 'Ends', status: 'Phase' }, 'EUR', 1)
  }
]

/** The three files of Meridian's projects, each with how its columns are read, and what was decided about each project so far. */
export function demoPortfolio (today: string, { units, people }: { units: readonly DemoUnit[], people: readonly DemoPerson[] }): { files: readonly { name: string, text: string, reading: FileReading }[], projects: readonly Project[] } {
  const files = lists.map(({ file, rows, name, header, cells, reading: how }) => {
    const written = (at: string): string => at === '' ? '' : name(personAt({ units, people }, at).name)
    const lines = rows.map(([title, unit, lead, sponsor, goal, customers, cost, from, to, state]) =>
      cells({ title, unit, lead: written(lead), sponsor: written(sponsor), goal, customers, cost, from: firstOfMonth(today, from), to: firstOfMonth(today, to), state }))
    return { name: file, text: [header, ...lines].map(line => `${line.map(quoted).join(',')}\n`).join(''), reading: how }
  })
  return { files, projects: [...banking, ...insurance, ...group].map(([title]) => ({ title, decided: decisions[title] ?? null, ...serving[title] !== undefined && { serves: serving[title] } })) }
}

/** Somebody by unit and place in it, as in "Claims/0": 0 is who leads it. */
export function personAt ({ units, people }: { units: readonly DemoUnit[], people: readonly DemoPerson[] }, at: string): DemoPerson {
  const [name, place] = at.split('/')
  const unit = units.find(one => one.name === name)?.unit
  const found = people.filter(person => person.unit === unit)[Number(place)]
  if (found === undefined) throw new Error(`There is nobody at ${at}.`)
  return found
}

const quoted = (cell: string): string => /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
