import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { may } from './access/may.ts'
import { isOwnRequest } from './access/origin.ts'
import { keyFrom, keyIn } from './access/secret.ts'
import { address, against, count, counted, inWords, listed, points } from './frame/words.ts'
import { setUpTasks, waveInHand } from './home/next-step.ts'
import { headersIn, machineRoutes, targetOf } from './machine/route-table.ts'
import { heatMap, incomplete, waves } from '../test/sample-answers.ts'
import { answersOf, binOf, bins, glyphOf } from './score/cell-words.ts'
import { isCurrent, ownPath } from './session/session.ts'
import { emptyPlan, findingOf, planFrom } from './wave/plan.ts'
import { isMoving, missingInWords, stepsOf } from './wave/steps.ts'

const ORIGIN = 'https://weft.example'

describe('Where sign-in leads on to', () => {
  it('When any text is asked for, then the browser stays on this origin', () => {
    const nasty = fc.oneof(fc.string(), fc.webUrl(), fc.string().map(text => `/${text}`), fc.string().map(text => `//${text}`), fc.constantFrom('/\\evil.example', '/\t/evil.example', '/.//evil.example', '/%5cevil.example', '/..//evil.example'))
    fc.assert(fc.property(nasty, asked => {
      const path = ownPath(asked, ORIGIN)
      expect(path.startsWith('/') && !path.startsWith('//')).toBe(true)
      expect(new URL(path, ORIGIN).origin).toBe(ORIGIN)
    }), { numRuns: 2_000 })
  })
  it('When a page of ours is asked for, then it is kept with its query', () => {
    expect(ownPath('/heat-map?show=score&sort=CI', ORIGIN)).toBe('/heat-map?show=score&sort=CI')
  })
})

describe('A session', () => {
  const limits = { idle: 3_600, absolute: 43_200 }
  const day = (seconds: number) => new Date(seconds * 1_000)
  it.each([[3_599, 0, true], [3_600, 0, false], [43_199, 43_000, true], [43_200, 43_199, false]])('When it is %i s old and was seen at %i s, then being current is %s', (now, seen, current) => {
    expect(isCurrent({ signIn: 'a', startedAt: day(0), seenAt: day(seen) }, limits, day(now))).toBe(current)
  })
})

describe('Where a request comes from', () => {
  it('When it changes something, then only our own pages may send it', () => {
    fc.assert(fc.property(fc.constantFrom('POST', 'PUT', 'DELETE', 'PATCH'), fc.option(fc.constantFrom('cross-site', 'same-site', 'same-origin', 'none', 'odd'), { nil: undefined }), fc.option(fc.constantFrom(ORIGIN, 'null', 'https://evil.example'), { nil: undefined }),
      (method, site, origin) => {
        expect(isOwnRequest({ method, site, origin }, ORIGIN)).toBe(site === 'same-origin' || site === 'none' || (site === undefined && origin === ORIGIN))
      }))
  })
})

describe('Roles', () => {
  it('When somebody has no role, then nothing is allowed, and an analyst may do nothing that the office may not', () => {
    for (const { action } of machineRoutes) {
      expect(may([], action)).toBe(false)
      if (may(['analyst'], action)) expect(may(['program-office'], action)).toBe(true)
    }
  })
  it('When an analyst has a key, then it can read but change nothing', () => {
    expect(machineRoutes.filter(({ method, action }) => method === 'POST' && may(['analyst'], action))).toEqual([])
  })
})

describe('An access key', () => {
  it('When a header holds anything but a key, then there is none', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), bytes => {
      const key = keyFrom(bytes)
      expect(keyIn(`Bearer ${key}`)).toBe(key)
      for (const header of [key, `bearer ${key}`, `Bearer ${key} `, `Bearer ${key}x`, `Basic ${key}`]) expect(keyIn(header)).toBeNull()
    }))
  })
})

describe('The way to a service', () => {
  it('When a parameter holds anything, then it stays one part of the path', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }).filter(text => text !== '.' && text !== '..'), unitId => {
      const target = targetOf('/releases/:releaseId/units/:unitId', { releaseId: 'r', unitId }, '/v1/x')
      expect(new URL(target, 'http://service').pathname.split('/')).toHaveLength(5)
      expect(new URL(target, 'http://service').host).toBe('service')
    }))
  })
  it('When headers are handed on, then neither cookie nor key is among them', () => {
    expect(headersIn({ cookie: 'a', authorization: 'b', 'x-forwarded-for': 'c', accept: 'd', 'last-event-id': '1.2' })).toEqual({ accept: 'd', 'last-event-id': '1.2' })
  })
})

describe('Words', () => {
  it('When numbers are said, then sign, unit and grouping are there', () => {
    expect([points(12.4), points(-9.2), points(-0.3), against(-17), count(2_041), counted(1, 'person', 'people'), counted(0, 'unit')]).toEqual(['+12', '−9', '0', '17 below', '2,041', '1 person', '0 units'])
    expect([inWords('2026-05-30'), listed([]), listed(['a']), listed(['a', 'b', 'c']), address('/x', { a: '1 2', b: undefined })]).toEqual(['30 May 2026', '', 'a', 'a, b and c', '/x?a=1+2'])
  })
  it('When a cell has a step, then colour and glyph say the same, and every bin has words', () => {
    expect(bins.map(bin => [binOf(bin), glyphOf(bin)].join(' '))).toEqual(['bin-n3 ▼', 'bin-n2 ▼', 'bin-n1 ▼', 'bin-0 ●', 'bin-p1 ▲', 'bin-p2 ▲', 'bin-p3 ▲'])
  })
  it('When a row is hidden, then no number of answers is said', () => {
    const legal = heatMap(undefined).rows.find(({ name }) => name === 'Legal')
    expect(answersOf(legal?.cells ?? [])).toBeNull()
    expect(answersOf(heatMap(undefined).top.cells)).toBe('812')
  })
})

