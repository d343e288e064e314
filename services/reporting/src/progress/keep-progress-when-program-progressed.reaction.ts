import { programProgressed, type Progress } from '@weft/contracts/program/progress-events'
import type { Reaction } from '@weft/service-kit/inbox'

/** Events of a day come in order: the last one counts. */
export const keepProgressWhenProgramProgressed: Reaction<Progress> = {
  name: 'keep-progress',
  contract: programProgressed,
  react: async (tx, { data }) => {
    await tx.query(/* sql */ `
      insert into progress (day, data) values ($1, $2::jsonb)
      on conflict (day) do update set data = excluded.data`,
      [data.day, JSON.stringify(data)])
  }
}
