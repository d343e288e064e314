import type { HealthListReply, HealthReply } from '@weft/contracts/directory/api'
import { ButtonLink, Notice, Tag } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { Crumbs, Opening, Page } from '../frame/frame.page.tsx'
import { address, count, counted } from '../frame/words.ts'
import { checkWords, isOfUnits } from './words.ts'

/** An HR feed that is older than this has most often stopped. */
const STALE_DAYS = 14
const order = Object.keys(checkWords) as (keyof typeof checkWords)[]

export const HealthPage = ({ health }: { health: HealthReply }) => {
  const checks = order.flatMap(name => health.checks.filter(({ check }) => check === name))
  const wrong = checks.filter(({ check, count: found }) => found > 0 && checkWords[check].kind === 'wrong')
  return (
    <Page wide={health.version !== null}>
      <Crumbs crumbs={[{ href: '/people', name: 'People' }, { name: 'Data health' }]} />
      {health.version === null
        ? <Opening title='Import your people first'><p>Then this page says how good their data is.</p></Opening>
        : (
          <>
            <Opening kicker='Data health' title={wrong.length === 0 ? 'Nothing is wrong in the data' : wrong.length === 1 ? 'One thing is wrong in the data' : `${wrong.length} things are wrong in the data`}>
              <p>{counted(health.people, 'person', 'people')} in {counted(health.units, 'unit')}. Weft says who they are; it never says anything of answers here.</p>
            </Opening>
            <Feed health={health} />
            <Table id='checks' caption='What was looked at, and how it was before the latest import' columns={[{ key: 'c', head: 'Check' }, { key: 's', head: 'State' }, { key: 'n', head: 'Found', number: true }, { key: 'b', head: 'Since the import', number: true }]}
              rows={checks.map(({ check, count: found, before }) => ({
                key: check,
                cells: [
                  <><span>{found > 0 ? <a class='cell-link' href={`/people/health/${check}`}>{checkWords[check].title}</a> : checkWords[check].title}</span><span class='check-why'>{found > 0 ? checkWords[check].why : checkWords[check].none}</span></>,
                  found === 0 ? <Tag tone='good'>Good</Tag> : checkWords[check].kind === 'wrong' ? <Tag tone='bad'>Wrong</Tag> : <Tag tone='warn'>Look</Tag>,
                  count(found), trendOf(found, before)
                ]
              }))} />
          </>
          )}
      <p class='row'><ButtonLink href='/people/imports/new'>Import people</ButtonLink><ButtonLink look='quiet' href='/people/imports'>All imports</ButtonLink></p>
    </Page>
  )
}

const Feed = ({ health: { lastImport } }: { health: HealthReply }) => {
  if (lastImport === null) return <Notice title='No import is on record'><p>These people came before imports were kept.</p></Notice>
  const when = lastImport.daysAgo === 0 ? 'today' : lastImport.daysAgo === 1 ? 'yesterday' : `${lastImport.daysAgo} days ago`
  return lastImport.daysAgo > STALE_DAYS
    ? <Notice tone='warn' title={`The latest import was ${when}`}><p>Has the feed stopped? See <a href={`/people/imports/${lastImport.runId}`}>import {lastImport.number}</a>.</p></Notice>
    : <p>The latest import was {when}: <a href={`/people/imports/${lastImport.runId}`}>import {lastImport.number}</a>.</p>
}

const trendOf = (now: number, before: number | null): string => before === null ? 'new' : now === before ? 'same' : now > before ? `+${count(now - before)}` : `−${count(before - now)}`

export const HealthListPage = ({ check, found, next, later }: HealthListReply & { later: boolean }) => {
  const { title, why, column } = checkWords[check]
  return (
    <Page wide={found.length > 0}>
      <Crumbs crumbs={[{ href: '/people', name: 'People' }, { href: '/people/health', name: 'Data health' }, { name: title }]} />
      <Opening title={title}><p>{why}</p></Opening>
      {found.length === 0
        ? <p class='soft'>{later ? 'There are no more.' : checkWords[check].none}</p>
        : <Table id='found' caption='In the order of their ids' columns={[{ key: 'n', head: isOfUnits(check) ? 'Unit' : 'Person' }, { key: 'i', head: 'Id' }, ...column === null ? [] : [{ key: 'd', head: column }]]}
            rows={found.map(({ id, name, detail }) => ({ key: id, cells: [name, <code>{id}</code>, ...column === null ? [] : [detail ?? 'none']] }))} />}
      {next !== null && <p><ButtonLink look='quiet' href={address(`/people/health/${check}`, { after: next })}>Show more</ButtonLink></p>}
      <p class='row'><ButtonLink look='quiet' href='/people/health'>Back to data health</ButtonLink></p>
    </Page>
  )
}
