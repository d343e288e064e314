import { chunksOf } from './raw.ts'
import type { Door } from './world.ts'

/** What somebody sends who wants to do harm. `when`: doors where it means anything. */
export type Probe = { name: string, when?: (door: Door) => boolean, bytes: (door: Door) => Iterable<string | Buffer> }

const takesJson = ({ takes }: Door) => takes === 'application/json'
const asksForToken = ({ entry }: Door) => entry !== ''
const hostOf = ({ line }: Door) => `Host: ${line.host}:${line.port}\r\n`

/** A request as it should be, with lines before its end. */
export function request (door: Door, method: string, path: string, lines: readonly string[] = [], body = ''): string {
  return `${method} ${path} HTTP/1.1\r\n${hostOf(door)}Connection: close\r\n${door.entry}${lines.map(line => `${line}\r\n`).join('')}\r\n${body}`
}

const post = (door: Door, lines: readonly string[], body: string) => request(door, 'POST', door.post, lines, body)
const lengthOf = (body: string) => `Content-Length: ${Buffer.byteLength(body)}`
const json = (door: Door, body: string, type = 'application/json') => post(door, [`Content-Type: ${type}`, lengthOf(body)], body)
/** No field of any request, and a type no field has: only a body that nobody checked can pass with it. */
const odd = '{"title":7,"topic":{},"consumer":[],"extra":true}'
const good = (door: Door) => door.takes === 'application/json' ? odd : 'a=1'
const typed = (door: Door) => [`Content-Type: ${door.takes}`, lengthOf(good(door))]

const smuggled = 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n'

