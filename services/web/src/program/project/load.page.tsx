import type { LoadReply } from '@weft/contracts/program/initiative-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Table } from '@weft/service-kit/page/table'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { count } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { money } from './words.ts'

const monthName = (day: string): string => new Intl.DateTimeFormat('en-GB', { month: 'short', year: '2-digit', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
const periodName = ({ from, until }: LoadReply['periods'][number], by: LoadReply['by']): string => by === 'month' ? monthName(from) : `${monthName(from).split(' ')[0] ?? ''}–${monthName(until)}`

/** What each unit carries at the same time. */
export const LoadPage = ({ roles, load: { by, periods, units } }: { roles: readonly RoleName[], load: LoadReply }) => (
  <ProgramPage roles={roles} here='/program/projects' wide>
    <Crumbs crumbs={[{ href: '/program/projects', name: 'Projects' }, { name: 'Load of units' }]} />
    <Opening title='What each unit carries at the same time'>
      <p>Projects that run in each {by}: to decide, kept or adopted. Merged ones count once; retired and rejected ones do not run. One without an end goes on.</p>
    </Opening>
    <p class='row'>{by === 'quarter' ? <a href='/program/projects/load?by=month'>Show months</a> : <a href='/program/projects/load?by=quarter'>Show quarters</a>}</p>
    {units.length === 0
      ? <p class='soft'>No project runs.</p>
      : <Table id='load' caption='The busiest unit first' tableClass='load' columns={[{ key: 'u', head: 'Unit' }, { key: 'n', head: 'Projects', number: true }, { key: 'b', head: 'Budgets', number: true }, ...periods.map(period => ({ key: period.from, head: periodName(period, by), number: true })), { key: 'd', head: 'Without dates', number: true }]}
          rows={units.map(unit => ({
            key: unit.unitId ?? `w ${unit.unit ?? ''}`,
            cells: [unit.unit ?? 'No unit said', count(unit.projects), unit.budgets.map(({ amount, currency }) => money(amount, currency)).join(' + ') || '–', ...unit.running.map(number => <span class={number > 0 && number === unit.most ? 'load-most' : undefined}>{number}</span>), unit.undated === 0 ? '' : count(unit.undated)]
          }))} />}
  </ProgramPage>
)
