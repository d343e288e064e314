import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { turnsFor } from './turns.ts'

const salt = randomBytes(32)
const at = (second: number) => 600_000 + second * 1_000

test('When one link is used again and again, then it has to wait for the next minute, and no other link does', () => {
  const turns = turnsFor({ most: 4, salt })
  expect([1, 2, 3, 4, 5].map(second => turns.take('mine', 1, at(second)))).toEqual([0, 0, 0, 0, 55])
  expect(turns.take('yours', 1, at(6))).toBe(0)
  expect(turns.take('mine', 1, at(59))).toBe(1)
  expect(turns.take('mine', 1, at(60))).toBe(0)
})

test('When sending weighs more, then it is stopped sooner, and looking goes on', () => {
  const turns = turnsFor({ most: 7, salt })
  expect([turns.take('mine', 3, at(0)), turns.take('mine', 3, at(0)), turns.take('mine', 3, at(0)), turns.take('mine', 1, at(0))]).toEqual([0, 0, 60, 0])
})

test('When there are more links than fit, or the limit is 0, then nobody is stopped for it', () => {
  const turns = turnsFor({ most: 1, salt })
  for (let i = 0; i <= 200_001; i++) turns.take(String(i), 1, at(0))
  expect(turns.take('new', 1, at(1))).toBe(0)
  const free = turnsFor({ most: 0, salt })
  expect(Array.from({ length: 1_000 }, () => free.take('mine', 1, at(0))).every(wait => wait === 0)).toBe(true)
}, 60_000)
