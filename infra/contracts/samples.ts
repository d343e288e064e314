import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Schema } from '../docs/fields.ts'

type Known = Omit<Schema, 'type'> & { type?: string | string[] }

const ajv = addFormats.default(new Ajv2020({ strict: false, validateFormats: true }))
const compiled = new WeakMap<object, ValidateFunction>()

/** Whether a value fits a schema, by a validator that shares nothing with `reads`. */
export function fits (schema: object, value: unknown): boolean {
  const known = compiled.get(schema)
  const validate = known ?? ajv.compile(schema)
  if (known === undefined) compiled.set(schema, validate)
  return validate(value) === true
}

/** Texts tried for places with a pattern, in this order. */
const texts = ['a', 'en', '0'.repeat(64), 'ffffffff-ffff-4fff-8fff-ffffffffffff', '2027-03-31', '2027-03-31T10:00:00Z', 'a@example.org', '1', 'true', 'https://example.org/', 'any text',
  '2027-Q1', '2027-03', 'EUR', '1:1', '0'.repeat(43), `${'0'.repeat(43)}.ics`]
/** A longer list is not kept as a sample, it would be the size of a chunk: `reads` alone compares such bounds. */
const LONGEST_LIST = 100
const NAMES_TRIED = 3

/**
 * Values that fit a schema and together touch what a change could break: the least (every optional field left out) and the fullest,
 * each kind of each union, each value of each enum, both ends of each bound. The same for the same schema; each fits, or this throws.
 */
export function samplesOf (schema: Schema): unknown[] {
  const samples = variantsOf(schema)
  const odd = samples.find(sample => !fits(schema, sample))
  if (odd !== undefined) throw new Error(`A sample does not fit its own schema: ${JSON.stringify(odd).slice(0, 300)}`)
  return [...new Map(samples.map(sample => [JSON.stringify(sample), sample])).values()]
}

/** The first is the least one. */
function variantsOf (schema: Known): unknown[] {
  const several = schema.anyOf ?? schema.oneOf
  if (several) return several.flatMap(variantsOf)
  if (schema.const !== undefined) return [schema.const]
  if (schema.enum) return [...schema.enum]
  if (Array.isArray(schema.type)) return schema.type.flatMap(type => variantsOf({ ...schema, type }))
  switch (schema.type) {
    case 'string': return textsOf(schema as Schema)
    case 'integer': return numbersOf(schema as Schema, 1)
    case 'number': return numbersOf(schema as Schema, 0.5)
    case 'boolean': return [false, true]
    case 'null': return [null]
    case 'array': return listsOf(schema as Schema)
    case 'object': return objectsOf(schema as Schema)
    default: return [null, 0, 'a']
  }
}

function textsOf (schema: Schema): string[] {
  const own: Schema = { ...schema }
  const ends = [schema.minLength, schema.maxLength].filter(length => length !== undefined).map(length => 'a'.repeat(length))
  const found = [...ends, ...texts].filter(text => fits(own, text))
  if (found[0] === undefined) throw new Error(`No text is known that fits ${JSON.stringify(schema)}: add one to infra/contracts/samples.ts`)
  if (ends.some(end => found.includes(end))) return [...new Set(found.slice(0, 3))]
  // The second is no value that an enum would have.
  return [...new Set([found[0], ...found.includes('any text') ? ['any text'] : []])]
}

function numbersOf ({ minimum, maximum, exclusiveMinimum }: Schema, step: number): number[] {
  const least = minimum ?? (exclusiveMinimum === undefined ? -step : exclusiveMinimum + step)
  const most = maximum ?? Math.max(least, 1_000)
  return [...new Set([least, most])]
}

function listsOf ({ items = {}, minItems = 0, maxItems }: Schema): unknown[][] {
  const of = variantsOf(items)
  const least = Math.max(minItems, 0)
  const short = Array.from({ length: least }, () => of[0])
  const each = of.map(one => [one, ...short.slice(1)])
  const long = maxItems === undefined || maxItems > LONGEST_LIST ? [] : [Array.from({ length: maxItems }, () => of[0])]
  return [short, ...each, ...long]
}

function objectsOf ({ properties = {}, required = [], additionalProperties, propertyNames }: Schema): Record<string, unknown>[] {
  const fields = Object.entries(properties).map(([name, field]) => ({ name, variants: variantsOf(field), isOptional: !required.includes(name) }))
  const least = Object.fromEntries(fields.filter(field => !field.isOptional).map(({ name, variants }) => [name, variants[0]]))
  const fullest = Object.fromEntries(fields.map(({ name, variants }) => [name, variants.at(-1)]))
  const each = fields.flatMap(({ name, variants }) => variants.map(variant => ({ ...least, [name]: variant })))
  if (typeof additionalProperties !== 'object') return [least, fullest, ...each]
  const names = variantsOf({ type: 'string', ...propertyNames }).slice(0, NAMES_TRIED)
  return [least, ...variantsOf(additionalProperties).map((variant, place) => ({ ...least, [String(names[place % names.length])]: variant }))]
}
