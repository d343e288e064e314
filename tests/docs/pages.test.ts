import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalogue } from '@weft/contracts/catalogue'
import { contract } from '@weft/contracts/envelope'
import { topics } from '@weft/contracts/topics'
import { eventsPage } from '@weft/infra/docs/events-page'
import { fieldsOf, type Schema } from '@weft/infra/docs/fields'
import { writeDocs } from '@weft/infra/docs/write-docs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

const said: string[] = []
const say = (sentence: string) => { said.push(sentence) }

describe('generated pages', () => {
  test('When the contracts are as they are, then the pages in the repository tell the same', async () => {
    expect(await writeDocs(['--check'], { say }), 'run "npm run docs"').toBe(0)
  })

  test('When the page is a letter behind or not there, then the check says so and fails, and writing mends it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'weft-docs-'))
    expect(await writeDocs(['--check'], { folder, say })).toBe(1)
    await writeDocs([], { folder, say })
    for (const name of ['events.md', 'configuration.md', 'openapi/survey.json', 'asyncapi.json']) {
      const path = join(folder, name)
      expect(await writeDocs(['--check'], { folder, say })).toBe(0)
      const right = await readFile(path, 'utf8')
      await writeFile(path, right.replace('wave', 'vawe'))
      expect(await writeDocs(['--check'], { folder, say })).toBe(1)
      expect(said.at(-1)).toContain(`${name} is behind`)
      await writeFile(path, right)
    }
    await rm(folder, { recursive: true })
  })

  test('When an event is in the catalogue, then its meaning, fields and example are on the page', () => {
    const page = eventsPage(catalogue, topics)
    for (const { type, meaning, example } of catalogue) {
      expect(page).toContain(`### ${type}\n\n${meaning}\n`)
      expect(page).toContain(JSON.stringify(example, null, 2))
      for (const name of Object.keys(example as object)) expect(page).toContain(`| \`${name}`)
    }
  })

  test('When analysts read an event, then every field of it has a meaning', () => {
    const published = catalogue.filter(({ topic }) => topic.startsWith('pub.'))
    expect(published.length).toBeGreaterThan(2)
    const silent = published.flatMap(({ type, data }) => fieldsOf(z.toJSONSchema(data, { io: 'input' }) as Schema).filter(({ meaning }) => meaning === '').map(({ path }) => `${type} ${path}`))
    expect(silent, 'describe it in packages/contracts').toEqual([])
  })

  test('When an event has no topic, or a topic no event, then nothing is written', () => {
    const stray = contract({ topic: 'int.web.nothing.v1', type: 'nothing-happened', key: 'none', content: 'structure', meaning: 'Nothing.', data: z.object({}), example: {} })
    expect(() => eventsPage([...catalogue, stray], topics)).toThrow('int.web.nothing.v1')
    expect(() => eventsPage(catalogue.slice(1), topics)).toThrow('No event travels on')
  })
})

test('When data holds lists, names, kinds and fields that may be left out, then each has a line with its type in words', () => {
  const schema = z.object({
    units: z.array(z.object({ name: z.string().min(1).max(9) })).max(5),
    answers: z.record(z.string(), z.int().nullable()),
    value: z.discriminatedUnion('kind', [z.object({ kind: z.literal('shown'), n: z.int().positive().describe('people') }), z.object({ kind: z.literal('hidden') })]),
    since: z.iso.date().optional()
  })
  expect(fieldsOf(z.toJSONSchema(schema, { io: 'input' }) as Schema)).toEqual([
    { path: 'units', type: 'list of object, at most 5', meaning: '' },
    { path: 'units[].name', type: 'text, 1 to 9', meaning: '' },
    { path: 'answers', type: 'names with whole number or null', meaning: '' },
    { path: 'value', type: 'object', meaning: '' },
    { path: 'value (shown).kind', type: '`shown`', meaning: '' },
    { path: 'value (shown).n', type: 'whole number, above 0', meaning: 'people' },
    { path: 'value (hidden).kind', type: '`hidden`', meaning: '' },
    { path: 'since?', type: 'day (YYYY-MM-DD)', meaning: '' }
  ])
})
