import { expect, test } from 'vitest'
import { seatsFor } from './seats.ts'

const refused = expect.objectContaining({ code: 'too-many-streams' }) as Error

test('When a subject has all its streams open, then it gets no other, and somebody else does', () => {
  const seats = seatsFor({ inAll: 10, perSubject: 2 })
  seats.take('ana')
  const leave = seats.take('ana')
  expect(() => seats.take('ana')).toThrow(refused)
  seats.take('ben')
  leave()
  seats.take('ana')
  expect(() => seats.take('ana')).toThrow(refused)
})

test('When all seats are taken, then nobody gets one until one is left, and leaving twice frees one only', () => {
  const seats = seatsFor({ inAll: 2, perSubject: 2 })
  const leave = seats.take('ana')
  seats.take('ben')
  expect(() => seats.take('cem')).toThrow(refused)
  leave()
  leave()
  seats.take('cem')
  expect(() => seats.take('dan')).toThrow(refused)
  expect(seats.taken()).toBe(2)
})
