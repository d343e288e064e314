import type { Subject } from '@weft/service-kit/access'
import { buildHttp } from '@weft/service-kit/http'
import type { Reaction } from '@weft/service-kit/inbox'
import { may } from './access/may.ts'
import { listMineRoute } from './commitment/list-mine.route.ts'
import type { Deps } from './deps.ts'
import { getMeRoute } from './organisation/get-me.route.ts'
import { keepAccountWhenChanged } from './organisation/keep-account-when-changed.reaction.ts'
import { keepPersonWhenChanged } from './organisation/keep-person-when-changed.reaction.ts'
import { keepUnitWhenChanged } from './organisation/keep-unit-when-changed.reaction.ts'

export const buildApp = (deps: Deps, verify: (authorization: string | undefined) => Promise<Subject>) => buildHttp({
  log: deps.log,
  verify,
  may,
  takesFiles: true,
  routes: [
    getMeRoute(deps),
    listMineRoute(deps)
  ]
})

export const reactionsOf = (): Reaction[] => [
  keepPersonWhenChanged(),
  keepUnitWhenChanged(),
  keepAccountWhenChanged()
] as Reaction[]
