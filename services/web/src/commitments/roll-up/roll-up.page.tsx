import type { RollUpFigures, RollUpMean, RollUpReply } from '@weft/contracts/commitments/rollup-api'
import { disciplines } from '@weft/contracts/program/discipline-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { ButtonLink, Tag } from '@weft/service-kit/page/controls'
import { Table, type TableRow } from '@weft/service-kit/page/table'
import type { ComponentChildren } from 'preact'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { address, count, inWords } from '../../frame/words.ts'
import { horizonNames } from '../commitment/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { indexInWords, movementInWords } from '../success-index/words.ts'
import { helpInWords, HIDDEN, shareInWords } from './words.ts'

type View = { roles: readonly RoleName[], reply: RollUpReply }
const horizonIds = Object.keys(horizonNames) as (keyof typeof horizonNames)[]

/** /commitments/roll-up: how units kept their commitments in a quarter. */
export const RollUpPage = ({ roles, reply }: View) => {
  const { quarter, first, quarters, path, here, history, help, next } = reply
  const unit = path.at(-1)
  const at = (more: Record<string, string | undefined>) => address('/commitments/roll-up', { quarter: quarter?.quarter, ...more })
  return (
    <CommitmentsPage roles={roles} here='/commitments/roll-up' wide>
      {path.length > 0 && <Crumbs crumbs={[{ href: at({}), name: here === null ? 'My units' : 'All units' }, ...path.map((one, place) => place === path.length - 1 ? { name: one.name } : { href: at({ under: one.unitId }), name: one.name })]} />}
      <Opening kicker={quarter === null ? 'Commitments' : `Commitments, ${quarter.label}`} title={unit === undefined ? 'Do we keep what we promise?' : `Does ${unit.name} keep what it promises?`}>
        {quarter === null
          ? <p>There is nothing to show yet. {first === null ? 'A quarter is rolled up once its reviews are over.' : `${first.label} stands here from ${inWords(first.on)}, once its reviews are over.`}</p>
          : <p>Rolled up on {inWords(quarter.madeOn)}, once the quarter’s reviews were over. It stays as it is.</p>}
      </Opening>
      {here !== null && <Whole figures={here.figures} kappa={unit === undefined ? quarter?.kappa ?? null : null} />}
      {help.length > 0 && <HelpFirst help={help} at={at} />}
      {quarter !== null && <Units reply={reply} at={at} />}
      {next !== null && <p><ButtonLink look='quiet' href={at({ under: unit?.unitId, after: next })}>Show more units</ButtonLink></p>}
      {here?.figures != null && <ByDiscipline figures={here.figures} />}
      {history.length > 1 && <OverQuarters history={history} />}
      {quarter !== null && <HowToRead />}
      <p class='row'>
        {quarter !== null && <a href={address('/commitments/roll-up.csv', { quarter: quarter.quarter, under: unit?.unitId })} download>Take this table as CSV</a>}
        {quarters.filter(other => other.quarter !== quarter?.quarter).map(other => <a key={other.quarter} href={address('/commitments/roll-up', { quarter: other.quarter })}>{other.label}</a>)}
      </p>
    </CommitmentsPage>
  )
}

const Whole = ({ figures, kappa }: { figures: RollUpFigures | null, kappa: number | null }) => figures === null
  ? <p class='soft'>{HIDDEN}</p>
  : (
    <dl class='facts'>
      <div><dt>Success Index</dt><dd>{figures.index === null ? 'Not shown: too few have one' : <><strong class='index-value number'>{indexInWords(figures.index.mean)}</strong> <span class='soft'>of 100, mean of {count(figures.index.n)} people</span></>}</dd></div>
      <div><dt>Has something that counts</dt><dd class='number'>{shareInWords(figures.coverage)} <span class='soft'>of {count(figures.people)} people</span></dd></div>
      <div><dt>Reviewed with values</dt><dd class='number'>{figures.reviewed === null ? '–' : shareInWords(figures.reviewed)} <span class='soft'>of those</span></dd></div>
      {figures.gap !== null && <div><dt>People and bosses</dt><dd>{gapInWords(figures.gap)}{kappa !== null && <span class='soft number'> Weighted kappa {kappa.toFixed(2)}.</span>}</dd></div>}
    </dl>
    )

const gapInWords = ({ signed, absolute }: NonNullable<RollUpFigures['gap']>): string =>
  `${Math.abs(signed) < 0.05 ? 'People see themselves as their bosses do' : signed > 0 ? `People see ${indexInWords(signed)} points more than their bosses` : `People see ${indexInWords(signed)} points less than their bosses`}; they are ${indexInWords(absolute)} apart on average.`

const HelpFirst = ({ help, at }: { help: RollUpReply['help'], at: (more: Record<string, string>) => string }) => (
  <section class='stack' aria-labelledby='help'>
    <h2 id='help'>Help these first</h2>
    <ul class='help-first'>
      {help.map(one => <li key={one.unitId}><a href={at({ under: one.unitId })}>{one.name}</a>: {helpInWords(one)}</li>)}
    </ul>
    <p class='small soft'>The smallest units that can be shown where fewer than 80 % have something that counts, then where fewer than 80 % of the reviews ended with values. What a unit reached plays no part: this is no ranking.</p>
  </section>
)

