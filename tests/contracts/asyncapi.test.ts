import { Parser } from '@asyncapi/parser'
import { catalogue } from '@weft/contracts/catalogue'
import { topics } from '@weft/contracts/topics'
import { asyncApiOf } from '@weft/infra/docs/asyncapi'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'

const document = () => structuredClone(asyncApiOf(catalogue, topics, '1.0.0'))
const problemsOf = async (asyncapi: object) => (await new Parser().validate(JSON.stringify(asyncapi)))
  // 0 is an error, 1 a warning; advice to take a newer version of the specification is neither.
  .filter(({ severity, code }) => Number(severity) <= 1 && code !== 'asyncapi-latest-version')

describe('the AsyncAPI document', () => {
  test('is accepted by the parser of AsyncAPI', async () => {
    expect(await problemsOf(document())).toEqual([])
  })

  test.each([
    ['a type that is none', (broken: Document) => { Object.assign(broken.components.messages['score-released']?.payload ?? {}, { type: 'score' }) }],
    ['a channel that is not there', (broken: Document) => { Object.assign(broken.operations['survey-sends-int.survey.wave.v1'] ?? {}, { channel: { $ref: '#/channels/nowhere' } }) }],
    ['a binding of Kafka that is none', (broken: Document) => { Object.assign(broken.channels['int.survey.wave.v1']?.bindings.kafka ?? {}, { partitions: 'many' }) }]
  ])('is refused by that parser with %s', async (_, breakIt) => {
    const broken = document() as unknown as Document
    breakIt(broken)
    expect(await problemsOf(broken)).not.toEqual([])
  })

  // The parser does not look at examples of AsyncAPI 3.
  test('has examples that fit their schemas, headers too', () => {
    const ajv = addFormats.default(new Ajv({ strict: false }))
    const { components: { messages, schemas } } = document() as unknown as Document
    expect(Object.keys(messages)).toHaveLength(catalogue.length)
    for (const { name, payload, examples } of Object.values(messages)) {
      for (const example of examples) {
        expect(ajv.validate(payload, example.payload), `${name}: ${ajv.errorsText()}`).toBe(true)
        expect(ajv.validate(schemas.headers, example.headers), `${name}: ${ajv.errorsText()}`).toBe(true)
      }
    }
    expect(ajv.validate(messages['score-released']?.payload ?? {}, { unitId: 7 })).toBe(false)
  })

  test('has every event on its topic, with its key, and every reader as one who receives', () => {
    const { channels, operations, components } = document() as unknown as Document
    for (const { type, topic, key, content } of catalogue) {
      expect(channels[topic]?.messages).toHaveProperty([type])
      expect(components.messages[type]).toMatchObject({ 'x-content': content, bindings: { kafka: { key: { description: key } } } })
    }
    for (const { name, producer, readers, partitions } of topics) {
      expect(channels[name]?.bindings.kafka).toMatchObject({ topic: name, partitions })
      const of = Object.entries(operations).filter(([, operation]) => operation.channel.$ref === `#/channels/${name}`)
      expect(of.map(([who]) => who).sort()).toEqual([`${producer}-sends-${name}`, ...[...readers, ...name.startsWith('pub.') ? ['analysts'] : []].map(reader => `${reader}-receives-${name}`)].sort())
    }
  })
})

type Document = {
  channels: Record<string, { messages: object, bindings: { kafka: object } }>
  operations: Record<string, { channel: { $ref: string } }>
  components: { messages: Record<string, { name: string, payload: object, examples: { payload: unknown, headers: unknown }[] }>, schemas: { headers: object } }
}
