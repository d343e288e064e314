import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalogue } from '@weft/contracts/catalogue'
import { contract, type Contract } from '@weft/contracts/envelope'
import { eventFindings, judge, releasedEvent, schemaOf } from '@weft/infra/contracts/event-gate'
import { judgeAnswer, judgeRequest, operationFindings } from '@weft/infra/contracts/operation-gate'
import { readReleased, readSums, releasedFolder, releasedVersions, sumOf, writeReleased, type Released } from '@weft/infra/contracts/released'
import { reads } from '@weft/infra/contracts/reads'
import { samplesOf } from '@weft/infra/contracts/samples'
import { findingsAgainst, today } from '@weft/infra/contracts/today'
import { tryChanges } from '@weft/infra/contracts/twelve-changes'
import type { OpenApi } from '@weft/infra/docs/openapi'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

let now: Released
beforeAll(async () => { now = await today() })

describe('what was ever released', () => {
  test('is still kept by today\'s contracts, in both directions', async () => {
    const versions = await releasedVersions()
    expect(versions.length, 'npm run contracts:release').toBeGreaterThan(0)
    for (const version of versions) {
      const old = await readReleased(version)
      expect(old.events.length, `${version} holds hardly any events`).toBeGreaterThan(15)
      expect(findingsAgainst(old, now), `against ${version}`).toEqual([])
    }
  })

  test('is never edited', async () => {
    const [versions, sums] = [await releasedVersions(), await readSums()]
    expect(Object.keys(sums).sort()).toEqual([...versions].sort())
    for (const version of versions) expect(await sumOf(version), `${version} was edited: put it back`).toBe(sums[version])
  })

  test('has for every event samples of every kind, and each still fits', async () => {
    for (const { type, samples, schema } of (await Promise.all((await releasedVersions()).map(version => readReleased(version)))).flatMap(({ events }) => events)) {
      expect(samples.length, type).toBeGreaterThan(1)
      expect(reads(schema, schema), type).toEqual([])
    }
  })
})

describe('a version of the contracts', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weft-released-'))
    await writeReleased({ ...now, version: '7.0.0' }, folder)
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('When it is released and read again, then nothing is lost, and it follows itself', async () => {
    const read = await readReleased('7.0.0', folder)
    expect(read.events.map(({ type }) => type).sort()).toEqual(catalogue.map(({ type }) => type).sort())
    expect(read.apis).toEqual(now.apis)
    expect(findingsAgainst(read, now)).toEqual([])
  })

  test('When it is released a second time, then it is refused and stays as it is', async () => {
    const before = await sumOf('7.0.0', folder)
    await expect(writeReleased({ ...now, version: '7.0.0' }, folder)).rejects.toThrow('stays as it is')
    expect(await sumOf('7.0.0', folder)).toBe(before)
  })

  test('When one letter of it is edited, or a file added, then its sum tells', async () => {
    const copy = join(folder, '8.0.0')
    await cp(join(folder, '7.0.0'), copy, { recursive: true })
    expect(await sumOf('8.0.0', folder)).toBe(await sumOf('7.0.0', folder))
    const file = join(copy, 'topics.json')
    await writeFile(file, (await readFile(file, 'utf8')).replace('16', '32'))
    expect(await sumOf('8.0.0', folder)).not.toBe(await sumOf('7.0.0', folder))
  })
})

/** change: [today reads what was sent, then reads what is sent, allowed] */
const verdicts: Record<string, [boolean, boolean, boolean]> = {
  'optional field added': [true, true, true],
  'required field added': [false, true, false],
  'field removed': [false, false, false],
  'type changed': [false, false, false],
  'enum value added': [true, false, false],
  'enum value removed': [false, true, false],
  'field renamed': [false, false, false],
  'bound tightened': [false, true, false],
  'bound loosened': [true, false, false],
  'nullable added': [true, false, false],
  'default added': [true, false, false],
  'topic key changed': [true, true, false],
  'optional field removed': [false, true, false],
  'optional field made required': [false, true, false],
  'required field made optional': [true, false, false],
  'value added to an enum declared open': [true, true, true]
}

