import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { openBrowser } from '@weft/testkit/browser'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endless, probes, request } from './probes.ts'
import { crawl, findingsOf as findingsOfPage, leave, pageFindings, watched } from './pages.ts'
import { addressOf, cellsOf, FEW, places, tricks, type Place } from './places.ts'
import { sendRaw, type Answer } from './raw.ts'
import { formulas, startWorld, untilStill, type Door, type World } from './world.ts'

let world: World
let before: Record<string, string>
let kilobytes: number
let releaseId: string

beforeAll(async () => {
  world = await startWorld()
  before = await untilStill(world)
  kilobytes = memory()
  releaseId = (await world.driver.releases()).releases[0]?.releaseId ?? ''
})
afterAll(async () => { await world?.stop() })

/** Of all processes of the platform but Postgres, in KB. */
function memory (): number {
  const pids = Object.entries(world.platform.pids).filter(([name]) => name !== 'postgres').map(([, pid]) => pid)
  return pids.reduce((sum, pid) => sum + Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0), 0)
}

const innards = /\.tsx?:\d+|node_modules|node:internal|\bat (async )?[\w.<>]+ \(|(Syntax|Type|Range|Reference)Error|select .* from|violates|invalid (byte sequence|input syntax)|out of range for type|\/work\/|\/root\//i

/** What is wrong with an answer to something that should have been refused; empty when nothing is. */
function findingsOf ({ status, head, body, text, wasCut }: Answer, door: Door): string[] {
  if (status === null && text === '') return wasCut ? [] : ['neither answered nor cut the line']
  if (status === null) return [`answered with what is no HTTP: ${text.slice(0, 100)}`]
  const isProblem = /content-type: application\/problem\+json/i.test(head)
  const isPage = /content-type: text\/html/i.test(head) && door.name.startsWith('the ')
  return [
    ...status >= 400 && status < 500 ? [] : [`answered ${status}: ${body.slice(0, 200)}`],
    ...isProblem || isPage ? [] : [`answered with neither a problem nor a page: ${head.slice(0, 300)} ${body.slice(0, 100)}`],
    ...innards.test(body) ? [`tells of its insides: ${body.slice(0, 300)}`] : [],
    ...Object.entries(world.secrets()).filter(([, secret]) => body.includes(secret)).map(([name]) => `tells ${name}`)
  ]
}

/** Whoever is stopped at the entry has tried nothing behind it. An operator's calls open to nobody else's key. */
const wasTurnedAway = ({ door, operation }: Place, status: number) => status === 401 && door.entry !== '' && operation.security.length > 0 && !(door.name === 'the door, for programs' && operation['x-roles'].includes('operator'))

async function isReady (door: Door): Promise<boolean> {
  const { status } = await sendRaw(door.line, [request(door, 'GET', door.ready)])
  return status === 200
}

/** Nothing was changed, and every door still answers. */
async function expectUnharmed (): Promise<void> {
  for (const door of world.doors) expect(await isReady(door), `${door.name} is ready`).toBe(true)
  expect(await untilStill(world)).toEqual(before)
}

describe('everything hostile, at every door', () => {
  test('When it is sent, then it is refused with a problem or the line is cut, nothing of the insides is told and nothing is changed', async () => {
    const findings: string[] = []
    await Promise.all(world.doors.map(async door => {
      for (const probe of probes.filter(({ when }) => when?.(door) ?? true)) {
        const answer = await sendRaw(door.line, probe.bytes(door))
        findings.push(...findingsOf(answer, door).map(finding => `${door.name}, ${probe.name}: ${finding}`))
      }
    }))
    expect(findings).toEqual([])
    await expectUnharmed()
  })

  test('When a gigabyte is on its way, then the line is cut early and memory stays where it was', async () => {
    const most = 24 * 1_048_576
    for (const door of world.doors) {
      for (const probe of endless.filter(({ when }) => when?.(door) ?? true)) {
        const answer = await sendRaw(door.line, probe.bytes(door))
        expect(findingsOf(answer, door), `${door.name}, ${probe.name}`).toEqual([])
        expect(answer.sent, `${door.name} took too much of ${probe.name}`).toBeLessThan(most)
      }
    }
    await expectUnharmed()
    expect(memory() - kilobytes, 'KB more than before').toBeLessThan(400_000)
  })

  test('When a caller is slow with its headers, or with its body, then it is cut off in time', async () => {
    const drip = async function * (first: string, piece: string) {
      yield first
      for (let beat = 0; beat < 40; beat += 1) {
        await pause(400)
        yield piece
      }
    }
    const slowHeaders = (door: Door) => sendRaw(door.line, drip(`GET ${door.ready} HTTP/1.1\r\nHost: ${door.line.host}\r\n`, 'X-More: 1\r\n'), { quietMs: 20_000 })
    const slowBody = (door: Door) => sendRaw(door.line, drip(request(door, 'POST', door.post, [`Content-Type: ${door.takes}`, 'Content-Length: 60000']), 'a'), { quietMs: 20_000 })
    // Where files come in a body may take five times as long; that it does is set in one place and looked at there.
    const withoutFiles = world.doors.filter(({ files, name }) => files === undefined && !name.startsWith('the door'))
    const [headers, bodies] = await Promise.all([Promise.all(world.doors.map(slowHeaders)), Promise.all(withoutFiles.map(slowBody))])
    for (const { status, milliseconds } of headers) expect([status, milliseconds < 9_000]).toEqual([408, true])
    for (const { status, milliseconds } of bodies) expect([status, milliseconds < 12_000]).toEqual([408, true])
    expect(withoutFiles.length).toBeGreaterThan(3)
    await expectUnharmed()
  })

  test('When requests stand in one line, then each is answered by itself and a body is never taken for a request', async () => {
    for (const door of world.doors) {
      const get = request(door, 'GET', door.ready)
      const open = get.replace('Connection: close\r\n', '')
      const { text } = await sendRaw(door.line, [open.repeat(30) + get])
      expect(text.match(/HTTP\/1\.1 200/g), door.name).toHaveLength(31)
      const inside = open.replace(door.ready, '/inside')
      const smuggling = request(door, 'GET', door.ready, [`Content-Length: ${Buffer.byteLength(inside)}`], inside)
      expect((await sendRaw(door.line, [smuggling])).text.match(/HTTP\/1\.1 \d/g), door.name).toHaveLength(1)
    }
  })
})

describe('every place of every address that the documents name', () => {
  test('When tricks stand where an id or a page belongs, then no server fails, tells of its insides or plants a header', async () => {
    const findings: string[] = []
    let tried = 0
    const streams = ['/scores/stream', '/v1/scores']
    await Promise.all(Map.groupBy(places(world.doors), ({ door }) => door).entries().map(async ([door, mine]) => {
      for (const place of mine.filter(({ path }) => !streams.includes(path))) {
        const { method, path, operation: { parameters = [] } } = place
        for (const { name } of parameters) {
          for (const trick of door.name.startsWith('the ') ? tricks.slice(0, FEW) : tricks) {
            const address = addressOf(path, parameters, { name, trick, releaseId })
            const { status, head, body } = await sendRaw(door.line, [request(door, method, address, method === 'POST' ? ['Content-Length: 0'] : [])])
            tried += 1
            const finding = status === null || status >= 500 || wasTurnedAway(place, status) ? `answered ${status}` : innards.test(body) ? 'tells of its insides' : /^set-cookie: planted/im.test(head) ? 'plants a header' : undefined
            if (finding !== undefined) findings.push(`${door.name}: ${method} ${address.slice(0, 120)} ${finding}: ${body.slice(0, 150)}`)
          }
        }
      }
    }).toArray())
    expect(findings).toEqual([])
    expect(tried).toBeGreaterThan(1_000)
  })

  test('When a JSON body is not what is asked for, then it is refused at every address that takes one', async () => {
    const findings: string[] = []
    const bodies = ['null', '[]', '"x"', '7', '{}', '{"__proto__":{"a":1}}', '{"extra":1}', JSON.stringify(Object.fromEntries(['title', 'topic', 'key', 'consumer', 'signIn', 'name', 'role', 'sign_in', 'instrumentId', 'reason'].map(name => [name, '\0'])))]
    const takesJson = places(world.doors).filter(({ operation }) => Object.hasOwn(operation.requestBody?.content ?? {}, 'application/json'))
    for (const place of takesJson) {
      const { door, method, path, operation: { parameters = [] } } = place
      for (const body of bodies) {
        const { status, body: said } = await sendRaw(door.line, [request(door, method, addressOf(path, parameters), ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`], body)])
        if (status === null || status < 400 || status >= 500 || wasTurnedAway(place, status) || innards.test(said)) findings.push(`${door.name}: ${method} ${path} with ${body.slice(0, 60)} answered ${status}: ${said.slice(0, 150)}`)
      }
    }
    expect(takesJson.length).toBeGreaterThan(5)
    expect(findings).toEqual([])
  })

  test('When a caller shows nothing, then every address that asks for something lets nobody in', async () => {
    const findings: string[] = []
    const asking = places(world.doors).filter(({ operation }) => operation.security.length > 0)
    for (const { door, method, path, operation: { parameters = [] } } of asking) {
      const { status, head } = await sendRaw(door.line, [request({ ...door, entry: '' }, method, addressOf(path, parameters), method === 'POST' ? ['Content-Length: 0'] : [])])
      // A page sends a stranger to sign in; what another site may have sent is refused before.
      if (status !== 401 && status !== 403 && !(status === 303 && /^location: \S*\/sign-in/im.test(head))) findings.push(`${door.name}: ${method} ${path} answered ${status}`)
    }
    expect(asking.length).toBeGreaterThan(50)
    expect(findings).toEqual([])
  })

  test('When all of it was tried, then nothing was changed', () => expectUnharmed())
})

describe('every file that goes out', () => {
  test('When names are formulas, then no cell of any CSV begins as one', async () => {
    const named = formulas.filter(name => /^[=+@＝＋＠-]/.test(name))
    const filled = ['/v1/releases/{releaseId}/scores.csv', '/v1/program/portfolio/projects.csv']
    const exports = places(world.doors).filter(({ method, path, operation }) => method === 'GET' && path.startsWith('/v1/') && Object.hasOwn(operation.responses['200']?.content ?? {}, 'text/csv'))
    expect(exports.map(({ path }) => path)).toContain('/v1/releases/{releaseId}/scores.csv')
    const nothing = { goal: null, owner: null, ownerId: null, sponsor: null, sponsorId: null, unit: null, unitId: null, disciplines: [], segments: [], customers: null, budget: null, budgetCurrency: null, budgetText: null, startsOn: null, startsText: null, endsOn: null, endsText: null, status: null }
    for (const title of named) await world.driver.call('POST', '/program/initiatives', { ...nothing, title })
    for (const { path, operation } of exports) {
      const answer = await world.driver.raw('GET', addressOf(path, operation.parameters ?? [], { releaseId }).slice('/v1'.length))
      // What there is no such file of here goes through the same kit (csv-line), which csv.test looks at.
      if (answer.status === 404 && path !== '/v1/releases/{releaseId}/scores.csv') continue
      const cells = cellsOf(await answer.text())
      // Of what nobody has written here there is a head alone; it goes through the same kit.
      const isFilled = filled.includes(path)
      if (isFilled) expect(cells.length, path).toBeGreaterThan(20)
      // A number may be below zero; a text may not begin so.
      expect(cells.filter(cell => /^[=+\-@\t\r\0＝＋－＠]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell)), path).toEqual([])
      // They did arrive: a test on names that were lost on the way would prove nothing.
      if (isFilled) for (const formula of named) expect(cells.some(cell => cell === `'${formula}`), formula).toBe(true)
    }
  })
})

describe('every page', () => {
  let browser: Browser
  beforeAll(async () => { browser = await openBrowser() })
  afterAll(async () => { await browser?.close() })

  test('When all pages of the door are walked, then none needs anything inline and none asks another machine', async () => {
    const context = await browser.newContext()
    const troubles = await watched(context)
    const page = await context.newPage()
    const strange = await crawl(page, `${world.platform.door}/sign-in`, 5)
    await page.goto(`${world.platform.door}/sign-in/start`)
    await page.getByLabel('Sign-in name').fill('office@localhost')
    await page.getByRole('button', { name: 'Sign in with this name' }).click()
    await page.waitForURL(`${world.platform.door}/**`)
    const { findings, seen } = await crawl(page, `${world.platform.door}/`)
    expect([...strange.findings, ...findings, ...troubles]).toEqual([])
    expect(seen.length, seen.join(' ')).toBeGreaterThan(12)
    expect(await leave(page, `${world.platform.door}/waves`)).not.toHaveProperty('referer')
    await context.close()
  })

  test('When a survey is opened and left, then its page needs nothing inline and its link goes nowhere', async () => {
    const context = await browser.newContext()
    const troubles = await watched(context)
    const page = await context.newPage()
    for (const address of [world.surveyLink, `${world.platform.surveys}/s/thanks`, `${world.platform.surveys}/s/saved`, `${world.platform.surveys}/s/nobody`]) {
      const response = await page.goto(address)
      expect(response === null ? ['no answer'] : await findingsOfPage(response), address).toEqual([])
    }
    const headers = await leave(page, world.surveyLink)
    expect(headers).not.toHaveProperty('referer')
    expect(JSON.stringify(headers)).not.toContain(world.secrets()['surveyToken'])
    expect(troubles).toEqual([])
    await context.close()
  })

  test('When a page has something inline, then the walk would find it', () => {
    const policy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    expect(pageFindings('<p class="a"><script src="/a.js"></script><a href="/x">x</a></p>', policy)).toEqual([])
    const bad = ['<script>x()</script>', '<p style="color: red">', '<style>p {}</style>', '<button onclick="x()">', '<a href="javascript:x()">']
    for (const html of bad) expect(pageFindings(html, policy), html).toHaveLength(1)
    expect(pageFindings('', `${policy}; script-src 'unsafe-inline'`)).toHaveLength(1)
  })
})

describe('every log, after all of this', () => {
  test('When words are planted in addresses, headers, cookies, names and bodies, then no log has them, nor any key, token or link', async () => {
    const word = `canary${Date.now()}`
    const forged = encodeURIComponent(`${word}\n{"level":60,"msg":"forged ${word}"}`)
    for (const door of world.doors) {
      const lines = [`User-Agent: ${word}`, `X-Forwarded-For: ${word}`, `Cookie: __Host-weft=${word}`, `Referer: http://x/${word}`, `Content-Type: ${door.takes}`]
      await sendRaw(door.line, [request(door, 'GET', `/nowhere/${forged}?token=${forged}`, lines.slice(0, 2))])
      await sendRaw(door.line, [request({ ...door, entry: `Authorization: Bearer ${word}\r\n` }, 'POST', `${door.post}?x=${word}`, [...lines, `Content-Length: ${word.length}`], word)])
      await sendRaw(door.line, [request(door, 'POST', door.post, [`Content-Type: ${door.takes}`, `Content-Length: ${word.length + 4}`], `${word}=1&b`)])
    }
    const logs = world.logs()
    expect(Object.keys(logs).length).toBeGreaterThan(8)
    const wanted = { ...world.secrets(), word }
    const found = Object.entries(logs).flatMap(([file, text]) => Object.entries(wanted).filter(([, secret]) => text.includes(secret)).map(([name, secret]) => `${file} has ${name}: ${lineWith(text, secret)}`))
    expect(found).toEqual([])
    // Whatever was sent, a line stays one line.
    for (const [file, text] of Object.entries(logs).filter(([name]) => /^(directory|participation|program|commitments|survey|survey-public|scoring|reporting|web)\.log$/.test(name))) {
      for (const line of text.split('\n').filter(line => line !== '')) expect(() => JSON.parse(line) as unknown, `${file}: ${line.slice(0, 200)}`).not.toThrow()
    }
  })
})

const lineWith = (text: string, word: string) => text.split('\n').find(line => line.includes(word))?.slice(0, 300) ?? ''
