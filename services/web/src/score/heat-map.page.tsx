import type { Cell, HeatMapReply, HeatMapRow, ReleaseHead } from '@weft/contracts/reporting/api'
import { Button, ButtonLink, SelectField, Tag, Unseen } from '@weft/service-kit/page/controls'
import type { ComponentChildren } from 'preact'
import { Crumbs, Opening, Page } from '../frame/frame.page.tsx'
import { address, against, counted, inWords, score } from '../frame/words.ts'
import { isOpenTo } from './open-to.ts'
import { answersOf, binOf, bins, glyphOf, valueOf, type Showing } from './cell-words.ts'

export type HeatMapView = {
  map: HeatMapReply
  /** The newest ones, to choose from. */
  releases: readonly ReleaseHead[]
  /** There are more than `releases`. */
  older: boolean
  showing: Showing
  /** `name` or a factor id. */
  sort: string
  after: string | undefined
  /** Units whose results, with all below them, this reader sees; null: every unit. */
  scopes: readonly string[] | null
}

export const NoReleasePage = ({ runs }: { runs: boolean }) => (
  <Page>
    <Opening kicker='Heat map' title='No scores yet'>
      <p>Scores appear here when a wave is closed and its release is audited. There are no live scores.</p>
    </Opening>
    <p class='row'>{runs ? <><ButtonLink href='/waves/new'>Plan a wave</ButtonLink><ButtonLink look='quiet' href='/past-waves/new'>Bring in a past wave</ButtonLink></> : <ButtonLink href='/waves'>See the waves</ButtonLink>}</p>
  </Page>
)

export const HeatMapPage = (view: HeatMapView) => {
  const { map } = view
  const { release, top, path } = map
  return (
    <Page wide>
      {path.length > 1 && <Crumbs label='Units above' crumbs={path.map(({ unitId, name }, place) => place === path.length - 1 || !isOpenTo(view.scopes, path, place) ? { name } : { href: hrefOf(view, { under: unitId }), name })} />}
      <Opening kicker={`${release.title} · closed on ${inWords(release.closedOn)} · release ${release.number}`} title={titleOf(map)}>
        <p>{leadOf(map)}</p>
      </Opening>
      {!release.validated && <p class='soft'><Tag tone='warn'>not yet validated</Tag> {release.instrumentTitle} has no pilot record yet. Read these scores as a first look.</p>}
      <Choices {...view} />
      {map.rows.length === 0 && <p>There is no unit below {top.name}.</p>}
      <HeatTable {...view} />
      <Key hidden={map.hiddenCells} />
      <p class='row no-print'>
        {map.next !== null && <ButtonLink look='quiet' href={hrefOf(view, { after: map.next })}>Show the next units</ButtonLink>}
        {view.scopes === null && <a href={`/releases/${release.releaseId}/scores.csv`} download>Download all scores as CSV</a>}
      </p>
    </Page>
  )
}

/** The finding is the headline; without one, what the table is about. */
const titleOf = ({ finding, top }: HeatMapReply) => finding === null
  ? `How the units of ${top.name} compare`
  : `${finding.unitName} is lowest on ${finding.factorName}`

const leadOf = ({ finding, top, path, rows }: HeatMapReply) => [top, ...rows].every(row => row.cells.every(cell => cell.kind === 'hidden'))
  ? 'Nothing in this table is shown, to keep answers confidential.'
  : finding === null
  ? `No unit directly below ${top.name} differs clearly from the whole organisation.`
  : `${score(finding.score)} of 100, ${against(finding.difference)} ${path[0]?.name ?? 'the organisation'}. That is where there is most room to grow.`

/** The same table with something else about it. Another unit, order or page starts over what depends on it. */
function hrefOf ({ map, showing, sort, after }: HeatMapView, change: { under?: string, sort?: string, show?: Showing, after?: string }): string {
  const moved = change.under !== undefined || change.sort !== undefined
  const under = change.under ?? (map.path.length > 1 ? map.top.unitId : undefined)
  const [order, shown] = [change.sort ?? sort, change.show ?? showing]
  return address('/heat-map', {
    release: map.release.releaseId,
    under: under === map.path[0]?.unitId ? undefined : under,
    sort: order === 'name' ? undefined : order,
    show: shown === 'difference' ? undefined : shown,
    after: change.after ?? (moved ? undefined : after)
  })
}

/** The release on the page is always among them, be it older than the rest. */
const choosable = ({ map: { release }, releases }: HeatMapView): readonly ReleaseHead[] =>
  releases.some(({ releaseId }) => releaseId === release.releaseId) ? releases : [...releases, release]

