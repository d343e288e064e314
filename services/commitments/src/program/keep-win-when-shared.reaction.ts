import { quickWinShared, type QuickWinShared } from '@weft/contracts/program/win-events'
import type { Reaction } from '@weft/service-kit/inbox'
import { keepWin } from './win.store.ts'

export const keepWinWhenShared = (): Reaction<QuickWinShared> => ({
  name: 'keep-win-when-shared',
  contract: quickWinShared,
  react: (tx, { data }) => keepWin(tx, data)
})
