import { expect, test } from 'vitest'
import { givenRedis } from './given.ts'

test('When a Redis is given, then it is used and never stopped, frozen or emptied; without one there is none', async () => {
  const given = givenRedis({ REDIS_URL: 'redis://elsewhere:6379' })
  expect([given?.url, given?.ours]).toEqual(['redis://elsewhere:6379', false])
  await given?.stop()
  await expect(given?.freeze()).rejects.toThrow('not ours')
  expect(givenRedis({ REDIS_URL: '' })).toBeUndefined()
})
