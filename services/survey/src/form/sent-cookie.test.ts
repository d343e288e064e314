import { describe, expect, test } from 'vitest'
import { carriesSession, cookieWith, marksOf } from './sent-cookie.ts'

const mark = (letter: string) => letter.repeat(22)

describe('the device\'s own cookie', () => {
  test('When marks are added, then they can be read back, the oldest go, and odd ones are passed over', () => {
    const all = [...'abcdefghij'].map(mark)
    const cookie = all.reduce<string>((held, each) => cookieWith(each, marksOf(held), false), '')
    expect(marksOf(cookie)).toEqual(all.slice(2))
    expect(marksOf(`other=1; weft-sent=${mark('a')}.short.<script>.${mark('b')}`)).toEqual([mark('a'), mark('b')])
    expect(marksOf(undefined)).toEqual([])
  })

  test.each([['__Host-weft=1', true], ['a=1; __Host-weft-session=x', true], ['a=1;__host-weft=x', true], ['weft-sent=__Host-weft', false], ['x__Host-weft=1', false]])(
    'When the cookies are %s, then a sign-in is seen: %s', (cookies, expected) => { expect(carriesSession(cookies)).toBe(expected) })
})
