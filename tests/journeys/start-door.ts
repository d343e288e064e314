import { databaseOf } from '@weft/testkit/database'
import type { Page } from 'playwright-core'
import { openStartWorld, type Somebody, type StartWorld } from '../../services/program/test/start-world.ts'
import { openDoorWorld, type Answer } from '../../services/web/test/door-world.ts'
import { sampleScript } from '../../services/web/test/sample-answers.ts'

/** The real door before the real service *program*, each on its own database; the other services are played. */
export type StartDoor = { origin: string, world: StartWorld, stop: () => Promise<void> }

export async function openStartDoor (leaders: number): Promise<StartDoor> {
  const [world, database] = await Promise.all([openStartWorld(leaders), databaseOf('web')])
  const people = new Map<string, Somebody>([['office', world.office], ['staff', world.staff], ...world.leaders.map((leader, at) => [`leader${at + 1}`, leader] as const)])
  const door = await openDoorWorld({
    appUrl: database.appUrl, ownerUrl: database.ownerUrl,
    script: { ...sampleScript(), 'GET /sign-ins/:signIn': request => signInOf(people, request), 'GET /program/*': passOn(world, people), 'POST /program/*': passOn(world, people) }
  })
  return {
    origin: door.origin, world,
    stop: async () => {
      await door.stop()
      await world.stop()
      await database.drop()
    }
  }
}

type Request = Parameters<Answer>[0]

function signInOf (people: ReadonlyMap<string, Somebody>, request: Request) {
  const somebody = people.get((request.params as { signIn: string }).signIn.split('@')[0] ?? '')
  if (somebody === undefined) throw new Error('nobody signs in so')
  return { subject: somebody.subject, name: somebody.name, roles: somebody.roles, units: somebody.roles.includes('manager') ? ['U-1'] : [] }
}

const passOn = (world: StartWorld, people: ReadonlyMap<string, Somebody>): Answer => async (request, reply) => {
  const claims = JSON.parse(Buffer.from((request.headers.authorization ?? '').split('.')[1] ?? '', 'base64url').toString()) as { sub: string }
  const who = [...people.values()].find(({ subject }) => subject === claims.sub) ?? world.staff
  const body = typeof request.body === 'string' && request.body !== '' ? JSON.parse(request.body) as object : undefined
  const { statusCode, headers, body: answer } = await world.answer(who, request.method as 'GET' | 'POST', request.url, body)
  return reply.code(statusCode).header('content-type', String(headers['content-type'])).header('content-disposition', headers['content-disposition']).send(answer)
}

export async function signIn (page: Page, origin: string, name: string, to: string): Promise<void> {
  await page.goto(`${origin}/sign-in/start?to=${encodeURIComponent(to)}`)
  await page.getByLabel('Sign-in name').fill(`${name}@localhost`)
  await page.getByLabel('Sign-in name').press('Enter')
  await page.waitForURL(`${origin}${to}`)
}
