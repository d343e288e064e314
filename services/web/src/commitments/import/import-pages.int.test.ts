import { randomUUID } from 'node:crypto'
import type { GoalImportReply } from '@weft/contracts/commitments/import-api'
import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser, openDoorWorld, type DoorWorld } from '../../../test/door-world.ts'
import { sampleScript } from '../../../test/sample-answers.ts'

let database: TestDatabase
let world: DoorWorld
let browser: Browser
const importId = randomUUID()
const run: GoalImportReply = {
  importId, version: 1, whose: 'mine', name: 'goals.csv', state: 'checking', begunOn: '2026-11-02', encoding: 'windows-1252', undoUntil: null, columns: [{ name: 'Goal', samples: ['Call <first>'], field: 'wording', from: 'guess' }],
  choices: { dates: 'day-first', benefits: 'customer', measure: 'Seen' }, rows: 2, ready: 1, problems: [{ code: 'over', sentence: 'It is over where it comes from.', rows: 1, lines: [3] }],
  goals: [{ line: 2, personName: null, wording: 'Call <first>', measure: 'Calls', horizon: '3-months', dueOn: null, discipline: null, benefits: 'customer', weight: 2, guesses: [] }], next: null, drafts: null
}

beforeAll(async () => {
  database = await databaseOf('web')
  world = await openDoorWorld({ appUrl: database.appUrl, ownerUrl: database.ownerUrl, script: {
    ...sampleScript(), 'GET /commitments/imports/:id': () => run, 'GET /commitments/imports/:id/left-out.csv': (_request, reply) => reply.type('text/csv; charset=utf-8').send('\uFEFFLine,Reason,Goal\r\n3,It is over.,Call\r\n')
  } })
  browser = new Browser()
  await browser.signIn(world.origin, 'office@localhost')
})
afterAll(async () => {
  await world.stop()
  await database.drop()
})

test('When rows stay out of an import of goals, then they are a file away, each with its reason, and nobody keeps a copy of it', async () => {
  const page = await (await browser.go(`${world.origin}/commitments/import/${importId}`)).text()
  expect(page).toContain('Call &lt;first>')
  expect(page).toContain('Read as Windows-1252')
  expect(page).toContain(`href="/commitments/import/${importId}/left-out.csv" download`)
  const file = await browser.go(`${world.origin}/commitments/import/${importId}/left-out.csv`)
  expect([file.headers.get('content-disposition'), file.headers.get('cache-control')]).toEqual(['attachment; filename="left-out-goals.csv"', 'no-store'])
  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(await file.arrayBuffer())).toBe('\uFEFFLine,Reason,Goal\r\n3,It is over.,Call\r\n')
})
