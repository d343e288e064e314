import { expect, test } from 'vitest'
import { staysHere } from './mail.ts'

test.each([
  ['smtp://127.0.0.1:2525', true], ['smtp://localhost', true], ['smtp://[::1]:25', true], ['smtps://user:secret@mail.example.org', false],
  ['smtp://127.0.0.1.example.org', false], ['smtp://localhost.example.org:25', false]
])('When mail goes to %s, then "it stays on this machine" is %s', (url, answer) => {
  expect(staysHere(url)).toBe(answer)
})
