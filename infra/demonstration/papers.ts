// What Meridian's program office has written down: all of it is data for forms and requests that anybody could send.

/** Fields of the charter's form. Its sponsor is whoever leads the company. */
export const charter = {
  vision: 'When something changes in a customer’s life, Meridian is where it gets easier: one contact, a person who may decide, and no surprises.',
  resources: 'Two people in the program office, one day a week of a lead in each department, and 1.2 million a year for what the projects need in addition.',
  'goal-1': 'What customers bring to us is solved at the first contact.', 'measure-1': 'Seven of ten, counted by asking a thousand customers each quarter',
  'goal-2': 'Customers with a claim know where it stands without asking.', 'measure-2': 'Half as many calls that ask about a claim',
  'goal-3': 'We say before others do what customers will expect next.', 'measure-3': 'Three decisions a year that begin with a sign from outside'
} as const

/** Fields of the priorities' form. */
export const priorities = {
  'title-1': 'One contact is enough',
  'why-1': 'A customer who rings us is passed on twice, on average. Where Customer Service may decide by itself, every third repeat call has gone within a year.',
  'disciplines-1': ['EM', 'CC'], 'measure-1': 'Share of customers whose matter was solved at the first contact',
  'title-2': 'See it coming',
  'why-2': 'Newcomers pay travel claims within a day, and we read of it in the newspaper. We look at customers of today, and seldom at what they and our rivals will do next.',
  'disciplines-2': ['CF', 'KF', 'PV'], 'measure-2': 'Decisions of the executive team that begin with a sign from outside'
} as const

export const definition = 'Being customer-centred at Meridian means: whoever of us a customer meets knows enough and may do enough to help at once. We ask what changes in people’s lives before we ask what they could buy. When a rule of ours stands in the way, we say so, and its owner answers. Those of us who never meet a customer work for somebody who does, and know whom.'

