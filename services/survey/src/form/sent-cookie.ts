const NAME = 'weft-sent'
const MOST = 8
const NINETY_DAYS = 90 * 86_400

/** The marks of this device: surveys that were sent from it. What does not look like a mark is passed over. */
export function marksOf (cookies: string | undefined): string[] {
  const value = cookies?.split(';').map(pair => pair.trim()).find(pair => pair.startsWith(`${NAME}=`))?.slice(NAME.length + 1) ?? ''
  return value.split('.').filter(mark => /^[\w-]{22}$/.test(mark)).slice(-MOST)
}

/** A Set-Cookie text that adds a mark. For /s/ only, never read by a script, never sent with another site's post: a link clicked in webmail brings it along. */
export function cookieWith (mark: string, marks: readonly string[], secure: boolean): string {
  const all = [...marks.filter(known => known !== mark), mark].slice(-MOST)
  return `${NAME}=${all.join('.')}; Path=/s/; Max-Age=${NINETY_DAYS}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

/** Whether a sign-in of the door came along: then somebody could be told who answers. */
export const carriesSession = (cookies: string | undefined): boolean => /(^|;)\s*__(Host|Secure)-weft/i.test(cookies ?? '')
