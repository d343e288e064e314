import { configurationPage } from '@weft/infra/docs/configuration-page'
import { configurations } from '@weft/infra/docs/write-docs'
import { expect, test } from 'vitest'
import { z } from 'zod'

test('When a service reads a variable, then the page has it once under its service, with its meaning', () => {
  const page = configurationPage(configurations)
  for (const [service, shape] of Object.entries(configurations.services)) {
    const own = Object.entries(shape).filter(([name]) => !(name in configurations.every))
    const section = page.split(`## ${service}\n`)[1]?.split('\n## ')[0] ?? ''
    expect(section.match(/^\| `/gm) ?? []).toHaveLength(own.length)
    for (const [name] of own) expect(section).toMatch(new RegExp(`^\\| \`${name}\` \\| .* \\| .+ \\|$`, 'm'))
  }
})

test('When npm start hands a variable on or reads it itself, then it stands under npm start', () => {
  const section = configurationPage(configurations).split('## npm start\n')[1]?.split('\n## ')[0] ?? ''
  const names = [...section.matchAll(/^\| `([A-Z_]+)`/gm)].map(match => match[1])
  for (const name of ['WEFT_HOME', 'WEFT_PORT', 'EVENTS', 'KAFKA_BROKERS', 'SMTP_URL', 'MAIL_FROM', 'OIDC_ISSUER', 'FIRST_OFFICE_SIGN_IN', 'RE_EMISSION_AFTER_SECONDS', 'STREAMS', 'LOG_LEVEL']) {
    expect(names).toContain(name)
  }
  expect(names).not.toContain('DATABASE_URL')
})

test('When defaults are empty, numbers or missing, then each says so in words; and without a meaning nothing is written', () => {
  const of = (every: Record<string, z.ZodType>) => configurationPage({ start: {}, every, services: {}, isHandedOn: () => false })
  const page = of({ A: z.string().default('').describe('one'), B: z.string().default('3').transform(Number).describe('two'), C: z.string().describe('three | four') })
  expect(page).toContain('| `A` | empty | one |\n| `B` | `3` | two |\n| `C` | needed | three \\| four |')
  expect(() => of({ D: z.string() })).toThrow('D has no meaning')
})
