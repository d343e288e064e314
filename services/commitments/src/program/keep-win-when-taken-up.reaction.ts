import { quickWinAdopted, type QuickWinAdopted } from '@weft/contracts/program/win-events'
import type { Reaction } from '@weft/service-kit/inbox'
import { keepTakenUp } from './win.store.ts'

export const keepWinWhenTakenUp = (): Reaction<QuickWinAdopted> => ({
  name: 'keep-win-when-taken-up',
  contract: quickWinAdopted,
  react: (tx, { data }) => keepTakenUp(tx, data)
})
