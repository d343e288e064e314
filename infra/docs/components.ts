import * as directory from '@weft/contracts/directory/api'
import * as participation from '@weft/contracts/participation/api'
import * as reporting from '@weft/contracts/reporting/api'
import * as scoring from '@weft/contracts/scoring/api'
import * as survey from '@weft/contracts/survey/api'
import * as web from '@weft/contracts/web/api'
import { z } from 'zod'

type Json = Record<string, unknown>

const nameOf = new Map<z.core.$ZodType, string>([directory, participation, survey, scoring, reporting, web]
  .flatMap(module => Object.entries(module).flatMap(([name, value]) => value instanceof z.ZodType ? [[value, upperFirst(name)] as const] : [])))

function upperFirst (name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** Schemas that contracts export keep their names; what `.describe()` says stays beside them. */
const named = new (class extends z.core.$ZodRegistry<{ id?: string | undefined }> {
  override get (schema: z.core.$ZodType): never {
    return { ...z.globalRegistry.get(schema), ...(nameOf.has(schema) && { id: nameOf.get(schema) }) } as never
  }
})()

/** The named schemas of one document. `schemaOf` gives a schema or the reference to it. */
export class Components {
  readonly schemas: Record<string, Json> = {}

  /** `input`: what a caller must send. `output`: what a reader gets; there objects are open, since fields may be added. */
  schemaOf (schema: z.core.$ZodType, io: 'input' | 'output'): Json {
    const options = { io, metadata: named as never, unrepresentable: 'any', override: ({ jsonSchema }: { jsonSchema: Json }) => { tidy(jsonSchema, io) } } as const
    const { $defs = {}, ...root } = z.toJSONSchema(schema, options) as Json & { $defs?: Record<string, Json> }
    delete root['$schema']
    for (const [name, body] of Object.entries($defs)) this.keep(name, pointed(body))
    return pointed(root)
  }

  private keep (name: string, body: Json): void {
    const known = this.schemas[name]
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(body)) throw new Error(`${name} is sent in one shape and answered in another: give them two names`)
    this.schemas[name] = body
  }
}

function tidy (schema: Json, io: 'input' | 'output'): void {
  if (io === 'output' && schema['additionalProperties'] === false) delete schema['additionalProperties']
  // zod writes the limits of a double for whole numbers without limits of their own.
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum']
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum']
}

/** References of JSON Schema, as a document of OpenAPI has them. */
function pointed (schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json
}