describe('a change to an event', () => {
  test('of every kind is tried', () => { expect(tryChanges().map(({ change }) => change)).toEqual(Object.keys(verdicts)) })

  test.each(tryChanges().map(tried => [tried.change, tried] as const))('When it is: %s, then the gate says so, and both judges agree', (change, { judgement, newReadsOld, oldReadsNew, allowed }) => {
    for (const { bySchema, bySamples } of Object.values(judgement)) expect(bySchema.length === 0, JSON.stringify({ bySchema, bySamples }, null, 1)).toBe(bySamples.length === 0)
    expect([newReadsOld, oldReadsNew, allowed]).toEqual(verdicts[change])
  })

  const thing = contract({ topic: 'pub.things.thing.v1', type: 'thing-happened', key: 'thing id', content: 'aggregate', meaning: 'A thing happened.', data: z.object({ thingId: z.string() }), example: { thingId: 'T-1' } }) as Contract
  const onTopic = [{ name: thing.topic, producer: 'scoring', readers: [], partitions: 4, cleanup: 'delete' }] as const
  const release = { events: [releasedEvent(thing)], topics: [{ name: thing.topic, partitions: 4, cleanup: 'delete' as const }] }

  test.each([
    ['it keeps its name, key and shape', [thing], onTopic, []],
    ['it is gone', [], onTopic, ['thing-happened on pub.things.thing.v1 is gone']],
    ['it travels under another key', [{ ...thing, key: 'wave id' }], onTopic, ['thing-happened on pub.things.thing.v1: its key was "thing id" and is "wave id"']],
    ['it names people now', [{ ...thing, content: 'personal' }], onTopic, ['thing-happened on pub.things.thing.v1: its content was aggregate and is personal']],
    ['its topic is cut into other partitions', [thing], [{ ...onTopic[0], partitions: 8 }], ['pub.things.thing.v1: partitions was 4 and is 8']],
    ['its topic forgets', [thing], [{ ...onTopic[0], cleanup: 'compact' }], ['pub.things.thing.v1: cleanup was delete and is compact']],
    ['it asks for more', [{ ...thing, data: z.object({ thingId: z.string(), size: z.int() }) }], onTopic, ['thing-happened on pub.things.thing.v1: a reader of today does not read what was sent before: data.size may be missing']]
  ])('When %s, then the finding names it', (_, events, on, findings) => {
    expect(eventFindings(release, events as Contract[], on as never)).toEqual(findings)
  })
})

describe('the two judges', () => {
  const leaf = fc.oneof(
    fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 4, max: 7 })).map(([min, max]) => z.int().min(min).max(max)),
    fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 3, max: 5 })).map(([min, max]) => z.string().min(min).max(max)),
    fc.subarray(['a', 'b', 'c'], { minLength: 1 }).map(values => z.enum(values)),
    fc.constantFrom(z.boolean(), z.number(), z.string(), z.literal('a'))
  )
  const bent = (schema: z.ZodType) => fc.constantFrom<z.ZodType>(schema, schema, schema.nullable(), schema.optional(), z.array(schema).max(2))
  const object = (field: fc.Arbitrary<z.ZodType>) => fc.dictionary(fc.constantFrom('one', 'two', 'three'), field, { minKeys: 1, noNullPrototype: true }).map(shape => z.object(shape))
  const event = object(fc.oneof({ weight: 4, arbitrary: leaf.chain(bent) }, { weight: 1, arbitrary: object(leaf.chain(bent)) }))

  test('agree about any two shapes', () => {
    fc.assert(fc.property(event, event, (before, after) => {
      const schema = schemaOf(before)
      for (const { bySchema, bySamples } of Object.values(judge({ schema, samples: samplesOf(schema) }, after))) {
        expect(bySchema.length === 0, JSON.stringify({ schema, after: schemaOf(after), bySchema, bySamples })).toBe(bySamples.length === 0)
      }
    }), { numRuns: 150 })
  })

  test('When a keyword has no rule, then the gate says so instead of letting it pass', () => {
    expect(() => reads({ type: 'object' }, { type: 'object', dependentRequired: {} } as never)).toThrow('has no rule for "dependentRequired"')
  })

  test('When a pattern changes at all, then neither side reads the other', () => {
    const [one, other] = [z.string().regex(/^[a-z]$/), z.string().regex(/^[a-y]$/)].map(schemaOf)
    expect([reads(one ?? {}, other ?? {}), reads(other ?? {}, one ?? {})].map(reasons => reasons.length)).toEqual([1, 1])
  })
})

