import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashOfToken, peopleBehind, tokenOf } from './token.ts'

const wave = '018f0000-0000-7000-8000-000000000001'
const key = Buffer.alloc(32, 7)

test('When a token is derived again, then it is the same, and another key, wave or person gives another', () => {
  const token = tokenOf(key, wave, 'P-1')
  expect(token).toMatch(/^[\w-]{32}$/)
  expect(tokenOf(Buffer.alloc(32, 7), wave, 'P-1')).toBe(token)
  const others = [tokenOf(Buffer.alloc(32, 8), wave, 'P-1'), tokenOf(key, wave.replace(/1$/, '2'), 'P-1'), tokenOf(key, wave, 'P-2')]
  expect(new Set([token, ...others]).size).toBe(4)
})

test('When a token is hashed, then it is SHA-256 of its text, as survey computes it', () => {
  expect(hashOfToken('abc')).toBe(createHash('sha256').update('abc', 'utf8').digest('hex'))
})

test('Whoever is behind the hashes is found, and nobody else', () => {
  fc.assert(fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 20 }), fc.func(fc.boolean()), (people, hasSent) => {
    const sent = people.filter(person => hasSent(person))
    const hashes = new Set([...sent.map(person => hashOfToken(tokenOf(key, wave, person))), 'f'.repeat(64)])
    expect(peopleBehind(hashes, key, wave, people)).toEqual(sent)
  }))
})
