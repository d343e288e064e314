import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { draftIdOf, draftKeyOf, hashOfToken, sentMarkOf } from '../ticket/ticket.ts'
import { openDraft, sealDraft } from './draft.ts'

const token = () => randomBytes(24).toString('base64url')
const locks = (of: string) => ({ key: draftKeyOf(of), id: draftIdOf(of) })

describe('a draft', () => {
  test('When the token opens it, then every answer is back', () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ unit: 'binary', maxLength: 20 }), fc.option(fc.integer()), { maxKeys: 40, size: 'small' }), answers => {
      const mine = token()
      expect(openDraft(sealDraft(answers, { ...locks(mine), nonce: randomBytes(12) }), locks(mine))).toEqual(JSON.parse(JSON.stringify(answers)))
    }))
  })

  test('When another token, another id or a changed byte tries, then it stays shut', () => {
    const [mine, other] = [token(), token()]
    const sealed = sealDraft({ CI1: 4 }, { ...locks(mine), nonce: randomBytes(12) })
    expect(openDraft(sealed, locks(other))).toBeUndefined()
    expect(openDraft(sealed, { ...locks(mine), id: draftIdOf(other) })).toBeUndefined()
    for (const at of [0, 12, 28, sealed.length - 1]) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] as number) ^ 1
      expect(openDraft(changed, locks(mine))).toBeUndefined()
    }
    expect(openDraft(Buffer.alloc(3), locks(mine))).toBeUndefined()
  })

  test('When one answer is in it or thirty-two, then it is equally long', () => {
    const mine = token()
    const long = Object.fromEntries(Array.from({ length: 32 }, (_, i) => [`item${i}`, null]))
    const lengths = [{}, { CI1: 4 }, long].map(answers => sealDraft(answers, { ...locks(mine), nonce: randomBytes(12) }).length)
    expect(new Set(lengths).size).toBe(1)
  })

  test('When a token gives its hash, id, key and mark, then they have nothing in common', () => {
    const mine = token()
    const all = [hashOfToken(mine), draftIdOf(mine), draftKeyOf(mine), Buffer.from(sentMarkOf(mine), 'base64url')].map(bytes => bytes.subarray(0, 16).toString('hex'))
    expect(new Set(all).size).toBe(4)
  })
})