/** HTTP that two programs could read in two ways. */
const framing: Probe[] = [
  // On a call that is answered with 200 otherwise: a body that is refused anyway would hide that nobody looked.
  { name: 'two Host headers', bytes: door => [request(door, 'GET', door.ready, ['Host: evil.example'])] },
  { name: 'two Authorization headers', when: asksForToken, bytes: door => [request(door, 'GET', door.ready, ['Authorization: Bearer x'])] },
  { name: 'two Content-Type headers', bytes: door => [post(door, ['Content-Type: text/plain', ...typed(door)], good(door))] },
  { name: 'two Content-Length headers', bytes: door => [post(door, ['Content-Length: 1', ...typed(door)], good(door))] },
  { name: 'two Cookie headers', bytes: door => [request(door, 'GET', door.ready, ['Cookie: a=1', 'Cookie: b=2'])] },
  { name: 'two Content-Type headers on a call without a body', bytes: door => [request(door, 'GET', door.ready, ['Content-Type: text/plain', 'Content-Type: application/json'])] },
  { name: 'a coding on a call without a body', bytes: door => [request(door, 'GET', door.ready, ['Content-Encoding: gzip'])] },
  { name: 'a call without a Host that is right otherwise', bytes: door => [request(door, 'GET', door.ready).replace(hostOf(door), '')] },
  { name: 'a length and chunks', bytes: door => [post(door, ['Transfer-Encoding: chunked', ...typed(door)], `0\r\n\r\n${smuggled}`)] },
  { name: 'a space before the colon of Transfer-Encoding', bytes: door => [post(door, ['Transfer-Encoding : chunked'], `0\r\n\r\n${smuggled}`)] },
  { name: 'a transfer coding that does not exist', bytes: door => [post(door, ['Transfer-Encoding: xchunked', `Content-Type: ${door.takes}`], '0\r\n\r\n')] },
  { name: 'chunked twice', bytes: door => [post(door, ['Transfer-Encoding: chunked, chunked', `Content-Type: ${door.takes}`], '0\r\n\r\n')] },
  { name: 'lines that end in LF alone', bytes: door => [post(door, typed(door), good(door)).replaceAll('\r\n', '\n')] },
  { name: 'a folded header', bytes: door => [post(door, ['X-Folded: a', ' b', ...typed(door)], good(door))] },
  { name: 'no Host', bytes: door => [post(door, typed(door), good(door)).replace(hostOf(door), '')] },
  { name: 'a length below zero', bytes: door => [post(door, ['Content-Length: -1', `Content-Type: ${door.takes}`], '')] },
  { name: 'a length with a plus', bytes: door => [post(door, ['Content-Length: +5', `Content-Type: ${door.takes}`], 'a=1&b')] },
  { name: 'a chunk size that overflows', bytes: door => [post(door, ['Transfer-Encoding: chunked', `Content-Type: ${door.takes}`], 'FFFFFFFFFFFFFFFFF\r\na\r\n0\r\n\r\n')] },
  { name: 'a NUL in a header', bytes: door => [post(door, ['X-Odd: a\0b', ...typed(door)], good(door))] },
  { name: 'a method that does not exist', bytes: door => [request(door, 'HACK', door.post)] },
  { name: 'TRACE', bytes: door => [request(door, 'TRACE', door.post)] },
  { name: 'no HTTP at all', bytes: () => ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03hello\r\n\r\n'] }
]

const bodies: Probe[] = [
  ...['gzip', 'deflate', 'br', 'identity', 'gzip, gzip'].map((coding): Probe => ({
    name: `a body in ${coding}`, bytes: door => [post(door, [`Content-Encoding: ${coding}`, ...typed(door)], good(door))]
  })),
  ...['application/json\t; charset=utf-8', ' application/json', 'application/json;', 'application/json; =', 'application/ json', 'application/json, text/plain', 'text/plain', 'application/xml', 'application/jsonx',
    'application/vnd.x+json', 'APPLICATION/JSON; charset=utf-7', '*/*', 'application/json\x0b', 'multipart/form-data', '__proto__', ''].map((type): Probe => ({
    name: `a body of the type ${JSON.stringify(type)}`, when: takesJson, bytes: door => [json(door, odd, type)]
  })),
  { name: 'a body without a type', when: takesJson, bytes: door => [post(door, [lengthOf(odd)], odd)] },
  ...Object.entries({
    'a bare null': 'null', 'a bare number': '1', 'a bare list': '[]', 'an empty body': '', 'half a body': '{"title":', 'a byte order mark before nothing': '\ufeff', 'NaN': 'NaN',
    '__proto__': '{"__proto__":{"admin":true},"title":"x"}', 'constructor': '{"constructor":{"prototype":{"admin":true}},"title":"x"}', '__proto__ in escapes': '{"\\u005f_proto__":{"admin":true},"title":"x"}',
    '__proto__ deep inside': '{"title":"x","thresholds":{"__proto__":{"score":1}}}', 'one key twice': '{"title":"x","title":7}',
    'nesting of 100,000 lists': `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'nesting of 50,000 objects': `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
    '200,000 keys': `{${Array.from({ length: 60_000 }, (_, at) => `"k${at}":1`).join(',')}}`, 'a number of 100,000 digits': `{"title":${'9'.repeat(100_000)}}`, 'lone surrogates': '{"title":"\\ud800","instrumentId":"full-8","closesOn":"2099-12-31"}',
    'a NUL in every text': '{"title":"a\\u0000","instrumentId":"a\\u0000","closesOn":"2099-12-31","topic":"a\\u0000","key":"a\\u0000","consumer":"a\\u0000"}',
    'a NUL in a topic': '{"topic":"a\\u0000","key":"k"}', 'a NUL in a key': '{"topic":"a","key":"\\u0000"}', 'a NUL in a consumer': '{"consumer":"\\u0000","key":"k"}'
  }).map(([name, body]): Probe => ({ name: `JSON: ${name}`, when: takesJson, bytes: door => [json(door, body)] })),
  { name: 'a form with __proto__', when: door => !takesJson(door) && door.post !== '/sign-out', bytes: door => [json(door, '__proto__=1&constructor=2&__proto__[admin]=1', door.takes)] },
  { name: 'a form of 5,000 fields', when: door => !takesJson(door) && door.post !== '/sign-out', bytes: door => [json(door, Array.from({ length: 5_000 }, (_, at) => `f${at}=1`).join('&'), door.takes)] },
  { name: 'JSON where a form is taken', when: door => !takesJson(door), bytes: door => [json(door, '{"a":1}')] },
  { name: 'a body that says that it is 2 MB', bytes: door => [post(door, [`Content-Type: ${door.takes}`, 'Content-Length: 2000000'], 'a')] }
]

const addresses: Probe[] = [
  { name: 'a query of 20,000 characters', bytes: door => [request(door, 'GET', `/nowhere?q=${'a'.repeat(20_000)}`)] },
  { name: 'a header of 20,000 characters', bytes: door => [request(door, 'GET', door.ready, [`X-Long: ${'a'.repeat(20_000)}`])] },
  { name: '5,000 headers', bytes: door => [request(door, 'GET', door.ready, Array.from({ length: 5_000 }, (_, at) => `X-${at}: ${at}`))] },
  { name: 'an address of 5,000 parts', bytes: door => [request(door, 'GET', '/a'.repeat(5_000))] },
  ...['/assets/../package.json', '/assets/..%2f..%2fpackage.json', '/assets/%2e%2e/%2e%2e/etc/passwd', '/assets/..\\..\\etc\\passwd', '/assets/page.css%00.svg', '/assets/%252e%252e/x', '//etc/passwd', '/%00', '/%zz', '/%c0%af', '/%ed%a0%80',
    '/s/../health/x', '/s/%2e%2e%2f%2e%2e%2fetc/passwd', '/s/assets/..%2f..%2fpackage.json', '/s/%00', '/s/;x', '/.git/config', '/.env', '/__proto__', '/constructor', '/toString', 'http://evil.example/x', '*', '/a b', '/\u0001', '/..;/health/x', '/health/ready/..%2f..%2fx'].map((path): Probe => ({
    name: `the address ${JSON.stringify(path)}`, bytes: door => [request(door, 'GET', path)]
  }))
]

const B = 'xxBOUNDARYxx'
const part = (name: string, file: string, content: string) => `--${B}\r\nContent-Disposition: form-data; name="${name}"; filename="${file}"\r\nContent-Type: text/csv\r\n\r\n${content}\r\n`
const field = (name: string, value: string) => `--${B}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const takesFiles = ({ files }: Door) => files !== undefined
const upload = (door: Door, body: string, type = `multipart/form-data; boundary=${B}`) => request(door, 'POST', door.files ?? '', [`Content-Type: ${type}`, lengthOf(body)], body)
const end = `--${B}--\r\n`

const files: Probe[] = Object.entries<string | [body: string, type: string]>({
  'no part at all': end, 'an empty form': '', 'no end': part('units', 'u.csv', 'unit,parent,name'), '10,000 fields': field('a', '1').repeat(10_000) + end, '10,000 files': part('units', 'u.csv', 'x').repeat(10_000) + end,
  'a file nobody asked for': part('passwd', '../../../etc/passwd', 'x') + end, 'file names with paths': part('units', '../../../../etc/cron.d/x', 'unit\n"') + end, 'a NUL in a file name': part('units', 'a\0b.csv', 'x') + end,
  'a field name of 100,000 characters': part('u'.repeat(100_000), 'u.csv', 'x') + end, 'a part header of 100,000 characters': `--${B}\r\nX-Long: ${'a'.repeat(100_000)}\r\n\r\nx\r\n${end}`, '__proto__ as a name': part('__proto__', 'u.csv', 'x') + end,
  'a form in a form': `--${B}\r\nContent-Disposition: form-data; name="units"\r\nContent-Type: multipart/mixed; boundary=yy\r\n\r\n--yy\r\n\r\nx\r\n--yy--\r\n${end}`,
  'no boundary': [part('units', 'u.csv', 'x') + end, 'multipart/form-data'], 'an empty boundary': [end, 'multipart/form-data; boundary='], 'a boundary of 10,000 characters': [end, `multipart/form-data; boundary=${'b'.repeat(10_000)}`],
  'two boundaries': [part('units', 'u.csv', 'x') + end, `multipart/form-data; boundary=${B}; boundary=other`], 'JSON where files are taken': ['{}', 'application/json'],
  '5,000 columns': part('mapping', 'm.json', '{}') + part('units', 'u.csv', `${Array.from({ length: 5_000 }, (_, at) => `c${at}`).join(',')}\n`) + end,
  'a quotation mark that never closes': part('units', 'u.csv', `unit,parent,name\n"${'a'.repeat(300_000)}`) + end, 'a zip': part('units', 'u.zip', 'PK\x03\x04\0\0\0\0') + end, 'UTF-16 without its mark': part('units', 'u.csv', [...'unit,parent,name'].join('\0')) + end,
  'a mapping of nested lists': part('mapping', 'm.json', '['.repeat(200_000)) + end, 'a mapping with __proto__': part('mapping', 'm.json', '{"__proto__":{"title":"x"}}') + end
}).map(([name, given]): Probe => ({ name: `files: ${name}`, when: takesFiles, bytes: door => [typeof given === 'string' ? upload(door, given) : upload(door, ...given)] }))

