import { describe, expect, it } from 'vitest'
import { domainWords, impurities } from './pure.ts'
import { sourcesIn } from './source.ts'

const isPlain = (file: string) => /^services\/[^/]+\/src\/.+\/[^/.]+\.tsx?$/.test(file) || /^packages\/service-kit\/src\/(refusal|event|pooling|coarsening|checksum|chunk|sentence|student)\.ts$/.test(file)

describe('plain files', () => {
  it('When a file has a plain name, then its arguments alone decide what it gives', () => {
    const plain = [...sourcesIn('services/*/src/**/*.{ts,tsx}'), ...sourcesIn('packages/service-kit/src/*.ts')].filter(({ file }) => isPlain(file))
    expect(plain.length).toBeGreaterThan(20)
    expect(plain.flatMap(impurities)).toEqual([])
  })

  it.each([
    ['the clock', 'export const a = () => Date.now()', 'Date.now'],
    ['today', 'export const a = () => new Date()', 'new Date()'],
    ['chance', 'export const a = () => Math.random()', 'Math.random'],
    ['random ids', "import { randomUUID } from 'node:crypto'\nexport const a = randomUUID", 'randomUUID of node:crypto'],
    ['ids from the clock', "import { v7 } from 'uuid'\nexport const a = v7", 'v7 of uuid'],
    ['the environment', "export const a = () => process.env['A']", 'process'],
    ['the network', "export const a = () => fetch('http://127.0.0.1')", 'fetch'],
    ['a timer', 'export const a = () => setTimeout(() => {}, 1)', 'setTimeout']
  ])('When a plain file uses %s, then it is found', (_, text, what) => {
    expect(impurities({ file: 'x.ts', text })).toContain(`x.ts: ${what}`)
  })

  it('When a plain file is given a date or hashes a value, then nothing is found', () => {
    const text = "import { createHash } from 'node:crypto'\nimport { v5 } from 'uuid'\nexport const a = (now: Date, process: { id: string }) => [new Date(now), createHash, v5, process.id]"
    expect(impurities({ file: 'x.ts', text })).toEqual([])
  })
})

describe('the kit', () => {
  it('When the kit is read, then no word of the domain stands in it', () => {
    const kit = sourcesIn('packages/service-kit/src/**/*.{ts,tsx}')
    expect(kit.length).toBeGreaterThan(20)
    expect(kit.flatMap(domainWords)).toEqual([])
  })

  it('When a domain word hides in a name, then it is found', () => {
    expect(domainWords({ file: 'x.ts', text: 'const openWave = (unitIds: string[]) => personOf(unitIds)' })).toEqual(['x.ts: wave', 'x.ts: unit', 'x.ts: person', 'x.ts: unit'])
    expect(domainWords({ file: 'x.ts', text: 'const united = factorial(score_of)' })).toEqual(['x.ts: score'])
  })
})
