/** Headers a browser sets by itself and no page can change. */
export type Provenance = { method: string, site: string | undefined, origin: string | undefined }

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * May this request change something on behalf of the cookie it carries? Only when the browser says that it comes from one
 * of our own pages. After Go's CrossOriginProtection, but a request that says nothing is refused: browsers always say.
 */
export function isOwnRequest ({ method, site, origin }: Provenance, own: string): boolean {
  if (SAFE.has(method)) return true
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return origin === own
}
