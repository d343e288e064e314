import { databaseOf, type TestDatabase } from '@weft/testkit/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser, openDoorWorld, type DoorWorld } from '../../test/door-world.ts'
import { ids, sampleScript } from '../../test/sample-answers.ts'

let database: TestDatabase
let world: DoorWorld
const guests = [{ signIn: 'office@localhost', name: 'Jonas Laine', role: 'Program office' }]

beforeAll(async () => {
  database = await databaseOf('web')
  world = await openDoorWorld({ appUrl: database.appUrl, ownerUrl: database.ownerUrl, script: sampleScript() })
})
afterAll(async () => {
  await world.stop()
  await database.drop()
})

const mark = async (roles: string[]) => fetch(`${world.origin}/v1/demonstration`, {
  method: 'POST', headers: { authorization: `Bearer ${await world.sign('web', { subject: 'operator', roles })}`, 'content-type': 'application/json' }, body: JSON.stringify({ guests })
})

test('When an installation is marked as a demonstration, then every page, every file and the sign-in say so; before, none did; only the operator can', async () => {
  const browser = new Browser()
  await browser.signIn(world.origin, 'office@localhost')
  const page = async (path: string) => (await browser.go(`${world.origin}${path}`)).text()
  const file = async () => (await browser.go(`${world.origin}/releases/${ids.release}/scores.csv`)).headers.get('content-disposition')
  const paths = ['/', '/heat-map', '/waves', '/people', '/keys', '/who-sees-what', '/nowhere']
  for (const path of paths) expect(await page(path), path).not.toContain('Demonstration data')
  expect(await file()).not.toContain('demonstration')

  expect((await mark(['program-office'])).status).toBeGreaterThanOrEqual(401)
  expect((await mark(['operator'])).status).toBe(200)
  expect((await mark(['operator'])).status).toBe(200)

  for (const path of [...paths, '/sign-in']) expect(await page(path), path).toContain('Demonstration data')
  expect(await page('/people')).toContain('Real people do not belong in here')
  expect(await file()).toMatch(/filename="demonstration-/)
  const { response } = await new Browser().follow(`${world.origin}/sign-in/start`)
  expect(await response.text()).toContain('Program office: Jonas Laine')
  await expect(database.pool.query('delete from demonstration')).rejects.toThrow(/permission denied/)
})
