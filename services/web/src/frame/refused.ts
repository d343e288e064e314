import type { Problem } from '@weft/service-kit/refusal'

/** What a page says of something sent that was refused. */
export type Refused = { kind: 'refused', code: string, sentence: string, problems: readonly Problem[] }
