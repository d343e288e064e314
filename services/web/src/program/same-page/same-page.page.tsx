import type { ComponentChildren } from 'preact'
import { ratingNames } from '@weft/contracts/program/attestation-api'
import type { SamePageFigure, SamePageReply } from '@weft/contracts/program/samepage-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, ButtonLink, Notice, Tag, Unseen } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { may } from '../../access/may.ts'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { address, count, counted, inWords } from '../../frame/words.ts'
import { ratingTitles, statements } from '../priority/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { agreementInWords, meanInWords, shareInWords, verdictOf } from './words.ts'

type SamePageView = { roles: readonly RoleName[], reply: SamePageReply, done: boolean, refused: string | null }
type Figures = readonly SamePageFigure[] | null

export const SamePagePage = ({ roles, reply, done, refused }: SamePageView) => {
  const { version, current, release, priorities, path, versions, next } = reply
  const here = path.at(-1)
  return (
    <ProgramPage roles={roles} here='/program/same-page' wide>
      {refused !== null && <Notice tone='warn' role='alert' title='No new figures'><p data-focus tabIndex={-1}>{refused}</p></Notice>}
      {done && <Notice tone='good' role='status' title='New figures are here.' />}
      {path.length > 0 && <Crumbs crumbs={[{ href: address('/program/same-page', { version: String(version) }), name: 'Everybody' }, ...path.map((unit, at) => at === path.length - 1 ? { name: unit.name } : { href: address('/program/same-page', { version: String(version), under: unit.unitId }), name: unit.name })]} />}
      <Opening kicker={version === 0 ? 'Same page' : `Version ${version} of the priorities${version < current ? ', which is over' : ''}`} title={here === undefined ? 'Are we on the same page?' : `Are we on the same page in ${here.name}?`}>
        {release === null
          ? <p>{version === 0 ? 'There are no priorities yet, so nobody was asked.' : 'There are no figures yet. They come once at least five people have answered and the program office asks for them.'}</p>
          : <p>{counted(release.people, 'person', 'people')} counted by {inWords(release.releasedOn)}. High averages are not enough: people are on the same page when they say much the same.</p>}
      </Opening>
      {may(roles, 'run-program') && version === current && version > 0 && <AskForFigures version={version} />}
      {release !== null && <HowToRead />}
      {release !== null && priorities.map(({ priorityId, title }, at) => <OfPriority key={priorityId} reply={reply} at={at} title={title} />)}
      {next !== null && <p><ButtonLink look='quiet' href={address('/program/same-page', { version: String(version), under: here?.unitId, after: next })}>Show more units</ButtonLink></p>}
      <p class='row'>
        {release !== null && <a href={address('/program/same-page.csv', { version: String(version), under: here?.unitId })} download>Take this table as CSV</a>}
        {versions.filter(other => other !== version).map(other => <a key={other} href={address('/program/same-page', { version: String(other) })}>Figures of version {other}</a>)}
        <a href='/program/priorities'>The priorities</a>
      </p>
    </ProgramPage>
  )
}

const AskForFigures = ({ version }: { version: number }) => (
  <form method='post' action='/program/same-page/release' class='row'>
    <input type='hidden' name='version' value={version} />
    <Button look='quiet'>Count who has answered since</Button>
    <span class='small soft'>Once a day at most, and five new answers at least. The fewer there are, the more of them show further up only.</span>
  </form>
)

const HowToRead = () => (
  <details>
    <summary>How to read this</summary>
    <ul>
      <li>Each person was asked of each priority: {ratingNames.map(name => `“${statements[name]}”`).join(' ')} 1 is “strongly disagree”, 5 “strongly agree”.</li>
      <li>The large number is the mean. In brackets stands the range it may well lie in (95 %); “~” marks one made of the spread within all groups, where the group’s own may not be told.</li>
      <li>Agreement is r<sub>wg</sub>: 1 when all say the same, 0 when answers lie as far apart as by chance. From .71 on it is strong, up to .50 weak. It is told of ten people or more.</li>
      <li>Who would rather not say is counted apart and is in no mean.</li>
      <li>A group is shown with five people at least, and only where it and all others shown tell nothing about fewer. What is missing is missing for that reason. Each person is counted once for each version.</li>
      <li>Leaders stand apart from managers and staff, so that one can see whether they say the same.</li>
    </ul>
  </details>
)

const OfPriority = ({ reply: { version, whole, units, path }, at, title }: { reply: SamePageReply, at: number, title: string }) => {
  const row = (key: string, name: ComponentChildren, figures: Figures) => ({ key, cells: [name, ...ratingNames.map((_, place) => <Cell figure={figures?.[3 * at + place] ?? null} />)] })
  const top = path.length > 0 ? [] : [row('all', 'Everybody', whole.everybody), row('leaders', 'Leaders', whole.leaders), row('others', 'Managers and staff', whole.others)]
  const rows = units.flatMap(({ unitId, name, leaders, others, more }) => [
    row(unitId, more ? <a href={address('/program/same-page', { version: String(version), under: unitId })}>{name}</a> : name, others),
    ...leaders === null ? [] : [row(`${unitId} leaders`, <span class='beside'>{name}, leaders</span>, leaders)]
  ])
  return (
    <section class='stack' aria-labelledby={`of-${at}`}>
      <h2 id={`of-${at}`}>{title}</h2>
      {top.length + rows.length === 0
        ? <p class='soft'>No unit here is shown, to keep answers confidential.</p>
        : <Table id={`table-${at}`} tableClass='same-page' caption={<><Unseen>{title}. </Unseen>{path.length === 0 ? 'The whole, then units: managers and staff, with leaders below where they can be shown' : 'Managers and staff of each unit, with leaders below where they can be shown'}</>}
            columns={[{ key: 'g', head: 'Group' }, ...ratingNames.map(name => ({ key: name, head: ratingTitles[name] }))]} rows={[...top, ...rows]} />}
    </section>
  )
}

const Cell = ({ figure }: { figure: SamePageFigure | null }) => {
  if (figure === null || figure.kind === 'hidden') return <span class='soft small'>not shown</span>
  const { mean, interval, agreement, agreeing, declined, n } = figure
  const [verdict, share, refused] = [verdictOf(figure), shareInWords(agreeing), shareInWords(declined)]
  return (
    <div class='figure'>
      <p><strong class='number figure-mean'>{meanInWords(mean)}</strong> {interval.kind === 'shown' && <span class='small soft number'>({interval.spread === 'pooled' ? '~' : ''}{meanInWords(Math.max(1, interval.low))}–{meanInWords(Math.min(5, interval.high))})</span>}</p>
      {verdict !== null && agreement !== null && <p class='small'>{verdict.tone === null ? <Tag>{verdict.words}</Tag> : <Tag tone={verdict.tone}>{verdict.words}</Tag>} <span class='soft number'>agreement {agreementInWords(agreement)}</span></p>}
      <p class='small soft number'>{share !== null && `${share} agree · `}n {count(n)}{refused !== null && refused !== '0 %' && ` · ${refused} would rather not say`}</p>
    </div>
  )
}