const Choices = (view: HeatMapView) => (
  <div class='choices no-print'>
    {choosable(view).length > 1 && (
      <form class='inline choose' method='get' action='/heat-map'>
        <SelectField name='release' label='Release' value={view.map.release.releaseId} choices={choosable(view).map(({ releaseId, title, number }) => ({ value: releaseId, label: `${title} · ${number}` }))} />
        <Button look='quiet'>Show this release</Button>
      </form>
    )}
    {view.older && <a href='/waves'>Older releases</a>}
    <nav class='switch' aria-label='What the cells show'>
      <span class='label' aria-hidden='true'>Show</span>
      <a href={hrefOf(view, { show: 'difference' })} aria-current={view.showing === 'difference' ? 'true' : undefined}>Difference</a>
      <a href={hrefOf(view, { show: 'score' })} aria-current={view.showing === 'score' ? 'true' : undefined}>Score</a>
    </nav>
  </div>
)

const HeatTable = (view: HeatMapView) => {
  const { map: { factors, top, rows, path }, showing, sort } = view
  const what = showing === 'difference' ? `Points above or below ${path[0]?.name ?? 'the organisation'}` : 'Score from 0 to 100'
  return (
    <div class='scroller' role='region' aria-labelledby='heat-caption' tabIndex={0}>
      <table class='heat' id='heat'>
        <caption id='heat-caption'><span>{what}, by unit and discipline. Bold is clearly different.</span></caption>
        <thead>
          <tr>
            <SortHead view={view} column='name' sorted={sort === 'name'}>Unit</SortHead>
            <th scope='col' class='cell-number'>Answers</th>
            {factors.map(({ factorId, name }) => <SortHead key={factorId} view={view} column={factorId} sorted={sort === factorId}>{name}</SortHead>)}
          </tr>
        </thead>
        <tbody>
          <Row row={top} view={view} isTop />
          {rows.map(row => <Row key={row.unitId} row={row} view={view} isTop={false} />)}
        </tbody>
      </table>
    </div>
  )
}

const SortHead = ({ view, column, sorted, children }: { view: HeatMapView, column: string, sorted: boolean, children: ComponentChildren }) => (
  <th scope='col' aria-sort={sorted ? 'ascending' : undefined}>
    <a href={hrefOf(view, { sort: column })}>{children}{sorted ? <span aria-hidden='true'>&nbsp;↑</span> : <Unseen>, sort by this</Unseen>}</a>
  </th>
)

const Row = ({ row, view, isTop }: { row: HeatMapRow, view: HeatMapView, isTop: boolean }) => (
  <tr class={isTop ? 'heat-top' : undefined}>
    <th scope='row'>
      <a href={address(`/units/${encodeURIComponent(row.unitId)}`, { release: view.map.release.releaseId })}>{row.name}</a>
      {isTop && view.map.path.length < 2 && <span class='small soft'>score of 100</span>}
      {!isTop && row.below > 0 && <a class='below' href={hrefOf(view, { under: row.unitId })}>{counted(row.below, 'unit')} below<Unseen> {row.name}</Unseen></a>}
    </th>
    <td class='cell-number'>{answersOf(row.cells) ?? <NotShown />}</td>
    {row.cells.map((cell, place) => isTop && view.map.path.length < 2
      ? <WholeCell key={place} cell={cell} />
      : <HeatCell key={place} cell={cell} showing={view.showing} />)}
  </tr>
)

/** The whole organisation differs from itself by nothing: its row gives what all others are compared with. */
const WholeCell = ({ cell }: { cell: Cell }) => cell.kind === 'hidden'
  ? <td class='heat-cell heat-hidden'><NotShown /></td>
  : <td class='heat-cell heat-whole'>{score(cell.score)}</td>

const HeatCell = ({ cell, showing }: { cell: Cell, showing: Showing }) => cell.kind === 'hidden'
  ? <td class='heat-cell heat-hidden'><NotShown /></td>
  : (
    <td class={`heat-cell ${binOf(cell)}${cell.different ? ' heat-different' : ''}`}>
      <span class='glyph' aria-hidden='true'>{glyphOf(cell)}</span>{' '}<span class='value'>{valueOf(cell, showing)}</span>{cell.different && <Unseen>, clearly different</Unseen>}
    </td>
    )

const NotShown = () => <><span aria-hidden='true'>–</span><Unseen>Not shown</Unseen></>

const Key = ({ hidden }: { hidden: number }) => (
  <section class='key' aria-labelledby='key'>
    <h2 id='key' class='key-title'>Key</h2>
    <ul>
      {bins.map(bin => <li key={bin.step}><span class={`swatch ${binOf(bin)}`} aria-hidden='true'>{glyphOf(bin)}</span> {bin.words}</li>)}
      <li><span class='swatch heat-hidden' aria-hidden='true'>–</span> Not shown, to keep answers confidential ({hidden})</li>
    </ul>
    <p class='small soft'>Points of 100 against the whole organisation. Steps are fixed: a pale table means units are alike. Bold means clearly different: unlikely to be chance over this table, and not a small step.</p>
  </section>
)