/** A segment with how departments see it. `voice`: who answers for it, as in "Unit/0". */
type View = { unit: string, called: string, needs: readonly string[], pains: readonly string[], goals: readonly string[], life: string, contribution: string }
export const segments: readonly { name: string, description: string, voice: string, views: readonly View[], words: readonly (readonly [quote: string, source: string])[], /** As it was agreed, and what of the views is not in it. */ persona: null | { summary: string, leftOut: readonly string[] } }[] = [
  {
    name: 'Young families', description: 'Households with children under twelve, often with a first home.', voice: 'Everyday Accounts/0',
    views: [
      { unit: 'Home Loans', called: 'First-home families', needs: ['To talk with a person who knows our case', 'An answer within two weeks'], pains: ['The same papers are asked for twice', 'Nobody says how long it will take'], goals: ['Move in before the school year begins', 'Keep the monthly payment steady'], life: 'Both work, evenings belong to the children, and every move is planned around school.', contribution: 'We finance the home they have found.' },
      { unit: 'Everyday Accounts', called: 'Families', needs: ['See all money of the household in one place', 'To settle everything by app, without talking to anybody', 'Pocket money for the children'], pains: ['The same papers are asked for twice', 'Two apps for one household'], goals: ['Have three months of reserve', 'Teach children how to handle money'], life: 'They shop on Saturdays, pay by phone, and talk about money once a month.', contribution: 'We keep daily payments quiet and clear.' },
      { unit: 'Home Claims', called: 'Insured homes with children', needs: ['Somebody comes the same day', 'To know what is paid before repair begins'], pains: ['Having to tell the story again and again', 'Nobody says how long it will take'], goals: ['Have the home back as it was'], life: 'A flooded kitchen means four people without a place to eat.', contribution: 'We put the home right again.' },
      { unit: 'Day Lines', called: 'Parents who ring us', needs: ['One person who knows our case', 'An answer in the first call'], pains: ['Having to tell the story again and again', 'Waiting with a child on the arm'], goals: ['Be done before the pick-up from school'], life: 'They ring at noon or after eight.', contribution: 'We answer, and pass on what we may not decide.' }
    ],
    words: [['I rang at noon because at night the little one sleeps beside me. I was passed on three times.', 'A call to Day Lines'], ['We signed the loan in the kitchen at ten at night. That was the best of it: nobody had to take a day off.', 'An interview with first-home buyers']],
    persona: { summary: 'Two people with two jobs and small children, who have an hour for us in the evening and want to be done with it.', leftOut: ['To settle everything by app, without talking to anybody', 'To talk with a person who knows our case', 'One person who knows our case'] }
  },
  {
    name: 'Owners of small firms', description: 'Up to ten people on the payroll; bank, insurance and pension from us or from others.', voice: 'Small Business/0',
    views: [
      { unit: 'Small Business', called: 'Small firms', needs: ['One telephone number for everything', 'Payments leave at once, without a check', 'To talk with the same adviser for years'], pains: ['Forms made for large companies', 'Money that is blocked without a reason'], goals: ['Pay wages on time', 'Hand the firm over one day'], life: 'Evenings and Sundays are for the books, and the firm is the family.', contribution: 'We lend, and we know the trade.' },
      { unit: 'Business Lines', called: 'Trades and shops', needs: ['One telephone number for everything', 'Cover that grows with the firm'], pains: ['Forms made for large companies', 'Not knowing what is insured until something happens'], goals: ['Be back at work within a week after a loss'], life: 'A van, two employees, and a workshop beside the house.', contribution: 'We insure what they built.' },
      { unit: 'Fraud Watch', called: 'Business accounts', needs: ['Every unusual payment is checked before it leaves', 'A call before a payment is blocked'], pains: ['Money that is blocked without a reason'], goals: ['Lose nothing to fraud'], life: 'Their largest payment of the month is the one that looks odd to us.', contribution: 'We stop what they did not order.' }
    ],
    words: [['You blocked the wages on a Friday and told me on Monday.', 'A letter to Complaints'], ['My insurance and my bank are the same company and have never met.', 'An interview with owners of small firms']], persona: null
  }
]

/** Two practices that began here, beside the starting library; and which units work by which. */
export const ownPractices = [
  { discipline: 'EM', title: 'Stay until somebody has taken over', what: 'Who passes a customer on stays on the line until the next person has said their name and knows what it is about.', when: 'Whenever a call goes to another team.', example: 'Day Lines stays with parents who ring about a claim until Home Claims has the case open.', accept: true },
  { discipline: 'KF', title: 'Be a customer of a newcomer', what: 'Each quarter one of us takes out a policy with a newcomer, makes use of it, and tells the team what was easier there.', when: 'Once a quarter, before the plan is made.', example: 'Travel Claims was paid by a newcomer within nine hours, and has the messages on a wall.', accept: true },
  { discipline: 'CC', title: 'Swap chairs for a day', what: 'Two people from teams that wait for each other work in each other’s place for a day and write down three things.', when: 'Twice a year.', example: null, accept: false }
] as const

/** [title of a practice, names of units that work by it] */
export const adopted: readonly (readonly [string, readonly string[]])[] = [
  ['Put it right at once', ['Customer Service', 'Home Claims', 'Everyday Accounts']], ['Open with a customer', ['Customer Service', 'Retail Banking', 'Wealth', 'Marketing']], ['One owner for one problem', ['Operations', 'Claims']],
  ['Stay until somebody has taken over', ['Customer Service']], ['Be a customer of a newcomer', ['Travel Claims', 'Pricing']], ['Listen for an hour', ['Technology', 'Risk', 'Finance', 'People and Culture']], ['Walk the whole way', ['Operations']], ['Say how it helps', ['Executive team']]
]

