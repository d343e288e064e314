import { describe, expect, test } from 'vitest'
import { askAgain, type Waiting } from './re-emission.ts'

const look = (waiting: Waiting, incomplete: string[], now: number) => askAgain(waiting, incomplete, now, 60)

describe('asking for sheets again', () => {
  test('When a wave stays incomplete, then it is asked for after 60 s, then after twice as long each time, and at most six times', () => {
    const asks: number[] = []
    let waiting: Waiting = new Map()
    for (let now = 0; now < 20_000; now++) {
      const next = look(waiting, ['w'], now)
      if (next.ask.length > 0) asks.push(now)
      waiting = next.waiting
    }
    expect(asks).toEqual([60, 180, 420, 900, 1_860, 3_780])
  })

  test('When a wave became complete in between, then its time starts over', () => {
    const gone = look(look(new Map(), ['w'], 0).waiting, [], 30)
    expect(look(look(gone.waiting, ['w'], 50).waiting, ['w'], 70).ask).toEqual([])
  })

  test('When two waves wait, then each has its own time', () => {
    const { waiting } = look(look(new Map(), ['a'], 0).waiting, ['a', 'b'], 40)
    expect(look(waiting, ['a', 'b'], 60).ask).toEqual(['a'])
  })
})
