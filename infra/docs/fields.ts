/** The parts of JSON Schema (draft 2020-12) that zod writes for our contracts. */
export type Schema = {
  type?: string, const?: unknown, enum?: unknown[], anyOf?: Schema[], oneOf?: Schema[], description?: string, format?: string, pattern?: string
  properties?: Record<string, Schema>, required?: string[], items?: Schema, additionalProperties?: Schema | boolean, propertyNames?: Schema
  minimum?: number, maximum?: number, exclusiveMinimum?: number, minLength?: number, maxLength?: number, minItems?: number, maxItems?: number
}

export type Field = { path: string, type: string, meaning: string }

const SHA256 = '^[0-9a-f]{64}$'

/** Every field of an event's data, one a line: `units[].name`, `answers.*`, `value (shown).n`. A field that may be left out ends in `?`. */
export function fieldsOf (schema: Schema, path = ''): Field[] {
  if (schema.items) return fieldsOf(schema.items, `${path}[]`)
  if (isRecord(schema)) return fieldsOf(schema.additionalProperties, `${path}.*`)
  const kinds = (schema.oneOf ?? schema.anyOf ?? []).filter(one => one.properties)
  if (kinds.length > 0) return kinds.flatMap(kind => fieldsOf(kind, `${path} (${nameOf(kind)})`))
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const at = `${path === '' ? '' : `${path}.`}${name}`
    const optional = schema.required?.includes(name) === true ? '' : '?'
    return [{ path: `${at}${optional}`, type: typeOf(field), meaning: field.description ?? '' }, ...fieldsOf(field, at)]
  })
}

const isRecord = (schema: Schema): schema is Schema & { additionalProperties: Schema } =>
  schema.properties === undefined && typeof schema.additionalProperties === 'object'

/** What tells one kind of a union from the others. */
const nameOf = ({ properties = {} }: Schema) => wordOf(Object.values(properties).find(field => field.const !== undefined)?.const ?? 'one kind')

/** A type in words. */
function typeOf (schema: Schema): string {
  const several = schema.oneOf ?? schema.anyOf
  if (several) return [...new Set(several.map(typeOf))].join(' or ')
  if (schema.const !== undefined) return `\`${wordOf(schema.const)}\``
  if (schema.enum) return schema.enum.map(value => `\`${wordOf(value)}\``).join(', ')
  switch (schema.type) {
    case 'string': return textType(schema)
    case 'integer': return `whole number${rangeOf(schema)}`
    case 'number': return `number${rangeOf(schema)}`
    case 'boolean': return 'yes or no'
    case 'null': return 'null'
    case 'array': return `list of ${typeOf(schema.items ?? {})}${spanOf(schema.minItems, schema.maxItems)}`
    case 'object': return isRecord(schema) ? `names with ${typeOf(schema.additionalProperties)}` : 'object'
    default: throw new Error(`The catalogue has no words for ${JSON.stringify(schema)}`)
  }
}

const wordOf = (value: unknown) => typeof value === 'string' ? value : JSON.stringify(value)

function textType ({ format, pattern, minLength, maxLength }: Schema): string {
  if (format === 'date') return 'day (YYYY-MM-DD)'
  if (format === 'uuid') return 'UUID'
  if (format === 'email') return 'e-mail address'
  if (pattern === SHA256) return '64 hexadecimal digits'
  return `text${spanOf(minLength, maxLength)}`
}

// zod writes the limits of a double for whole numbers without limits of their own.
const own = (limit: number | undefined) => limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER ? limit : undefined

function rangeOf ({ minimum, maximum, exclusiveMinimum }: Schema): string {
  if (exclusiveMinimum !== undefined && own(maximum) === undefined) return `, above ${exclusiveMinimum}`
  return spanOf(own(minimum), own(maximum))
}

function spanOf (least: number | undefined, most: number | undefined): string {
  if (least === undefined) return most === undefined ? '' : `, at most ${most}`
  return most === undefined ? `, at least ${least}` : `, ${least} to ${most}`
}
