import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { BrowserContext, Page, Response } from 'playwright-core'

/** What is wrong with a page as it was sent: anything inline that a policy would have to allow, or a policy that allows it. */
export function pageFindings (html: string, policy: string | undefined): string[] {
  const tags = [...html.matchAll(/<([a-z][a-z0-9-]*)((?:\s+[^\s=>]+(?:=(?:"[^"]*"|'[^']*'|[^\s>]*))?)*)\s*\/?>/gi)].map(([whole, name = '', attributes = '']) => ({ whole, name: name.toLowerCase(), attributes }))
  const hashed = /style-src[^;]*'sha256-/.test(policy ?? '')
  return [
    ...policy === undefined ? ['has no policy'] : [],
    ...(policy?.match(/unsafe-\w+|https?:(?!\/\/)| \*/g) ?? []).map(word => `its policy allows ${word}`),
    ...["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", 'form-action '].filter(word => policy?.includes(word) === false).map(word => `its policy lacks ${word}`),
    ...tags.filter(({ name, attributes }) => name === 'script' && !/\ssrc=/i.test(attributes)).map(({ whole }) => `inline script ${whole}`),
    ...tags.filter(({ name }) => name === 'style' && !hashed).map(({ whole }) => `inline style sheet ${whole}`),
    ...tags.filter(({ attributes }) => /\sstyle=/i.test(attributes)).map(({ whole }) => `inline style ${whole.slice(0, 80)}`),
    ...tags.filter(({ attributes }) => /\son[a-z]+=/i.test(attributes)).map(({ whole }) => `inline handler ${whole.slice(0, 80)}`),
    // An empty icon keeps browsers from asking for one.
    ...tags.filter(({ whole, attributes }) => !/^<link rel="icon" href="data:,"/.test(whole) && /\s(href|src|action|formaction)=["']?\s*(javascript|data|vbscript):/i.test(attributes)).map(({ whole }) => `script in an address ${whole.slice(0, 80)}`)
  ]
}

/** Notes every call to another machine, and whatever the browser itself says against a page. */
export async function watched (context: BrowserContext): Promise<string[]> {
  const troubles: string[] = []
  await context.route('**/*', route => {
    const { hostname } = new URL(route.request().url())
    if (['localhost', '127.0.0.1'].includes(hostname)) return route.continue()
    troubles.push(`asked another machine: ${hostname}`)
    return route.abort()
  })
  context.on('page', page => {
    page.on('console', message => { if (/Content Security Policy|violates/i.test(message.text())) troubles.push(`${page.url()}: ${message.text()}`) })
  })
  return troubles
}

/** Follows every link of an origin from a page on, each kind of address once (ids and queries aside). Gives what was wrong and how many pages were seen. */
export async function crawl (page: Page, start: string, most = 40): Promise<{ findings: string[], seen: string[] }> {
  const { origin } = new URL(start)
  const [queue, kinds, findings, seen] = [[start], new Set<string>(), [] as string[], [] as string[]]
  while (queue.length > 0 && seen.length < most) {
    const address = queue.shift() ?? ''
    const response = await page.goto(address).catch((error: Error) => { if (/ERR_ABORTED|Download is starting/.test(error.message)) return null; throw error })
    if (response === null) continue
    seen.push(new URL(address).pathname)
    findings.push(...(await findingsOf(response)).map(finding => `${new URL(address).pathname}: ${finding}`))
    for (const link of await page.evaluate(() => [...document.querySelectorAll('a[href]')].map(anchor => (anchor as HTMLAnchorElement).href))) {
      const kind = kindOf(link)
      if (link.startsWith(`${origin}/`) && !kinds.has(kind)) {
        kinds.add(kind)
        queue.push(link.split('#')[0] ?? '')
      }
    }
  }
  return { findings, seen }
}

export const findingsOf = async (response: Response): Promise<string[]> => pageFindings(await response.text(), response.headers()['content-security-policy'])

function kindOf (link: string): string {
  const { pathname, searchParams } = new URL(link)
  return `${pathname.replace(/[0-9a-f-]{36}/g, ':id').replace(/^\/units\/.*/, '/units/:id')}?${[...searchParams.keys()].sort().join('&')}`
}

/** Lets a reader go from a page to a stranger's server; gives the headers that came along. */
export async function leave (page: Page, address: string): Promise<IncomingHttpHeaders> {
  const heard: IncomingHttpHeaders[] = []
  const stranger = createServer((request, response) => {
    if (request.url === '/elsewhere') heard.push(request.headers)
    response.end('elsewhere')
  })
  await new Promise<void>(resolve => { stranger.listen(0, '127.0.0.1', resolve) })
  const { port } = stranger.address() as { port: number }
  try {
    await page.goto(address)
    await page.evaluate(to => {
      const link = document.createElement('a')
      link.href = to
      document.body.append(link)
      link.click()
    }, `http://127.0.0.1:${port}/elsewhere`)
    await page.waitForURL('**/elsewhere')
    return heard[0] ?? {}
  } finally {
    stranger.closeAllConnections()
    stranger.close()
  }
}
