import { quickWinShared } from '@weft/contracts/program/win-events'
import type { Sql } from '@weft/service-kit/database'
import { eventOf } from '@weft/service-kit/event'
import { appendToOutbox } from '@weft/service-kit/outbox'
import { noteHappening, takeBackAllHappenings, takeBackHappening } from '../momentum/happening.store.ts'
import { kindOf } from './quick-win.ts'
import type { WinContent } from './quick-win.store.ts'

/** For "what changed": it is shared, and with evidence it counts as an outcome. */
export async function noteShared (tx: Sql, winId: string, { headline, ...content }: WinContent, day: string): Promise<void> {
  const fact = { about: winId, what: `A quick win was shared: ${headline}`, href: `/program/quick-wins/${winId}`, day }
  await noteHappening(tx, { ...fact, kind: 'quick-win-shared' })
  if (kindOf(content) === 'win') await noteHappening(tx, { ...fact, kind: 'quick-win-evidenced', what: `A quick win with evidence: ${headline}` })
}

/** For "what changed": another unit does it too. */
export async function noteAdopted (tx: Sql, { winId, headline, unitId }: { winId: string, headline: string, unitId: string }, day: string): Promise<void> {
  const { rows: [unit] } = await tx.query<{ name: string }>(/* sql */ `select u.name from unit u where u.unit_id = $1`, [unitId])
  await noteHappening(tx, { kind: 'quick-win-adopted', about: `${winId} ${unitId}`, what: `${unit?.name ?? unitId} does this too: ${headline}`, href: `/program/quick-wins/${winId}`, unitId, day })
}

/** What is not there any more, or hidden, is not told any more: nor who does it too. */
export async function forgetWin (tx: Sql, winId: string): Promise<void> {
  await forgetShared(tx, winId)
  await takeBackAllHappenings(tx, { kind: 'quick-win-adopted', about: winId })
}

/** What was said before a change is told anew. */
export async function forgetShared (tx: Sql, winId: string): Promise<void> {
  for (const kind of ['quick-win-shared', 'quick-win-evidenced'] as const) await takeBackHappening(tx, { kind, about: winId })
}

export const tellShared = (tx: Sql, winId: string, { prompt, discipline, practiceId, priorityId, ...content }: WinContent, { now, newId }: { now: Date, newId: () => string }): Promise<void> =>
  appendToOutbox(tx, [eventOf(quickWinShared, { id: newId(), key: winId, time: now.toISOString(), data: { winId, prompt, discipline, kind: kindOf(content), practiceId, priorityId, on: now.toISOString().slice(0, 10) } })])
