import { z } from 'zod'

type Route = { url: string, schema?: { body?: unknown, querystring?: unknown, params?: unknown } }

/**
 * Refuses to start with a route that would silently drop unknown fields of a body or query.
 * zod strips them by default; a sender who misspells a field must hear of it.
 */
export function assertStrictSchemas ({ url, schema }: Route): void {
  for (const place of ['body', 'querystring'] as const) {
    const found = schema?.[place]
    if (found instanceof z.ZodObject && !(found.def.catchall instanceof z.ZodNever)) {
      throw new Error(`${url}: the ${place} must be a z.strictObject, or unknown fields vanish without a word`)
    }
  }
}
