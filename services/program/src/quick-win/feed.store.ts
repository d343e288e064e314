import type { Win } from '@weft/contracts/program/win-api'
import type { Sql } from '@weft/service-kit/database'
import { priorityTitles } from '../priority/priorities.store.ts'
import { fromWhom } from './quick-win.ts'

export type FeedWanted = { prompt: string | null, discipline: string | null, featured: boolean, after: { sharedOn: string, winId: string } | null }
type Row = Omit<Win, 'metric' | 'practice' | 'priority' | 'from' | 'own'> & {
  metricName: string | null, metricBefore: string | null, metricAfter: string | null, practiceId: string | null, practiceTitle: string | null, priorityId: string | null
  name: string | null, unitName: string | null, people: number, author: boolean, thanked: boolean
}
const winOf = (titles: ReadonlyMap<string, string>) => ({ priorityId, metricName, metricBefore, metricAfter, practiceId, practiceTitle, name, unitName, people, author, thanked, ...win }: Row): Win => ({
  ...win, from: fromWhom({ name, unitName, people }), own: { author, thanked },
  metric: metricName === null ? null : { name: metricName, before: metricBefore, after: metricAfter ?? '' },
  priority: priorityId === null ? null : { priorityId, title: titles.get(priorityId) ?? '' },
  practice: practiceId === null || practiceTitle === null ? null : { practiceId, title: practiceTitle }
})

// $1 subject. Who wrote and who thanked is joined through row-level security: only the reader's own rows are there.
const WIN = /* sql */ `
    select w.win_id as "winId", w.version, w.shared_on as "sharedOn", w.prompt, w.discipline, w.kind, w.headline, w.story,
           w.metric_name as "metricName", w.metric_before as "metricBefore", w.metric_after as "metricAfter", w.evidence, w.link,
           w.priority_id as "priorityId", w.practice_id as "practiceId", v.title as "practiceTitle",
           n.name, u.name as "unitName", (select count(*) from person p where p.unit_id = w.unit_id) as people,
           w.thanks, (select count(*) from quick_win_adoption a where a.win_id = w.win_id) as "adoptedBy", w.featured_on is not null as featured,
           a.subject is not null as author, t.subject is not null as thanked
      from quick_win w
      left join practice pr on pr.practice_id = w.practice_id
      left join practice_version v on v.practice_id = pr.practice_id and v.version = pr.version
      left join unit u on u.unit_id = w.unit_id
      left join account c on c.subject::text = w.named_subject
      left join person n on n.person_id = c.person_id
      left join quick_win_author a on a.win_id = w.win_id and a.subject = $1
      left join quick_win_thanks t on t.win_id = w.win_id and t.subject = $1`

/** A page of what is shown, newest first, and one more, which tells whether there is another page. The transaction acts for the reader. */
export async function winsFor (tx: Sql, subject: string, { prompt, discipline, featured, after }: FeedWanted, limit: number): Promise<Win[]> {
  const { rows } = await tx.query<Row>(/* sql */ `${WIN}
     where w.hidden_on is null
       and ($2::text is null or w.prompt = $2) and ($3::text is null or w.discipline = $3) and (not $4 or w.featured_on is not null)
       and ($5::date is null or (w.shared_on, w.win_id) < ($5, $6))
     order by w.shared_on desc, w.win_id desc
     limit $7`,
    [subject, prompt, discipline, featured, after?.sharedOn ?? null, after?.winId ?? null, limit])
  return rows.map(winOf(await priorityTitles(tx, rows.flatMap(({ priorityId }) => priorityId ?? []))))
}

/** One quick win; one that is hidden only for its author and, with `all`, for the office. */
export async function winFor (tx: Sql, subject: string, winId: string, all: boolean): Promise<Win | undefined> {
  const { rows: [row] } = await tx.query<Row>(/* sql */ `${WIN}
     where w.win_id = $2 and (w.hidden_on is null or $3 or a.subject is not null)`,
    [subject, winId, all])
  return row === undefined ? undefined : winOf(await priorityTitles(tx, row.priorityId === null ? [] : [row.priorityId]))(row)
}
