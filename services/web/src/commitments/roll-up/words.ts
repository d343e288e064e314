import type { RollUpReply, RollUpShare } from '@weft/contracts/commitments/rollup-api'

/** "88 %", "≤ 10 %", "≥ 90 %" */
export const shareInWords = ({ kind, percent }: RollUpShare): string => `${kind === 'at-most' ? '≤ ' : kind === 'at-least' ? '≥ ' : ''}${Math.floor(percent + 0.5)} %`

/** Why a unit is among those to help first. */
export const helpInWords = ({ why, share }: Pick<RollUpReply['help'][number], 'why' | 'share'>): string =>
  why === 'few-promise' ? `${shareInWords(share)} have something that counts. Help people make their first commitments.` : `${shareInWords(share)} of the reviews ended with values. Help bosses find the time.`

export const HIDDEN = 'Not shown: it would tell what single people reached. That stays between them and their boss.'
