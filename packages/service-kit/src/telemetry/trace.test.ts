import { expect, test } from 'vitest'
import { callTraced, contextOf, during, textOf, traceFields, traceparentFor, type Step } from './trace.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const spanId = 'b7ad6b7169203331'
const step: Step = { traceId, spanId, sampled: true, mayTravelOn: topic => topic === 'int.a.b.v1', call: (service, method, send) => send({ said: `${method} ${service}` }) }

test('When nothing is traced, then events, log lines and calls carry nothing', async () => {
  expect(traceparentFor('int.a.b.v1')).toBeNull()
  expect(traceFields()).toEqual({})
  expect(await callTraced('a', 'GET', async headers => headers)).toEqual({})
})

test('When a step is going on, then it holds across waits, and an event carries it only on a topic that may', async () => {
  await during(step, async () => {
    await new Promise(resolve => setTimeout(resolve, 1))
    expect(traceparentFor('int.a.b.v1')).toBe(`00-${traceId}-${spanId}-01`)
    expect(traceparentFor('int.a.c.v1')).toBeNull()
    expect(traceFields()).toEqual({ trace_id: traceId, span_id: spanId })
    expect(await callTraced('a', 'GET', async headers => headers)).toEqual({ said: 'GET a' })
  })
  expect(traceFields()).toEqual({})
})

test.each([undefined, '', 'x', ['a'], `00-${traceId}-${spanId}-02`, `01-${traceId}-${spanId}-01`, `00-${'0'.repeat(32)}-${spanId}-01`, `00-${traceId}-${'0'.repeat(16)}-01`, `00-${traceId.toUpperCase()}-${spanId}-01`])(
  'When %j comes as a traceparent, then it is none', text => {
    expect(contextOf(text)).toBeUndefined()
  })

test('When a traceparent is read and written, then it is the same', () => {
  for (const end of ['00', '01']) expect(textOf(contextOf(`00-${traceId}-${spanId}-${end}`) ?? step)).toBe(`00-${traceId}-${spanId}-${end}`)
})