describe('a change to an API', () => {
  const base = { size: z.int().min(1).max(9), rank: z.enum(['leader', 'staff']), note: z.string().optional() }
  const sent = (shape: Record<string, z.ZodType>) => z.toJSONSchema(z.strictObject(shape), { io: 'input' }) as never
  const answered = (shape: Record<string, z.ZodType>) => schemaOf(z.object(shape)) as never

  // What is a gift in a request is a demand in an answer, and the reverse.
  test.each([
    ['optional field added', { ...base, since: z.string().optional() }, true, true],
    ['required field added', { ...base, since: z.string() }, false, true],
    ['optional field removed', { size: base.size, rank: base.rank }, false, false],
    ['type changed', { ...base, size: z.string() }, false, false],
    ['enum value added', { ...base, rank: z.enum(['leader', 'manager', 'staff']) }, true, false],
    ['enum value removed', { ...base, rank: z.enum(['leader']) }, false, true],
    ['bound tightened', { ...base, size: z.int().min(1).max(5) }, false, true],
    ['bound loosened', { ...base, size: z.int().min(1).max(20) }, true, false],
    ['nullable added', { ...base, size: base.size.nullable() }, true, false],
    ['required field made optional', { ...base, rank: base.rank.optional() }, true, false]
  ])('When it is: %s, then a request and an answer are judged each by its own side', (_, after, inRequest, inAnswer) => {
    const verdictOf = ({ bySchema, bySamples }: ReturnType<typeof judgeRequest>) => {
      // A removed optional field is seen by the schemas alone: no sample of today can show what it lacks.
      if (bySamples.length > 0) expect(bySchema).not.toEqual([])
      return bySchema.length === 0
    }
    expect(verdictOf(judgeRequest(sent(base), sent(after)))).toBe(inRequest)
    expect(verdictOf(judgeAnswer(answered(base), answered(after)))).toBe(inAnswer)
  })

  const changed = (change: (api: OpenApi) => void): readonly string[] => {
    const [web, after] = [now.apis['web'] as OpenApi, structuredClone(now.apis['web'] as OpenApi)]
    change(after)
    return operationFindings(web, after, path => path.startsWith('/v1/'))
  }
  const operation = (api: OpenApi, path: string, method = 'get') => api.paths[path]?.[method] as { parameters: { name: string, required: boolean, schema: object }[], responses: Record<string, unknown>, security: object[] }

  test.each<[string, (api: OpenApi) => void, RegExp[]]>([
    ['nothing', () => {}, []],
    ['a page is gone', api => { delete api.paths['/keys'] }, []],
    ['an address of /v1 is gone', api => { delete api.paths['/v1/waves'] }, [/^get \/v1\/waves is gone$/, /^post \/v1\/waves is gone$/]],
    ['an address is new', api => { api.paths['/v1/new'] = api.paths['/v1/waves'] ?? {} }, []],
    ['a parameter must be sent now', api => { (operation(api, '/v1/waves').parameters[0] as { required: boolean }).required = true }, [/after must be sent now/]],
    ['a parameter is gone', api => { operation(api, '/v1/waves').parameters.shift() }, [/does not know after any more/]],
    ['a parameter is new and may be left out', api => { operation(api, '/v1/waves').parameters.push({ name: 'kind', in: 'query', required: false, schema: { type: 'string' } } as never) }, []],
    ['a field of an answer is gone', api => { const wave = (api.components['schemas'] as Record<string, { properties: object, required: string[] }>)['WaveReply']; Reflect.deleteProperty(wave?.properties ?? {}, 'title'); wave?.required.splice(wave.required.indexOf('title'), 1) }, [/answer.*title/]],
    ['a key opens it in another way', api => { operation(api, '/v1/waves').security = [] }, [/another way/]],
    ['it answers with another status', api => { const { responses } = operation(api, '/v1/waves'); responses['201'] = responses['200']; delete responses['200'] }, [/may answer 201/, /does not answer 200/]]
  ])('When of the API %s, then the gate says so', (_, change, findings) => {
    const found = changed(change)
    for (const finding of findings) expect(found.some(one => finding.test(one)), found.join('\n')).toBe(true)
    if (findings.length === 0) expect(found).toEqual([])
  })
})

test('When nothing was released yet, then no version is found, and that is no error', async () => {
  expect(await releasedVersions(join(releasedFolder, 'nowhere'))).toEqual([])
})
