import type { QuickWinAdopted, QuickWinGone, QuickWinShared } from '@weft/contracts/program/win-events'
import type { Sql } from '@weft/service-kit/database'

/** A win keeps the day on which it was first shared, whatever its author changes. */
export async function keepWin (tx: Sql, { winId, discipline, on }: QuickWinShared): Promise<void> {
  await tx.query(/* sql */ `
    insert into quick_win (win_id, discipline, shared_on) values ($1, $2, $3)
    on conflict (win_id) do update set discipline = excluded.discipline, gone = false`,
    [winId, discipline, on])
}

export async function keepTakenUp (tx: Sql, { winId, unitId, on }: QuickWinAdopted): Promise<void> {
  await tx.query(/* sql */ `insert into quick_win_taken_up (win_id, unit_id, taken_up_on) values ($1, $2, $3) on conflict do nothing`, [winId, unitId, on])
}

export async function takeWinAway (tx: Sql, { winId }: QuickWinGone): Promise<void> {
  await tx.query(/* sql */ `update quick_win set gone = true where win_id = $1`, [winId])
}
