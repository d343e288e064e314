/** How long a session lives, in seconds: unused, and at all. */
export type Limits = { idle: number, absolute: number }
export type Session = { signIn: string, startedAt: Date, seenAt: Date }

const secondsBetween = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1_000

/** Is this session still good at `now`? Both limits count, whichever comes first. */
export const isCurrent = ({ startedAt, seenAt }: Session, limits: Limits, now: Date): boolean =>
  secondsBetween(seenAt, now) < limits.idle && secondsBetween(startedAt, now) < limits.absolute

/** A note a minute is exact enough for an idle limit of an hour, and spares a write for every page. */
export const needsNote = ({ seenAt }: Session, now: Date): boolean => secondsBetween(seenAt, now) >= 60

/** A sign-in that takes longer than this starts again. */
export const PRE_LOGIN_SECONDS = 600

/** The cookies. `__Host-` binds them to this host, to https (or localhost) and to the root path. */
export const SESSION_COOKIE = '__Host-weft'
export const PRE_LOGIN_COOKIE = '__Host-weft-in'
export const cookieOptions = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const

/** Where to go after signing in: a path of our own, or home. Nothing that a browser could read as another host. */
export function ownPath (asked: string | undefined, origin: string): string {
  if (asked === undefined || asked.length > 500 || !/^\/[^\\\p{Cc}]*$/u.test(asked) || asked.startsWith('//')) return '/'
  const url = URL.parse(asked, origin)
  return url === null || url.origin !== origin || url.pathname.startsWith('//') || url.pathname.startsWith('/sign-in') ? '/' : `${url.pathname}${url.search}`
}
