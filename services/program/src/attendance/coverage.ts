import type { Coverage } from '@weft/contracts/program/forum-api'
import type { Subject } from '@weft/service-kit/access'

/** Who reads names of those who took part: leaders, who were there, and the program office. Everybody reads the count. */
export const seesNames = ({ roles }: Pick<Subject, 'roles'>, rank: string | undefined): boolean => rank === 'leader' || roles.includes('program-office')

/** `leaders` is never told smaller than who took part: somebody may have left since. */
export const coverageOf = (took: number, leaders: number, names: string[] | null): Coverage => ({ took, leaders: Math.max(took, leaders), names })