describe('A plan', () => {
  const good = { ...emptyPlan, title: ' Spring ', instrument: 'full-8 v1', closesOn: '2026-12-18' }
  it('When the form fits, then it is the command', () => {
    expect(planFrom(good)).toMatchObject({ plan: { title: 'Spring', instrumentId: 'full-8', instrumentVersion: 1, thresholds: { score: 5, spread: 10 } } })
  })
  it.each([['title', { title: ' ' }], ['instrument', { instrument: '' }], ['closesOn', { closesOn: '18.12.2026' }], ['score', { score: '4' }], ['spread', { spread: 'ten' }]])('When %s does not fit, then the finding leads there', (field, change) => {
    expect(planFrom({ ...good, ...change })).toMatchObject({ findings: [{ at: field }] })
  })
})

describe('What survey refuses of a plan', () => {
  it.each([['no-such-instrument', 'instrument'], ['instrument-not-launchable', 'instrument'], ['closes-on-past', 'closesOn'], ['spread-below-score', 'spread'], ['band-twice', 'bands']])('When it is %s, then the finding leads to %s', (code, at) => {
    expect(findingOf({ code, message: 'So it is.' })).toEqual({ at, sentence: 'So it is.' })
  })
  it('When no field could mend it, then the sentence stands alone', () => {
    for (const code of ['service-unreachable', 'toString']) expect(findingOf({ code, message: 'So it is.' })).toEqual({ sentence: 'So it is.' })
  })
})

describe('The way of a wave', () => {
  const states = (view: Parameters<typeof stepsOf>[0]) => stepsOf(view).map(({ state }) => state)
  it('When it is planned, then everything after is later', () => {
    expect(states({ wave: waves.planned, participation: null, scoring: null })).toEqual(['now', 'later', 'later', 'later', 'later', 'later'])
    expect(isMoving({ wave: waves.planned, participation: null, scoring: null })).toBe(false)
  })
  it('When sheets are missing, then the page says which and that nothing is released', () => {
    expect(missingInWords(incomplete)).toEqual(['1 of 812 answer sheets', 'a checksum that fits'])
    const last = stepsOf({ wave: waves.closed, participation: null, scoring: incomplete }).at(-1)
    expect(last).toMatchObject({ state: 'stopped', sentence: 'Still missing: 1 of 812 answer sheets and a checksum that fits. Nothing is released before it is complete.' })
  })
  it.each(['open', 'closed'] as const)('When an analyst looks at a wave that is %s, then nothing waits for what participation alone would tell', which => {
    const steps = stepsOf({ wave: waves[which], participation: null, scoring: null })
    expect(steps.slice(0, 3).map(({ state }) => state)).toEqual(['done', 'done', 'done'])
    expect(steps[1]?.sentence).toBe('Frozen as it was at launch.')
    expect(steps[2]?.sentence).toMatch(/^Sent by e-mail/)
  })
  it('When scoring does not answer, then nothing is said to be missing', () => {
    const last = stepsOf({ wave: waves.closed, participation: null, scoring: null }).at(-1)
    expect(last).toMatchObject({ state: 'now', sentence: 'Scoring is not reachable right now, or has not begun.' })
  })
  it('When a launch is on its way and nothing is heard of the audience, then no reason is made up', () => {
    const launching = { ...waves.open, state: 'launch-requested' } as const
    expect(stepsOf({ wave: launching, participation: null, scoring: null })[1]).toMatchObject({ state: 'now', sentence: 'Being frozen as it is now.' })
  })
  it('When no audience could be frozen, then the reason stands there and nothing is sent', () => {
    const participation = { waveId: waves.open.waveId, state: 'audience-refused', refusal: 'There are fewer than 5 people.', organisationVersion: 1, invited: 0, mailed: 0, newPeople: 0, newUnits: 0, vaultKey: 'none', catching: false, rates: [] } as const
    const steps = stepsOf({ wave: { ...waves.open, state: 'launch-requested' }, participation: { ...participation, rates: [] }, scoring: null })
    expect(steps[1]).toMatchObject({ state: 'stopped', sentence: 'There are fewer than 5 people.' })
    expect(steps[2]?.state).toBe('later')
  })
})

describe('What comes next', () => {
  it('When nothing is there, then the first of five tasks is open; past answers are a way as good as a wave', () => {
    expect(setUpTasks({ organisation: null, waves: [], release: null }).map(({ done }) => done)).toEqual([false, false, false, false, false])
    expect(setUpTasks({ organisation: null, waves: [waves.past], release: null }).map(({ done }) => done)).toEqual([false, true, true, true, false])
  })
  it('When one wave is open and another planned, then the open one is in hand', () => {
    expect(waveInHand([waves.planned, waves.open])?.waveId).toBe(waves.open.waveId)
    expect(waveInHand([waves.closed, waves.past])).toBeNull()
  })
})
