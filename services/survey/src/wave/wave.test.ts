import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { full8 } from '../instrument/full-8.ts'
import { dayOf } from './day.ts'
import { clearWave, closeWave, isDue, launchWave, openWave, planWave, type Wave } from './wave.ts'

const plan = {
  waveId: '8f14e45f-ceea-467f-9c1b-0a5b1d0f6f11', today: '2027-03-01', title: 'Spring', instrumentId: 'full-8', languages: ['en'],
  closesOn: '2027-03-31', thresholds: { score: 5, spread: 10 }, bands: ['rank']
}
const planned = planWave(plan, full8)
const code = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return (error as { code: string }).code
  }
  return 'nothing refused'
}

describe('a wave', () => {
  test('When it is planned, launched, opened and closed, then it goes through its states once', () => {
    const launched = launchWave(planned, '2027-03-01')
    const opened = openWave(launched)
    const closed = closeWave(opened, '2027-03-20')
    expect([planned, launched, opened, closed].map(wave => wave.state)).toEqual(['planned', 'launch-requested', 'opened', 'closed'])
    expect(closed.handOver).toBe('waiting-for-participation')
    // By hand before its last day, or by the clock after it.
    expect([closed.closesOn, closeWave(opened, '2027-04-01').closesOn]).toEqual(['2027-03-20', '2027-03-31'])
    expect(clearWave(closed).handOver).toBe('cleared')
    expect(clearWave({ ...closed, handOver: 'handed-over' }).handOver).toBe('handed-over')
  })

  test('When a step comes a second time or too early, then it is refused by name', () => {
    const launched = launchWave(planned, '2027-03-01')
    const closed = closeWave(openWave(launched), '2027-03-20')
    expect(code(() => launchWave(launched, '2027-03-01'))).toBe('wave-already-launched')
    expect(code(() => launchWave(closed, '2027-03-01'))).toBe('wave-already-launched')
    expect(code(() => closeWave(closed, '2027-03-20'))).toBe('wave-already-closed')
    expect(code(() => closeWave(planned, '2027-03-20'))).toBe('wave-not-open')
    expect(code(() => closeWave(launched, '2027-03-20'))).toBe('wave-not-open')
    expect(code(() => openWave(planned))).toBe('wave-not-launching')
    expect(code(() => clearWave(launched))).toBe('wave-not-closed')
  })

  test.each([
    ['closes-on-past', { closesOn: '2027-02-28' }], ['language-missing', { languages: ['en', 'nl'] }], ['band-twice', { bands: ['rank', 'rank'] }],
    ['language-twice', { languages: ['en', 'en'] }], ['spread-below-score', { thresholds: { score: 20, spread: 10 } }]
  ])('When a plan has %s, then it is refused', (expected, change) => {
    expect(code(() => planWave({ ...plan, ...change }, full8))).toBe(expected)
  })

  test('When the instrument is unknown or has no words, then the plan is refused', () => {
    expect(code(() => planWave(plan, undefined))).toBe('no-such-instrument')
    expect(code(() => planWave(plan, { ...full8, items: full8.items.map(item => ({ ...item, text: {} })) }))).toBe('instrument-not-launchable')
  })

  test('When its last day passed between plan and launch, then the launch is refused', () => {
    expect(code(() => launchWave(planned, '2027-04-01'))).toBe('closes-on-past')
    expect(launchWave(planned, '2027-03-31').state).toBe('launch-requested')
  })

  test('When any steps are tried in any order, then the state never goes back', () => {
    const steps: Record<string, (wave: Wave) => Wave> = { launch: wave => launchWave(wave, '2027-03-01'), open: openWave, close: wave => closeWave(wave, '2027-03-01'), clear: clearWave }
    const order = ['planned', 'launch-requested', 'opened', 'closed']
    fc.assert(fc.property(fc.array(fc.constantFrom(...Object.keys(steps))), names => {
      let wave = planned
      for (const name of names) {
        const before = order.indexOf(wave.state)
        try {
          wave = steps[name]?.(wave) as Wave
          expect(order.indexOf(wave.state) - before).toBe(name === 'clear' ? 0 : 1)
        } catch (error) {
          if ((error as Error).name !== 'Refusal') throw error
        }
      }
    }))
  })
})

describe('days', () => {
  test('When it is late in one zone, then it can be tomorrow in another', () => {
    const instant = new Date('2027-03-31T23:30:00Z')
    expect(dayOf(instant, 'UTC')).toBe('2027-03-31')
    expect(dayOf(instant, 'Europe/Brussels')).toBe('2027-04-01')
    expect(dayOf(instant, 'America/New_York')).toBe('2027-03-31')
  })

  test('When the last day is over, and not before, then an open wave is due', () => {
    const opened = openWave(launchWave(planned, '2027-03-01'))
    expect(isDue(opened, '2027-03-31')).toBe(false)
    expect(isDue(opened, '2027-04-01')).toBe(true)
    expect(isDue(planned, '2027-04-01')).toBe(false)
  })
})
