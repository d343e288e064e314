import { expect, test } from 'vitest'
import { pause, paceOf, within } from './pace.ts'

test('When the work is over, then every wait ends at once and so do later ones', async () => {
  const over = new AbortController()
  const pace = paceOf(over.signal, { shortest: 60_000, longest: 60_000 })
  const waiting = pace.wait()
  over.abort()
  await waiting
  await pace.wait()
  await pause(60_000, over.signal)
})

test('When it was poked before or during a wait, then the wait ends at once, and one poke ends one wait', async () => {
  const over = new AbortController()
  const pace = paceOf(over.signal, { shortest: 60_000, longest: 60_000 })
  pace.poke()
  await pace.wait()
  const waiting = pace.wait()
  pace.poke()
  await waiting
  let ended = false
  const third = pace.wait().then(() => { ended = true })
  await new Promise(resolve => setTimeout(resolve, 30))
  expect(ended).toBe(false)
  over.abort()
  await third
})

test('When work takes too long, then the wait for it ends with an error that names it', async () => {
  await expect(within(5, 'Finding the end', new Promise(() => {}))).rejects.toThrow('Finding the end took more than 5 ms.')
  expect(await within(60_000, 'Counting', Promise.resolve(3))).toBe(3)
})
