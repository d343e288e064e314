import type { Instrument } from '@weft/contracts/survey/instrument'

type Discipline = { id: string, name: string, items: readonly [string, string, string, string] }

// The fourth item of each is worded against the discipline and is turned round when it is scored.
const disciplines: readonly Discipline[] = [
  {
    id: 'CI', name: 'Know customers now', items: [
      'We ask customers what they need from our service.',
      'We act on customer feedback within a few weeks.',
      'We can name the top problems our customers face.',
      'We make changes without checking the effect on customers.'
    ]
  },
  {
    id: 'CF', name: 'See customers\' next needs', items: [
      'We talk about what customers will need next year.',
      'We try out new ideas with customers early on.',
      'We look for needs that customers have not told us.',
      'We wait for complaints before we improve how we work.'
    ]
  },
  {
    id: 'KI', name: 'Know rivals now', items: [
      'We know why some customers choose a rival over us.',
      'We share news about rivals with people who need it.',
      'We check how our service compares with the best rivals.',
      'We learn about rival offers too late.'
    ]
  },
  {
    id: 'KF', name: 'See rivals\' next moves', items: [
      'We ask how rivals may react before we decide.',
      'We discuss what our rivals are likely to do next.',
      'We plan now for new rivals who may enter our field.',
      'We change our plans only after a rival has moved first.'
    ]
  },
  {
    id: 'PV', name: 'Watch the edges', items: [
      'We watch for changes outside our field that affect customers.',
      'We pass early signs of change to people who can act.',
      'We talk about how new tools could change what customers want.',
      'We ignore outside trends until they become a problem.'
    ]
  },
  {
    id: 'EM', name: 'Free to act', items: [
      'We can fix most customer problems without asking first.',
      'Our manager supports us when we act for a customer.',
      'We get enough time to help customers well.',
      'We follow the rules even when they hurt the customer.'
    ]
  },
  {
    id: 'CC', name: 'Work across teams', items: [
      'We work with other teams to fix customer problems.',
      'Other teams share what they learn about customers with us.',
      'We agree with other teams who owns each customer problem.',
      'Customers get passed around between our teams.'
    ]
  },
  {
    id: 'SA', name: 'Pull one way', items: [
      'Each of us can explain how our work helps customers.',
      'Our leaders talk about customers when they explain their choices.',
      'Our team goals include better results for our customers.',
      'Our daily tasks clash with what customers need.'
    ]
  }
]

/**
 * The open instrument of Weft: eight disciplines, four items each, agreement from 1 to 5; "we" is the team of whoever answers.
 * Original wording, CC0 1.0. No pilot has validated it yet, and every screen says so.
 */
export const full8: Instrument = {
  instrumentId: 'full-8',
  version: 1,
  title: 'Eight disciplines',
  validated: false,
  factors: disciplines.map(({ id, name }) => ({ factorId: id, name, discipline: id, favourableFrom: 4 })),
  items: disciplines.flatMap(({ id, items }) => items.map((text, place) => (
    { itemId: `${id}${place + 1}`, factorId: id, min: 1, max: 5, reverse: place === 3, text: { en: text } }
  )))
}