/** A statement that leaders debated, and what was said on both sides. */
export const forum = {
  title: 'Leaders’ forum: who may decide', statement: 'At Meridian, whoever talks with a customer may decide.',
  for: ['Customer Service settles up to 150 by itself since spring, and the sky has not fallen.', 'Advisers decide on terms within a frame, every day.'],
  against: ['Claims still needs two signatures for a bunch of flowers.', 'Branches may open an account, and may not undo a fee.', 'We measure calls by their length. That decides for people.']
} as const

/** Outcomes, each with milestones: [title, measure, target, owner as in "Unit/0", days from now, name of the milestone that it needs before it]. `serves`: priority 0 or 1. */
type Milestone = readonly [title: string, measure: string, target: string, owner: string, days: number, needs: string | null]
export const outcomes: readonly { text: string, serves: 0 | 1, milestones: readonly Milestone[] }[] = [
  {
    text: 'Customers bring something to us once, and it is solved.', serves: 0,
    milestones: [
      ['Every team of service settles small refunds itself', 'Teams with the right to refund', '6 of 6', 'Customer Service/0', 12, null],
      ['Claims settles small refunds itself', 'Teams of Claims with the right to refund', '4 of 4', 'Claims/0', 95, 'Every team of service settles small refunds itself'],
      ['One number for complaints that cross departments', 'Share of such complaints with one name', '90 %', 'Complaints/0', 150, 'Every team of service settles small refunds itself'],
      ['Seven of ten are solved at the first contact', 'Customers who say so, of a thousand asked', '70 %', 'Customer Service/0', 330, 'Claims settles small refunds itself']
    ]
  },
  {
    text: 'We know what customers will expect next year, and say so first.', serves: 1,
    milestones: [
      ['One page of signs each month', 'Months in a row with a page', '6', 'Planning/0', 180, null],
      ['A newcomer’s claim, tried by ourselves', 'Claims made with newcomers', '3', 'Travel Claims/0', 75, null],
      ['Travel claims up to 500 are paid within a day', 'Share of them', '80 %', 'Travel Claims/0', 270, 'A newcomer’s claim, tried by ourselves']
    ]
  }
]

/** [unit, belief, for whom, will, measure, baseline, target, higher or lower is better, days from now of start and end, what came out]. */
export type Experiment = { unit: string, belief: string, forWhom: string, will: string, measure: string, baseline: number, target: number, better: 'higher' | 'lower', from: number, to: number, ended: null | { result: number, learned: string, decision: 'adopt' | 'adapt' | 'stop', reason: string } }
export const experiments: readonly Experiment[] = [
  { unit: 'Evening Lines', belief: 'calling back at the hour the customer names', forWhom: 'people who ring after eight', will: 'halve repeat calls', measure: 'Repeat calls within a week, per 100 callers', baseline: 24, target: 12, better: 'lower', from: -70, to: -14, ended: { result: 14, learned: 'It works for everybody but shift workers, who name an hour and then sleep. A message beforehand helps.', decision: 'adopt', reason: 'Nearly halved, and people of Evening Lines like it.' } },
  { unit: 'Home Claims', belief: 'a photo of the damage instead of a form', forWhom: 'families with a water damage', will: 'shorten the time to the first payment', measure: 'Days to the first payment', baseline: 11, target: 5, better: 'lower', from: -20, to: 25, ended: null },
  { unit: 'Marlow Quay branch', belief: 'opening on Thursday evenings', forWhom: 'people who work until six', will: 'bring in those who never come', measure: 'First visits a week', baseline: 6, target: 15, better: 'higher', from: -45, to: -5, ended: { result: 7, learned: 'Those who came would have come at noon as well. The others do not know that we are open.', decision: 'adapt', reason: 'Once more, with a note to everybody in the quarter who has only the app.' } },
  { unit: 'Pricing', belief: 'reading why people left, in their own words', forWhom: 'product people', will: 'change at least one price rule', measure: 'Price rules changed', baseline: 0, target: 1, better: 'higher', from: 5, to: 60, ended: null }
]

