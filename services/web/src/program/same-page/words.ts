import type { SamePageFigure, SamePageShare } from '@weft/contracts/program/samepage-api'

type Shown = Extract<SamePageFigure, { kind: 'shown' }>
/** From here on a mean of 1–5 is high: between "neither" and "agree". */
const [HIGH, LOW] = [3.5, 2.5]
/** Bands of r_wg (domain.md 2.9): up to .50 weak at best, .51–.70 moderate, from .71 on strong. */
const [STRONG, MODERATE] = [0.705, 0.505]

export type Verdict = { words: string, tone: 'good' | 'warn' | 'bad' | null }

/** Mean and agreement read together: a high mean of people who are far apart is no common ground. Null where agreement is not told. */
export function verdictOf ({ mean, agreement }: Pick<Shown, 'mean' | 'agreement'>): Verdict | null {
  if (agreement === null) return null
  if (agreement >= STRONG) return mean >= HIGH ? { words: 'On the same page', tone: 'good' } : mean <= LOW ? { words: 'Together, and not convinced', tone: 'bad' } : { words: 'Together, and undecided', tone: null }
  if (agreement >= MODERATE) return mean >= HIGH ? { words: 'Mostly together', tone: null } : { words: 'Partly together', tone: null }
  return mean >= HIGH ? { words: 'High on average, but far apart', tone: 'warn' } : { words: 'Far apart', tone: 'warn' }
}

/** "3.8" */
export const meanInWords = (mean: number): string => mean.toFixed(1)
/** ".62", as r_wg is written. */
export const agreementInWords = (agreement: number): string => agreement === 1 ? '1' : agreement.toFixed(2).replace(/^0/, '')
/** "64 %", "≤ 10 %", null where it is hidden. */
export const shareInWords = (share: SamePageShare): string | null =>
  share.kind === 'hidden' ? null : share.kind === 'at-most' ? `≤ ${share.percent} %` : share.kind === 'at-least' ? `≥ ${share.percent} %` : `${Math.round(share.percent)} %`
