import type { Schema } from '../docs/fields.ts'

/** Why something that fits `written` may not be read whole by whoever expects `read`: one reason a place. Empty: all of it can. */
export type Reasons = readonly string[]

type Known = Schema & { type?: string | string[], exclusiveMaximum?: number, allOf?: Schema[], contentMediaType?: string }

const rules = new Set([
  'type', 'const', 'enum', 'anyOf', 'oneOf', 'properties', 'required', 'items', 'additionalProperties', 'propertyNames',
  'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'pattern', 'format', 'contentMediaType'
])
/** Says nothing about what fits. A default is known by the field not being required any more. */
const words = new Set(['description', '$schema', 'default', 'id', 'title'])

/**
 * Compares two schemas of the kind that zod writes for our contracts. `written` bounds what a writer may send, so it sends no field
 * that it does not name; `read` is open unless it says `additionalProperties: false`. What this cannot prove, it refuses: a pattern
 * that changed at all, a keyword that it has no rule for (which throws, so that the rule is written).
 */
export function reads (read: Schema, written: Schema, at = 'data'): Reasons {
  const [readers, writers] = [kindsOf(read), kindsOf(written)]
  return writers.flatMap(writer => {
    const found = readers.map(reader => readsOne(reader, writer, at))
    if (found.some(reasons => reasons.length === 0)) return []
    const alike = readers.filter(reader => isSameKind(reader, writer))
    const only = alike.length === 1 ? alike[0] : readers.length === 1 ? readers[0] : undefined
    return only === undefined ? [`${at} may be ${wordFor(writer)}, which is not known there`] : readsOne(only, writer, at)
  })
}

/** The alternatives of a schema, each with one type or one value. */
function kindsOf (schema: Known): Known[] {
  const stray = Object.keys(schema).find(key => !rules.has(key) && !words.has(key))
  if (stray !== undefined) throw new Error(`The contract gate has no rule for "${stray}" of JSON Schema: write one in infra/contracts/reads.ts`)
  const { anyOf, oneOf, type, enum: values, ...rest } = schema
  const several = anyOf ?? oneOf
  if (several) return several.flatMap(kindsOf)
  if (values) return values.map(value => ({ ...rest, const: value }))
  if (Array.isArray(type)) return type.map(one => ({ ...rest, type: one }))
  return [{ ...rest, ...(type !== undefined && { type }) }]
}

const typeOf = ({ const: value, type }: Known): unknown => value === undefined ? type : value === null ? 'null' : typeof value === 'number' ? 'number' : typeof value

/** Of two kinds of a union: whether the same value of the same field tells them apart from the rest. */
function isSameKind (one: Known, other: Known): boolean {
  if (typeOf(one) !== typeOf(other)) return false
  const marks = Object.entries(one.properties ?? {}).filter(([, field]) => field.const !== undefined)
  return one.const === other.const && marks.every(([name, field]) => other.properties?.[name]?.const === field.const)
}

const wordFor = (schema: Known) => schema.const === undefined
  ? Object.entries(schema.properties ?? {}).find(([, { const: value }]) => value !== undefined)?.map(part => typeof part === 'string' ? part : JSON.stringify(part.const)).join(' ') ?? String(schema.type ?? 'anything')
  : JSON.stringify(schema.const)

function readsOne (read: Known, written: Known, at: string): Reasons {
  if (read.const !== undefined) return written.const === read.const ? [] : [`${at} may be ${wordFor(written)}, where only ${JSON.stringify(read.const)} is known`]
  if (read.type === undefined) return []
  if (!fitsType(read.type, written)) return [`${at} may be ${wordFor(written)}, where ${String(read.type)} is expected`]
  if (written.const !== undefined) return readsValue(read, written.const, at)
  return [...readsSpan(read, written, at), ...readsText(read, written, at), ...readsList(read, written, at), ...readsObject(read, written, at)]
}

function readsValue (read: Known, value: unknown, at: string): Reasons {
  if (typeof value === 'number') return readsSpan(read, { minimum: value, maximum: value }, at)
  if (typeof value !== 'string') return []
  const isOdd = read.pattern !== undefined ? !new RegExp(read.pattern, 'u').test(value) : read.format !== undefined
  return [...readsSpan(read, { minLength: value.length, maxLength: value.length }, at), ...isOdd ? [`${at} may be ${JSON.stringify(value)}, which is text of another kind`] : []]
}

