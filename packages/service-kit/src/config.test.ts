import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { isSecret, readConfig, secret, serviceConfig } from './config.ts'

const fits = { DATABASE_URL: 'postgres://a', MIGRATION_DATABASE_URL: 'postgres://b', DOOR_PUBLIC_KEY: '{"kty":"OKP","crv":"Ed25519","x":"abc"}' }

describe('the configuration of a service', () => {
  test('When everything fits, then defaults are filled in', () => {
    expect(readConfig(serviceConfig, fits)).toMatchObject({ EVENTS: 'postgres', PORT: 0, HOST: '127.0.0.1', STOP_GRACE_SECONDS: 20 })
  })

  test('When several things are wrong, then one error names each and shows no value', () => {
    const wrong = () => readConfig(serviceConfig, { ...fits, PORT: 'http', EVENTS: 'rabbit', DOOR_PUBLIC_KEY: 'hush-hush', DATABASE_URL: undefined })
    expect(wrong).toThrow(/PORT[^]*EVENTS|EVENTS[^]*PORT/)
    expect(wrong).toThrow('DATABASE_URL')
    expect(wrong).not.toThrow(/hush-hush/)
  })

  test.each(['65536', '-1', '80.5', ''])('When the port is %j, then it is refused', value => {
    expect(() => readConfig(serviceConfig, { ...fits, PORT: value })).toThrow('PORT')
  })
})

describe('a secret by file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weft-secret-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 })
    return join(folder, name)
  }
  const without = { DOOR_PUBLIC_KEY: fits.DOOR_PUBLIC_KEY, MIGRATION_DATABASE_URL: fits.MIGRATION_DATABASE_URL }

  test('When a file holds the value, then it is read without the line break at its end', () => {
    expect(readConfig(serviceConfig, { ...without, DATABASE_URL: '', DATABASE_URL_FILE: file('url', 'postgres://hidden\n') }).DATABASE_URL).toBe('postgres://hidden')
    const key = file('key', `${fits.DOOR_PUBLIC_KEY}\n`)
    expect(readConfig(serviceConfig, { ...fits, DOOR_PUBLIC_KEY: undefined, DOOR_PUBLIC_KEY_FILE: key }).DOOR_PUBLIC_KEY).toMatchObject({ x: 'abc' })
  })

  test('When value and file are both given, then the start is refused and shows neither', () => {
    const both = () => readConfig(serviceConfig, { ...fits, DATABASE_URL: 'postgres://in-the-open', DATABASE_URL_FILE: file('both', 'postgres://hidden') })
    expect(both).toThrow('DATABASE_URL_FILE: DATABASE_URL is given as well')
    expect(both).not.toThrow(/in-the-open|hidden/)
  })

  test('When the variable is no secret, then a file is not quietly ignored', () => {
    expect(() => readConfig(serviceConfig, { ...fits, HOST_FILE: file('host', '0.0.0.0') })).toThrow('HOST_FILE: only secrets')
    expect(readConfig(serviceConfig, { ...fits, LOG_FILE: '/var/log/weft' }).LOG_FILE).toBe('/var/log/weft')
  })

  test.each([['is not there', 'nowhere', undefined], ['is empty', 'empty', '\n'], ['is far too large', 'large', 'x'.repeat(70_000)]])('When the file %s, then that is said and nothing else', (_, name, text) => {
    const path = text === undefined ? join(folder, name) : file(name, text)
    expect(() => readConfig(serviceConfig, { ...without, DATABASE_URL_FILE: path })).toThrow(/^The configuration does not fit:\n {2}DATABASE_URL_FILE: the file [^\n]+$/)
  })

  test('When a field is described before or after it is marked, then it stays marked', () => {
    expect([secret(z.string().describe('a')), secret(z.string()).describe('a'), z.string().describe('a')].map(isSecret)).toEqual([true, true, false])
  })
})
