import { quickWinShared } from '@weft/contracts/program/win-events'
import type { Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { noteHappening, takeBackHappening } from '../momentum/happening.store.ts'
import { kindOf } from './quick-win.ts'
import type { WinContent } from './quick-win.store.ts'

/** For "what changed": it is shared, and with evidence it counts as an outcome. */
export async function noteShared (tx: Sql, winId: string, { headline, ...content }: WinContent, day: string): Promise<void> {
  const fact = { about: winId, what: `A quick win was shared: ${headline}`, href: `/program/quick-wins/${winId}`, day }
  await noteHappening(tx, { ...fact, kind: 'quick-win-shared' })
  if (kindOf(content) === 'win') await noteHappening(tx, { ...fact, kind: 'quick-win-evidenced', what: `A quick win with evidence: ${headline}` })
}

/** What is not shown any more is not told any more. */
export async function forgetShared (tx: Sql, winId: string): Promise<void> {
  for (const kind of ['quick-win-shared', 'quick-win-evidenced'] as const) await takeBackHappening(tx, { kind, about: winId })
}

export const tellShared = (tx: Sql, winId: string, { prompt, discipline, practiceId, priorityId, ...content }: WinContent, { now, newId }: { now: Date, newId: () => string }): Promise<void> =>
  appendToOutbox(tx, [eventOf(quickWinShared, { id: newId(), key: winId, time: now.toISOString(), data: { winId, prompt, discipline, kind: kindOf(content), practiceId, priorityId, on: now.toISOString().slice(0, 10) } })])
