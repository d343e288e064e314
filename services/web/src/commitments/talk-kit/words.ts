import { disciplineName } from '@weft/contracts/program/discipline-api'

type Words = { means: string, low: string, strong: string }

/** What each discipline is about for a team, what to ask where it is low, and what where it is strong. Questions ask for something that happened, never for who said what. */
const words: Readonly<Record<string, Words>> = {
  CI: { means: 'We know what customers need today, and act on it.', low: 'Which customer did one of us last listen to, and what did we change because of it?', strong: 'How do we hear customers even in busy weeks, and who else could use that?' },
  CF: { means: 'We see what customers will need before they ask for it.', low: 'What will our customers need in two years that nobody asks of us today?', strong: 'Where did we see a need early, and how did we notice it?' },
  KI: { means: 'We know what rivals offer our customers today.', low: 'What does a rival do better for one of our customers, and which of us has seen it?', strong: 'What do we know of rivals that colleagues elsewhere should know?' },
  KF: { means: 'We see what rivals are about to do.', low: 'If we were a rival, what would we do next to win our best customer?', strong: 'What did we see coming, and what made us look there?' },
  PV: { means: 'We notice what happens at the edges of our field.', low: 'What odd thing did one of us see lately that may matter in a year?', strong: 'What do we watch that others overlook?' },
  EM: { means: 'Everybody here may do what a customer needs.', low: 'When did one of us want to help a customer and had to ask first, and what would have to be allowed?', strong: 'What lets us decide by ourselves, and what do we do with it?' },
  CC: { means: 'We work with other teams as if we were one.', low: 'Where does a customer wait because two teams wait for each other?', strong: 'With which team does it go well, and what do we do differently there?' },
  SA: { means: 'All of us pull in one direction.', low: 'Which of our priorities would we each name first, and where do we differ?', strong: 'What made it clear to us where we are going?' }
}

export const meaningOf = (discipline: string): string => words[discipline]?.means ?? disciplineName(discipline)
export const lowQuestion = (discipline: string): string => words[discipline]?.low ?? `What gets in our way at “${disciplineName(discipline)}”, and what is one thing we could change?`
export const strongQuestion = (discipline: string): string => words[discipline]?.strong ?? `What makes us good at “${disciplineName(discipline)}”, and where else could it help?`
