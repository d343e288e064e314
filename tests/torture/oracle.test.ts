import { describe, expect, test } from 'vitest'
import { judge, type Effect, type HopCheck, type Hop, type RawRecord } from './oracle.ts'

const raw = (key: string, step: number, term = 'a', partition = 0, send = 1): RawRecord => ({ id: `${key}${step}`, key, step, term, partition, send })
const effectOf = ({ id, key, step }: RawRecord): Effect => ({ id, key, step })
const log = [raw('x', 1), raw('x', 2), raw('y', 1), raw('x', 2), raw('x', 3, 'b')]
const sound: Hop = {
  name: 'test',
  ops: [
    ...['x1', 'x2', 'y1'].map(id => ({ outcome: 'ok' as const, steps: [{ id, key: id[0] ?? '', step: Number(id[1]) }] })),
    { outcome: 'info', steps: [{ id: 'x3', key: 'x', step: 3 }] },
    { outcome: 'info', steps: [{ id: 'y2', key: 'y', step: 2 }] },
    { outcome: 'fail', steps: [{ id: 'z1', key: 'z', step: 1 }] }
  ],
  raw: log,
  effects: [raw('x', 1), raw('x', 2), raw('y', 1), raw('x', 3)].map(effectOf),
  reached: new Map([['x', 3], ['y', 1]])
}
const red = (hop: Hop) => Object.entries(judge(hop)).filter(([, findings]) => findings.length > 0).map(([name]) => name)

test('When every accepted event lies in the log and was done once, in order, then nothing is found; copies and unknown outcomes are no fault', () => {
  expect(red(sound)).toEqual([])
})

describe('When one thing is wrong, then the check of that name says so, and no other', () => {
  const wrongs: [HopCheck, Partial<Hop>][] = [
    ['nothing is lost on the wire', { raw: log.filter(record => record.id !== 'y1'), effects: sound.effects.filter(effect => effect.id !== 'y1') }],
    ['nothing is lost on the wire', { reached: new Map([['x', 3], ['y', 2]]) }],
    ['nothing is lost in effect', { effects: sound.effects.filter(effect => effect.id !== 'x2') }],
    ['nothing is doubled in effect', { effects: [...sound.effects, effectOf(raw('y', 1))] }],
    ['nothing is made up', { raw: [...log, raw('z', 1, 'b')], effects: [...sound.effects, effectOf(raw('z', 1))] }],
    ['nothing is made up', { effects: [...sound.effects, effectOf(raw('y', 9))] }],
    ['each key keeps its order on the wire', { raw: [raw('x', 1), raw('x', 3), raw('x', 2), raw('y', 1)] }],
    ['each key keeps its order in effect', { effects: ['x1', 'y1', 'x3', 'x2'].map(id => effectOf(raw(id[0] ?? '', Number(id[1])))) }],
    ['one sender on the wire', { raw: [raw('x', 1), raw('x', 2, 'b'), raw('y', 1, 'a', 0, 2), raw('x', 3, 'a', 0, 3)] }]
  ]
  test.each(wrongs)('%s (%#)', (name, wrong) => {
    expect(red({ ...sound, ...wrong })).toEqual([name])
  })
})

test('When a term that lost its lock finishes the one send it had under way, then there was one sender still', () => {
  expect(red({ ...sound, raw: [raw('x', 1), raw('x', 2, 'b'), raw('x', 1, 'a', 0, 2), raw('y', 1, 'a', 0, 2), raw('x', 3, 'b', 0, 2)] })).toEqual([])
})

test('When two terms send copies of the same records side by side, then there were two senders, though nothing new came of it', () => {
  expect(red({ ...sound, raw: ['x1', 'y1', 'x2', 'x3'].flatMap((id, at) => ['a', 'b'].map(term => raw(id[0] ?? '', Number(id[1]), term, 0, at))) })).toEqual(['one sender on the wire'])
})