export const probes: readonly Probe[] = [...framing, ...bodies, ...addresses, ...files]

const GIGABYTE = 1_073_741_824

/** A request that goes on for a gigabyte, so that only the other side can end it. */
export const endless: readonly Probe[] = [
  {
    name: 'a body of 1 GB in chunks',
    bytes: function * (door) {
      yield post(door, ['Transfer-Encoding: chunked', `Content-Type: ${door.takes}`], '')
      yield * chunksOf(Buffer.alloc(65_536, 'a'), GIGABYTE)
    }
  },
  {
    name: 'a line of 1 GB in a file', when: takesFiles,
    bytes: function * (door) {
      yield request(door, 'POST', door.files ?? '', ['Transfer-Encoding: chunked', `Content-Type: multipart/form-data; boundary=${B}`])
      yield * chunksOf(Buffer.from(`--${B}\r\nContent-Disposition: form-data; name="units"; filename="u.csv"\r\nContent-Type: text/csv\r\n\r\nunit,parent,name\r\n`), 1)
      yield * chunksOf(Buffer.alloc(65_536, 'a'), GIGABYTE)
    }
  },
  {
    name: 'a mapping of 1 GB', when: ({ files }) => files === '/past-waves',
    bytes: function * (door) {
      yield request(door, 'POST', door.files ?? '', ['Transfer-Encoding: chunked', `Content-Type: multipart/form-data; boundary=${B}`])
      yield * chunksOf(Buffer.from(`--${B}\r\nContent-Disposition: form-data; name="mapping"; filename="m.json"\r\n\r\n`), 1)
      yield * chunksOf(Buffer.alloc(65_536, ' '), GIGABYTE)
    }
  }
]
