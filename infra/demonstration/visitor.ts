import type { DoorwayOptions } from './doorway.ts'

/** Somebody who is signed in, as a browser without script has it: pages by GET, forms by POST. */
export type Visitor = {
  /** The HTML of a page. */
  page: (path: string) => Promise<string>
  /** Sends a form; gives where the door leads on. Throws what a page refuses, with the sentence that it shows. */
  send: (path: string, fields: Fields) => Promise<string>
}
export type Fields = Readonly<Record<string, string | number | readonly string[]>>

/** Cookies by host and name; that is all a browser needs here. */
type Jar = Map<string, Map<string, string>>
const MOST_STEPS = 8

/**
 * Signs somebody in as a browser does, by the provider of this machine that asks for no password. Five answers in all, about 15 ms of a processor.
 * `signIn` is the one of the people file.
 */
export async function signInAs (signIn: string, { door, signal }: Pick<DoorwayOptions, 'door' | 'signal'>): Promise<Visitor> {
  const jar: Jar = new Map()
  const ask = (url: string, body?: URLSearchParams) => fetch(url, {
    method: body === undefined ? 'GET' : 'POST', redirect: 'manual', ...(body !== undefined && { body }),
    headers: { cookie: cookiesFor(jar, url), ...(body !== undefined && { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin' }) }, signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)])
  }).then(response => {
    keepCookies(jar, url, response)
    return response
  })
  let at = `${door}/sign-in/start`
  for (let step = 0; step < MOST_STEPS && at !== `${door}/`; step++) {
    // The one page on the way is a form that asks who one is.
    const asks = /\/sign-in\/[\w-]{20,}$/.test(new URL(at).pathname)
    const response = await ask(at, asks ? new URLSearchParams({ sign_in: signIn }) : undefined)
    await response.body?.cancel()
    const to = response.headers.get('location')
    if (to === null) throw new Error(`Nobody can sign in as ${signIn}: ${response.status} at ${new URL(at).pathname}.`)
    at = new URL(to, at).href
  }
  return {
    page: async path => {
      const response = await ask(`${door}${path}`)
      const html = await response.text()
      if (response.status !== 200) throw new Error(`${signIn} at ${path}: ${response.status} ${sentencesOf(html)}`)
      return html
    },
    send: async (path, fields) => {
      const body = new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map(one => [name, String(one)])))
      const response = await ask(`${door}${path}`, body)
      if (response.status !== 303) throw new Error(`${signIn} sent ${path}: ${response.status} ${sentencesOf(await response.text())}`)
      await response.body?.cancel()
      return response.headers.get('location') ?? ''
    }
  }
}

function cookiesFor (jar: Jar, url: string): string {
  return [...jar.get(new URL(url).host) ?? []].map(([name, value]) => `${name}=${value}`).join('; ')
}

function keepCookies (jar: Jar, url: string, response: Response): void {
  const { host } = new URL(url)
  const kept = jar.get(host) ?? new Map<string, string>()
  for (const line of response.headers.getSetCookie()) {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    kept.set(pair.slice(0, at), pair.slice(at + 1))
  }
  jar.set(host, kept)
}

/** What a page says went wrong, as far as somebody who reads a terminal needs it. */
const sentencesOf = (html: string): string => (/<main[\s\S]*/.exec(html)?.[0] ?? html).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(0, 400)

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
const plain = (text: string): string => text.replace(/&(amp|lt|gt|quot|#39);/g, entity => entities[entity] ?? entity)

/** A form of a page as it stands: where it goes, and what it would send if nobody touched it. Undefined where no form has such an address. */
export function formIn (html: string, action: RegExp): { action: string, fields: Record<string, string>, /** Names of all its controls, choices included. */ names: readonly string[] } | undefined {
  for (const [whole, tag = ''] of html.matchAll(/<form\b([^>]*)>[\s\S]*?<\/form>/g)) {
    const to = attribute(tag, 'action')
    if (!action.test(to)) continue
    const inputs = [...whole.matchAll(/<input\b([^>]*)>/g)].map(([, of = '']) => ({ name: attribute(of, 'name'), type: attribute(of, 'type'), value: attribute(of, 'value') }))
    const texts = [...whole.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g)].map(([, of = '', value = '']) => ({ name: attribute(of, 'name'), value: plain(value) }))
    const still = [...inputs.filter(({ type }) => type !== 'radio' && type !== 'checkbox'), ...texts]
    return { action: to, fields: Object.fromEntries(still.map(({ name, value }) => [name, value])), names: [...new Set([...inputs, ...texts].map(({ name }) => name))] }
  }
  return undefined
}

const attribute = (tag: string, name: string): string => plain(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
