import { catalogue } from '@weft/contracts/catalogue'
import * as review from '@weft/contracts/commitments/review-events'
import * as commitmentsRollUp from '@weft/contracts/commitments/rollup-events'
import * as commitment from '@weft/contracts/commitments/commitment-events'
import * as handover from '@weft/contracts/commitments/handover-events'
import * as directory from '@weft/contracts/directory/events'
import { services } from '@weft/contracts/envelope'
import * as participation from '@weft/contracts/participation/events'
import * as charter from '@weft/contracts/program/charter-events'
import * as definition from '@weft/contracts/program/definition-events'
import * as priority from '@weft/contracts/program/priority-events'
import * as initiative from '@weft/contracts/program/initiative-events'
import * as experiment from '@weft/contracts/program/experiment-events'
import * as practices from '@weft/contracts/program/practice-events'
import * as quickWins from '@weft/contracts/program/win-events'
import * as readiness from '@weft/contracts/program/readiness-events'
import * as progress from '@weft/contracts/program/progress-events'
import * as samePage from '@weft/contracts/program/same-page-events'
import * as segment from '@weft/contracts/program/segment-events'
import * as scoring from '@weft/contracts/scoring/events'
import * as survey from '@weft/contracts/survey/events'
import { topics } from '@weft/contracts/topics'
import { describe, expect, it } from 'vitest'
import { sourcesIn } from './source.ts'
import { foreignContracts, unreadable, type Events } from './topics.ts'

const events: Events = {
  directory, participation, scoring, survey,
  commitments: {
    ...commitmentsRollUp,
    ...review,
    ...commitment,
    ...handover
  },
  program: {
    ...charter,
    ...definition,
    ...priority,
    ...samePage,
    ...initiative,
    ...experiment,
    ...practices,
    ...quickWins,
    ...readiness,
    ...progress,
    ...segment
  }
}
const reactionsOf = (service: string) => sourcesIn(`services/${service}/src/**/*.reaction.ts`)

describe('who may read which topic', () => {
  it.each(services)('When %s names another service’s event, then the topic list lets it read that topic', service => {
    expect(sourcesIn(`services/${service}/src/**/*.{ts,tsx}`).flatMap(source => unreadable(service, source, events))).toEqual([])
  })

  it('When the topic list grants a topic, then the reader really has a reaction to it: no right without a use', () => {
    const granted = topics.flatMap(({ name, readers }) => readers.map(reader => `${reader} reads ${name}`))
    const heard = services.flatMap(service => reactionsOf(service).flatMap(source => foreignContracts(service, source, events).map(({ topic }) => `${service} reads ${topic}`)))
    expect([...new Set(heard)].sort()).toEqual([...granted].sort())
  })

  it('When a contract is written, then its topic is in the list under the service that its name tells', () => {
    for (const { topic } of catalogue) expect(topics.map(one => one.name)).toContain(topic)
    for (const { name, producer } of topics) expect(name.split('.')[1]).toBe(producer)
  })

  it('When a topic holds answers or personal data, then no reader is of the other zone', () => {
    const identity = ['directory', 'participation', 'program', 'commitments']
    const contentOf = (name: string) => catalogue.filter(contract => contract.topic === name).map(contract => contract.content)
    for (const { name, readers } of topics) {
      if (contentOf(name).includes('personal')) expect(readers.filter(reader => !identity.includes(reader)), name).toEqual([])
      if (contentOf(name).includes('answers')) expect(readers.filter(reader => reader !== 'scoring'), name).toEqual([])
    }
  })

  it('When a service names an event it may not read, by value, by type or as a whole module, then it is found', () => {
    const found = (service: string, text: string) => unreadable(service, { file: 'x.ts', text }, events)
    const sheet = Object.entries(survey).find(([, value]) => 'topic' in Object(value) && (value as { topic: string }).topic === 'int.survey.sheet.v1')?.[0] ?? ''
    const type = sheet.charAt(0).toUpperCase() + sheet.slice(1)
    expect(sheet).not.toBe('')
    expect(found('participation', `import { ${sheet} } from '@weft/contracts/survey/events'`)).toEqual([`x.ts reads ${sheet}`])
    expect(found('participation', `import type { ${type} as Other } from '@weft/contracts/survey/events'`)).toEqual([`x.ts reads ${type}`])
    expect(found('participation', `import * as all from '@weft/contracts/survey/events'`)).toEqual(['x.ts reads everything of survey'])
    expect(found('participation', `const all = await import('@weft/contracts/survey/events')`)).toEqual(['x.ts reads everything of survey'])
    expect(found('scoring', `import { ${sheet} } from '@weft/contracts/survey/events'`)).toEqual([])
  })
})
