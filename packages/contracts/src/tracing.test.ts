import { expect, test } from 'vitest'
import zones from '../../../tests/architecture/zones.json' with { type: 'json' }
import { services } from './envelope.ts'
import { topics } from './topics.ts'
import { tracingOf } from './tracing.ts'

const zoneOf = (service: keyof typeof zones) => zones[service].zone

test('When a service is of the answer zone, then it makes, keeps and hears no trace; the others do', () => {
  for (const service of services) expect(tracingOf(service) === undefined, service).toBe(zoneOf(service) === 'answers')
})

test('When a topic carries traces, then its writer and all its readers are of one zone that is not the answers\'', () => {
  const carrying = [...new Set(services.flatMap(service => tracingOf(service)?.topics ?? []))]
  // What program and commitments tell begins and ends in the identity zone.
  expect(carrying.filter(name => !/^int\.(program|commitments)\./.test(name))).toEqual(['int.directory.person.v1', 'int.directory.account.v1', 'int.directory.organisation.v1'])
  for (const { name, producer, readers } of topics.filter(topic => carrying.includes(topic.name))) {
    expect([...new Set([producer, ...readers].map(zoneOf))], name).toEqual(['identity'])
  }
})

test('When the door calls a service, then a trace goes along only to where it may be told; and none that strangers bring is gone on with', () => {
  expect(tracingOf('web')).toMatchObject({ services: ['directory', 'participation', 'program', 'commitments', 'reporting'], heedsCallers: false })
  expect(tracingOf('directory')).toMatchObject({ services: [], heedsCallers: true })
})
