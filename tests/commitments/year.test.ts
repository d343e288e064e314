import { beforeAll, describe, expect, test } from 'vitest'
import { judgeYear, type Verdict } from './year/judge.ts'

// The long form, where all of them promise something, with more deaths: node tests/commitments/year.ts --seed S --kills N
const [seed, people, takePart, kills, lived] = [20_270_104, 300, 0.3, 26, 4]

let verdict: Verdict
beforeAll(async () => {
  const begun = Date.now()
  verdict = await judgeYear({ seed, people, takePart, kills, isShort: true, quarters: lived })
  console.log({ seed, ...verdict.figures, seconds: Math.round((Date.now() - begun) / 1_000) }, verdict.lived)
}, 900_000)

describe('a year of 300 people and 40 bosses, over a broker, with a process that is killed at least 20 times', () => {
  test('When a year is over, then everything that happens in one has happened, to enough of them', () => {
    expect(verdict.figures['kills']).toBeGreaterThanOrEqual(20)
    expect(verdict.figures['people']).toBeGreaterThanOrEqual(300)
    expect(verdict.figures['bosses']).toBeGreaterThanOrEqual(40)
    expect(verdict.figures['steps']).toBeGreaterThan(1_200)
    expect(verdict.figures['indices']).toBeGreaterThan(150)
    expect(verdict.figures['mails']).toBeGreaterThan(600)
    // Of some acts and some mails nobody heard what became of them; these acts were sent again.
    expect(verdict.figures['cutOff']).toBeGreaterThan(150)
    expect(verdict.figures['foundDone']).toBeGreaterThan(100)
    expect(verdict.figures['mailsUnknown']).toBeGreaterThan(0)
    expect(Object.entries(verdict.lived).filter(([, times]) => times === 0)).toEqual([])
    expect(verdict.lived['rolled up']).toBe(4)
  })

  test('When a step was acknowledged, then it is in the history once, by whom and when it was done, in its order, and nothing else is', () => {
    expect(verdict.history).toEqual([])
  })

  test('When four quarters are over, then everybody’s index is what plain SQL makes of it, of values as they were sent', () => {
    expect(verdict.index).toEqual([])
  })

  test('When the process died while it wrote to people, then nobody got a mail twice', () => {
    expect(verdict.mails).toEqual([])
  })

  test('When somebody listens, then they hear of every step of a review, of each in its order', () => {
    expect(verdict.told).toEqual([])
  })

  test('When the directory says something twice, late, then nobody moves back or is alive again, and who was whose boss at the opening of a quarter stays', () => {
    expect(verdict.directory).toEqual([])
  })

  test('When the same year is played without a death, then it ends the same, line by line', () => {
    expect(verdict.outcome).toEqual([])
  })

  test('When people did what their page offered, then hardly anything was refused, and only by rules of dates', () => {
    expect(Object.keys(verdict.refusals).filter(refusal => !['changed: due-outside', 'changed: due-passed', 'made: milestone-outside', 'drop-agreed: quarter-closed'].includes(refusal))).toEqual([])
  })
})
