import { describe, expect, test } from 'vitest'
import { readConfig, serviceConfig } from './config.ts'

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