function fitsType (expected: string, written: Known): boolean {
  const given = typeOf(written)
  if (written.const !== undefined && expected === 'integer') return Number.isInteger(written.const)
  return given === expected || (expected === 'number' && given === 'integer')
}

const lower = ({ minimum = -Infinity, exclusiveMinimum = -Infinity, type }: Known) => Math.max(minimum, type === 'integer' ? exclusiveMinimum + 1 : exclusiveMinimum)
const upper = ({ maximum = Infinity, exclusiveMaximum = Infinity, type }: Known) => Math.min(maximum, type === 'integer' ? exclusiveMaximum - 1 : exclusiveMaximum)

function readsSpan (read: Known, written: Known, at: string): Reasons {
  const spans: [string, number, number, number, number][] = [
    ['', lower(read), upper(read), lower(written), upper(written)],
    [' (its length)', read.minLength ?? 0, read.maxLength ?? Infinity, written.minLength ?? 0, written.maxLength ?? Infinity],
    [' (how many)', read.minItems ?? 0, read.maxItems ?? Infinity, written.minItems ?? 0, written.maxItems ?? Infinity]
  ]
  return spans.flatMap(([what, least, most, from, to]) => [
    ...from < least ? [`${at}${what} may be below ${least}`] : [],
    ...to > most ? [`${at}${what} may be above ${most}`] : []
  ])
}

// Whether one pattern holds whatever another does cannot be known in general: any change is refused.
function readsText (read: Known, written: Known, at: string): Reasons {
  return (['pattern', 'format', 'contentMediaType'] as const).flatMap(rule =>
    read[rule] !== undefined && read[rule] !== written[rule] ? [`${at} may be text of another ${rule}`] : [])
}

function readsList (read: Known, written: Known, at: string): Reasons {
  return read.items === undefined ? [] : reads(read.items, written.items ?? {}, `${at}[]`)
}

function readsObject (read: Known, written: Known, at: string): Reasons {
  const [expected, given] = [read.properties ?? {}, written.properties ?? {}]
  const missing = (read.required ?? []).filter(name => !(written.required ?? []).includes(name))
  const unknown = read.additionalProperties === false ? Object.keys(given).filter(name => !Object.hasOwn(expected, name)) : []
  return [
    ...missing.map(name => `${at}.${name} may be missing`),
    ...unknown.map(name => `${at}.${name} is not known there`),
    ...Object.keys(expected).filter(name => Object.hasOwn(given, name)).flatMap(name => reads(expected[name] ?? {}, given[name] ?? {}, `${at}.${name}`)),
    ...readsNames(read, written, at)
  ]
}

/** Objects whose names are not known beforehand: answers, bands. */
function readsNames (read: Known, written: Known, at: string): Reasons {
  if (typeof read.additionalProperties !== 'object') return []
  const others = Object.entries(written.properties ?? {}).filter(([name]) => !Object.hasOwn(read.properties ?? {}, name)).map(([, field]) => field)
  const rest = typeof written.additionalProperties === 'object' ? [written.additionalProperties] : []
  const of = read.additionalProperties
  return [
    ...[...others, ...rest].flatMap(field => reads(of, field, `${at}.*`)),
    ...read.propertyNames === undefined || rest.length === 0 ? [] : reads({ type: 'string', ...read.propertyNames }, { type: 'string', ...written.propertyNames }, `a name in ${at}`)
  ]
}

/** Fields that a writer sends and a reader no longer names: it would pass over them. */
export function loses (read: Schema, written: Schema, at = 'data'): Reasons {
  if (written.items) return read.items ? loses(read.items, written.items, `${at}[]`) : []
  const [readers, writers] = [kindsOf(read), kindsOf(written)].map(kinds => kinds.filter(({ properties }) => properties !== undefined))
  return (writers ?? []).flatMap(writer => {
    const reader = (readers ?? []).find(one => isSameKind(one, writer)) ?? readers?.[0]
    if (reader?.properties === undefined) return []
    const known = reader.properties
    return Object.entries(writer.properties ?? {}).flatMap(([name, field]) =>
      Object.hasOwn(known, name) ? loses(known[name] ?? {}, field, `${at}.${name}`) : [`${at}.${name} is gone`])
  })
}
