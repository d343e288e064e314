import { quickWinGone, type QuickWinGone } from '@weft/contracts/program/win-events'
import type { Reaction } from '@weft/service-kit/inbox'
import { takeWinAway } from './win.store.ts'

export const takeWinAwayWhenGone = (): Reaction<QuickWinGone> => ({
  name: 'take-win-away-when-gone',
  contract: quickWinGone,
  react: (tx, { data }) => takeWinAway(tx, data)
})
