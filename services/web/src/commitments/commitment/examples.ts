import type { DisciplineId } from '@weft/contracts/program/discipline-api'

/** Three for each discipline, to begin from: one for customers, one for colleagues, one that takes less than an hour a week. */
export const examples: Readonly<Record<DisciplineId, readonly [string, string, string]>> = {
  CI: [
    'When a customer complains to us a second time, I will call them and ask what we missed.',
    'When I hear something new from a customer, I will tell it in our next team meeting.',
    'When Friday comes, I will read five comments of customers and pass one on.'
  ],
  CF: [
    'When I visit a customer, I will ask what will be different for them in two years.',
    'When we plan the next quarter, I will bring one need that customers do not voice yet.',
    'When a customer asks for something we do not offer, I will write it down the same day.'
  ],
  KI: [
    'When we lose an offer, I will ask the customer what the other side did better.',
    'When a colleague meets a rival’s product, I will collect what they saw on one page.',
    'When a month ends, I will use a rival’s service once, as a customer does.'
  ],
  KF: [
    'When a rival opens a new branch or hires a new kind of people, I will ask what it means for our customers.',
    'When we plan, I will play the rival for half an hour and say what I would do against us.',
    'When I read of a newcomer in our field, I will share it with two colleagues.'
  ],
  PV: [
    'When a rule or a technology changes, I will say what it changes for our customers.',
    'When somebody from another field visits us, I will ask what they find odd in how we serve.',
    'When a month begins, I will read one source from outside our field and tell one thing from it.'
  ],
  EM: [
    'When a claim is late, I will call the customer first.',
    'When a colleague can solve a customer’s problem without me, I will let them decide.',
    'When I pass a customer on, I will stay until somebody has taken over.'
  ],
  CC: [
    'When a case goes to another team, I will call a person there instead of sending a form.',
    'When another department waits for us, I will answer within a day, if only to say when.',
    'When a month begins, I will sit with another team for an hour.'
  ],
  SA: [
    'When we start something new, I will say in one sentence what the customer gets from it.',
    'When two of our goals pull apart, I will ask which one serves customers more.',
    'When a week ends, I will stop one thing that serves neither customers nor colleagues.'
  ]
}
