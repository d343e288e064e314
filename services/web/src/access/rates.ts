import type { Limit } from '@weft/service-kit/cache/limiter'

export type Rates = {
  /** Pages of one account. */
  pages: Limit
  /** Calls with one access key. */
  calls: Limit
  /** Sign-ins of one account that the identity provider let through. */
  signIns: Limit
}

/** What an account or a key may ask for, from so many a minute each; 0 is no limit. Nothing is counted by address: a whole office has one. */
export const ratesOf = ({ pages, calls, signIns }: Record<keyof Rates, number>): Rates => ({
  pages: { name: 'pages', perMinute: pages, burst: Math.ceil(pages / 4) },
  calls: { name: 'calls', perMinute: calls, burst: Math.ceil(calls / 4) },
  // A lesson in which every screen signs in as the same person comes all at once.
  signIns: { name: 'sign-ins', perMinute: signIns, burst: signIns, alone: 0.5 }
})
