import type { Job } from '@weft/service-kit/job'
import type { Deps } from '../deps.ts'
import { PRE_LOGIN_SECONDS } from './session.ts'
import { deleteOldPreLogins, deleteOldSessions } from './session.store.ts'

/** Sessions that are over are refused at once; this only clears them away. */
export const forgetOldSessions = ({ pool, now, limits }: Pick<Deps, 'pool' | 'now' | 'limits'>): Job => ({
  name: 'forget-old-sessions',
  everyMs: 300_000,
  run: async () => {
    await deleteOldSessions(pool, limits, now())
    await deleteOldPreLogins(pool, new Date(now().getTime() - PRE_LOGIN_SECONDS * 1_000))
  }
})