/** Quick wins: who shares it, as in "Unit/3", and how many say thanks. */
export type Win = { by: string, prompt: 'insight' | 'decision' | 'long-term' | 'practice', discipline: string, headline: string, story: string, metric: null | readonly [name: string, before: string, after: string], named: boolean, thanks: number, adoptedBy: readonly string[], serves: 0 | 1 | null }
export const wins: readonly Win[] = [
  { by: 'Day Lines/4', prompt: 'decision', discipline: 'EM', headline: 'The fee was back before the call ended', story: 'A customer had paid twice for the same transfer. I could give the fee back at once and said so while we were talking. She laughed and told me about her shop for five minutes.', metric: ['Calls about double fees, a week', '41', '17'], named: true, thanks: 23, adoptedBy: ['Customer Service', 'Everyday Accounts'], serves: 0 },
  { by: 'Home Claims/5', prompt: 'insight', discipline: 'CI', headline: 'People do not want a date, they want to know who comes', story: 'We asked thirty families after a water damage what was missing. Not the day: the name of the person who rings the bell.', metric: null, named: true, thanks: 14, adoptedBy: ['Motor Claims'], serves: 0 },
  { by: 'Travel Claims/3', prompt: 'insight', discipline: 'KF', headline: 'A newcomer paid my lost suitcase in nine hours', story: 'I took out a policy with a newcomer and lost a suitcase in my cellar. Three photos, one question, money. We need eleven days for the same.', metric: null, named: false, thanks: 19, adoptedBy: [], serves: 1 },
  { by: 'Fraud Watch/2', prompt: 'long-term', discipline: 'CC', headline: 'We ring before we block wages', story: 'Payments that look like wages are checked by telephone before they are stopped. It costs us an hour on Fridays, and firms stay with us.', metric: ['Complaints about blocked wages, a month', '19', '6'], named: true, thanks: 11, adoptedBy: ['Payments'], serves: 0 },
  { by: 'Harrowby branch/3', prompt: 'practice', discipline: 'SA', headline: 'Five minutes for a customer, each Monday', story: 'Our Monday begins with one customer of last week. After three months everybody in the branch knows what the others are doing.', metric: null, named: true, thanks: 9, adoptedBy: ['Sellick branch', 'Corran branch'], serves: null },
  { by: 'Document Services/2', prompt: 'practice', discipline: 'CC', headline: 'Lending sits with us on Tuesdays', story: 'Two people of Lending Operations work beside us on Tuesdays. What went back and forth for days is settled over coffee.', metric: ['Files that come back, of 100', '22', '9'], named: true, thanks: 16, adoptedBy: ['Lending Operations'], serves: 0 }
]

/** What leaders say they will do about the results. */
export const debriefs = ['When a team asks me for leave to help a customer, I will ask what they would do.', 'When we meet on Mondays, I will begin with what Claims hears of newcomers.', 'When two departments wait for each other, I will call both the same day.', 'When I see a rule that hurts customers, I will name it to its owner.', 'When the month ends, I will spend an hour at Day Lines.'] as const

/** How people say that their role adds value, by where they work; the first fitting one is taken. */
export const roleStatements: readonly (readonly [unit: string, beneficiary: 'customers' | 'colleagues', text: string])[] = [
  ['Customer Service', 'customers', 'I take the time until it is solved, and give back what we got wrong.'], ['Claims', 'customers', 'I see to it that people know what is paid before they begin to repair.'], ['Retail Banking', 'customers', 'I explain money in words that people use at home.'],
  ['Wealth', 'customers', 'I am there when something changes in a customer’s life.'], ['Technology', 'colleagues', 'I keep the tools running that colleagues need to help a customer at once.'], ['Operations', 'colleagues', 'I see to it that an advice given in the morning is booked by noon.'],
  ['Risk', 'colleagues', 'I say early what is possible, so that nobody has to take a promise back.'], ['Meridian', 'colleagues', 'I make it easier for somebody who talks with customers.']
]