const Mean = ({ mean }: { mean: RollUpMean | null }) => mean === null ? <span class='soft small'>–</span> : <span class='number'>{indexInWords(mean.mean)} <span class='small soft'>({count(mean.n)})</span></span>

const Units = ({ reply: { here, units, path }, at }: { reply: RollUpReply, at: (more: Record<string, string>) => string }) => {
  const cells = (name: ComponentChildren, figures: RollUpFigures | null, before: RollUpMean | null): ComponentChildren[] => figures === null
    ? [name, <span class='soft small'>not shown</span>, ...Array.from({ length: 6 }, () => '')]
    : [
        name, <span class='number'>{shareInWords(figures.coverage)}</span>, <span class='number'>{figures.reviewed === null ? '–' : shareInWords(figures.reviewed)}</span>,
        <Mean mean={figures.index} />, figures.index === null || before === null ? <span class='soft small'>–</span> : <span class='number'>{movementInWords(figures.index.mean - before.mean)}</span>,
        ...horizonIds.map(horizon => <Mean mean={figures.horizons.find(one => one.horizon === horizon)?.index ?? null} />)
      ]
  const rows: TableRow[] = units.map(unit => ({ key: unit.unitId, cells: cells(<a href={at({ under: unit.unitId })}>{unit.name}</a>, unit.figures, unit.before) }))
  const hidden = units.some(({ figures }) => figures === null)
  return (
    <section class='stack' aria-labelledby='units'>
      <h2 id='units'>{here === null ? 'Your units' : path.length === 0 ? 'Units' : 'Units below'}</h2>
      {units.length === 0
        ? <p class='soft'>{here === null ? 'No unit here is yours to see. Ask the program office which unit you lead.' : 'There is no unit below.'}</p>
        : <Table id='roll-up' tableClass='roll-up' caption='Each unit with all below it: who has something that counts, whose review ended with values, mean index (of how many people), since the quarter before, by horizon'
            columns={[{ key: 'u', head: 'Unit' }, { key: 'c', head: 'Promises', number: true }, { key: 'r', head: 'Reviewed', number: true }, { key: 'i', head: 'Index', number: true }, { key: 'm', head: 'Since', number: true }, ...horizonIds.map(horizon => ({ key: horizon, head: horizonNames[horizon], number: true }))]} rows={rows} />}
      {hidden && <p class='small soft'>“Not shown” has always the same reason: beside all else that is shown, it would tell somebody who knows their own team, or two such people together, about fewer than five others.</p>}
    </section>
  )
}

const ByDiscipline = ({ figures }: { figures: RollUpFigures }) => {
  const shown = disciplines.flatMap(({ id, name }) => { const index = figures.disciplines.find(one => one.discipline === id)?.index ?? null; return index === null ? [] : [{ name, index }] })
  return (
    <section class='stack' aria-labelledby='by-discipline'>
      <h2 id='by-discipline'>By discipline</h2>
      {shown.length === 0
        ? <p class='soft'>Not shown here: too few people, or it would tell about single ones. Look one level up.</p>
        : <p class='row'>{shown.map(({ name, index }) => <Tag key={name}>{name}: {indexInWords(index.mean)} ({count(index.n)})</Tag>)}</p>}
    </section>
  )
}

const OverQuarters = ({ history }: { history: RollUpReply['history'] }) => (
  <section class='stack' aria-labelledby='history'>
    <h2 id='history'>Over quarters</h2>
    <Table id='roll-up-quarters' caption='The same unit, quarter by quarter' columns={[{ key: 'q', head: 'Quarter' }, { key: 'c', head: 'Promises', number: true }, { key: 'r', head: 'Reviewed', number: true }, { key: 'i', head: 'Index', number: true }]}
      rows={history.map(({ quarter, label, figures }) => ({
        key: quarter, cells: figures === null ? [label, <span class='soft small'>not shown</span>, '', ''] : [label, <span class='number'>{shareInWords(figures.coverage)}</span>, <span class='number'>{figures.reviewed === null ? '–' : shareInWords(figures.reviewed)}</span>, <Mean mean={figures.index} />]
      }))} />
  </section>
)

const HowToRead = () => (
  <details class='more'>
    <summary>How to read this</summary>
    <ul>
      <li>The index of a unit is the mean of its people’s agreed indices, in brackets of how many. People stay in the unit they were in when the quarter opened.</li>
      <li>“Promises” are people with at least one commitment that counts. “Reviewed” are those of them whose review ended with values. Nobody is on leave or gone in these numbers.</li>
      <li>Of fewer than 30 people, a share near an end is told as “≤ 10 %” or “≥ 90 %”.</li>
      <li>What is shown tells nobody, alone or two together, about fewer than five people whom they do not know already. Bosses know their reports and themselves; that is taken into account. Whether a unit is shown depends on who is in it, never on what was reached.</li>
      <li>By horizon and discipline less is shown than in all, because a mean and its parts together tell more than each alone.</li>
    </ul>
  </details>
)
