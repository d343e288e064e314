import { channels } from '../border/channels.ts'
import { weakenings } from '../torture/weakenings.ts'
import type { Guard } from './bite.ts'
import { commitments } from './guards/commitments.ts'
import { directory } from './guards/directory.ts'
import { house } from './guards/house.ts'
import { programCustomers } from './guards/program-customers.ts'
import { programLearning } from './guards/program-learning.ts'
import { programPortfolio } from './guards/program-portfolio.ts'
import { programPractice } from './guards/program-practice.ts'
import { programPapers } from './guards/program-papers.ts'
import { programStart } from './guards/program-start.ts'
import { reporting } from './guards/reporting.ts'
import { scoring } from './guards/scoring.ts'
import { serviceKit } from './guards/service-kit.ts'
import { survey } from './guards/survey.ts'
import { web } from './guards/web.ts'

const single: readonly Guard[] = [
  ...commitments, ...directory, ...house, ...programCustomers, ...programLearning, ...programPapers, ...programPortfolio, ...programPractice, ...programStart, ...reporting, ...scoring, ...serviceKit, ...survey, ...web,
  ...channels.map(({ name, patches }): Guard => ({
    name: `border channel: ${name}`, patches, file: 'tests/border/border.test.ts', test: 'When 500 people were invited over postgres'
  }))
]

/** The same, missed by the named check of the torture: real processes that die, and an oracle outside the product. */
const tortured = weakenings.map(({ name, guard, further = [], events, check }): Guard => {
  const patches = single.find(candidate => candidate.name === guard)?.patches
  if (patches === undefined) throw new Error(`There is no guard called ${guard}.`)
  return { name: `torture: ${name}`, patches: [...patches, ...further], file: 'tests/torture/torture.test.ts', test: `over ${events}, ${check}` }
})

/** Every guard that the promises rest on, how to take it out, and the test that must miss it. */
export const guards: readonly Guard[] = [...single, ...tortured]
