import { describe, expect, test } from 'vitest'
import { askAgain, type Waiting } from './re-emission.ts'

const look = (waiting: Waiting, incomplete: string[], now: number) => askAgain(waiting, incomplete, now, 60)

describe('asking for sheets again', () => {
  test('When a wave stays incomplete, then it is asked for after 60 s and after each further 60 s', () => {
    const first = look(new Map(), ['w'], 0)
    const early = look(first.waiting, ['w'], 59)
    const asked = look(early.waiting, ['w'], 60)
    const between = look(asked.waiting, ['w'], 100)
    const again = look(between.waiting, ['w'], 120)
    expect([first, early, asked, between, again].map(({ ask }) => ask)).toEqual([[], [], ['w'], [], ['w']])
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
