import type { Cell, UnitReply } from '@weft/contracts/reporting/api'
import { ButtonLink, Notice, Tag } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { Crumbs, Opening, Page } from '../frame/frame.page.tsx'
import { address, against, count, inWords, listed, points, score } from '../frame/words.ts'
import { Bars } from './bars.page.tsx'
import { isOpenTo } from './open-to.ts'

type FactorOfUnit = UnitReply['factors'][number]
type Shown = Extract<Cell, { kind: 'shown' }>

/** `scopes`: as of the heat map; somebody who has none sees the whole organisation only. */
export const UnitPage = ({ view, scopes }: { view: UnitReply, scopes: readonly string[] | null }) => {
  const { release, unit, path, shownAs, factors } = view
  const whole = path[0]?.name ?? 'the organisation'
  // A unit that is shown as the whole organisation is compared with nothing, like the whole itself.
  const isWhole = path.length < 2 || shownAs?.unitId === path[0]?.unitId
  return (
    <Page>
      <Crumbs label='Units above' crumbs={path.map(({ unitId, name }, place) => place === path.length - 1 || (place > 0 && !isOpenTo(scopes, path, place)) ? { name } : { href: unitHref(unitId, release.releaseId), name })} />
      <Opening kicker={`${release.title} · closed on ${inWords(release.closedOn)}`} title={unit.name}>
        <p>{leadOf(view, whole, isWhole)}</p>
      </Opening>
      <RolledUp unit={unit.name} unitId={unit.unitId} shownAs={shownAs} releaseId={release.releaseId} />
      {!release.validated && <p class='soft'><Tag tone='warn'>not yet validated</Tag> {release.instrumentTitle} has no pilot record yet. Read these scores as a first look.</p>}
      <section class='stack' aria-labelledby='disciplines'>
        <h2 id='disciplines'>Disciplines</h2>
        <figure class='stack'>
          <Bars wholeName={whole} bars={factors.map(({ factorId, name, cell, organisation }) => ({ key: factorId, name, cell, whole: isWhole ? null : organisation }))} />
          <figcaption class='small soft'>Score of 100. The thin line is the range the score may well lie in.{isWhole ? '' : ` The upright mark is ${whole}. A coloured bar is clearly different.`}</figcaption>
        </figure>
        <details class='more'>
          <summary>Show as a table</summary>
          <FactorTable factors={factors} unit={shownAs?.name ?? unit.name} isWhole={isWhole} />
        </details>
      </section>
      <Below view={view} compares={isOpenTo(scopes, path, path.length - 1)} />
      <p class='row no-print'>{scopes === null || scopes.length > 0
        ? <ButtonLink look='quiet' href={address('/heat-map', { release: release.releaseId, under: scopes === null ? undefined : scopes[0] })}>Back to the heat map</ButtonLink>
        : <ButtonLink look='quiet' href='/'>Back to the program</ButtonLink>}</p>
    </Page>
  )
}

const unitHref = (unitId: string, release: string) => address(`/units/${encodeURIComponent(unitId)}`, { release })

function leadOf ({ factors, shownAs }: UnitReply, whole: string, isWhole: boolean): string {
  const shown = factors.flatMap(factor => factor.cell.kind === 'shown' ? [{ ...factor, cell: factor.cell }] : [])
  const [lowest, highest] = [shown.toSorted((a, b) => a.cell.score - b.cell.score)[0], shown.toSorted((a, b) => b.cell.score - a.cell.score)[0]]
  if (shownAs === null || lowest === undefined || highest === undefined) return 'Not shown, to keep answers confidential.'
  if (isWhole) return `Strongest on ${highest.name}, ${score(highest.cell.score)} of 100. Most room to grow on ${lowest.name}, ${score(lowest.cell.score)}.`
  const different = shown.filter(({ cell }) => cell.different)
  if (different.length === 0) return `No discipline differs clearly from ${whole}.`
  return `Clearly different from ${whole} on ${listed(different.map(({ name, cell }) => `${name} (${against(cell.difference)})`))}.`
}

const RolledUp = ({ unit, unitId, shownAs, releaseId }: { unit: string, unitId: string, shownAs: UnitReply['shownAs'], releaseId: string }) => {
  if (shownAs === null || shownAs.unitId === unitId) return null
  return (
    <Notice title={`Shown here: ${shownAs.name}`}>
      <p>{unit} alone is not shown, to keep answers confidential. Its answers count in <a href={unitHref(shownAs.unitId, releaseId)}>{shownAs.name}</a>, and that is what you see.</p>
    </Notice>
  )
}

const FactorTable = ({ factors, unit, isWhole }: { factors: readonly FactorOfUnit[], unit: string, isWhole: boolean }) => (
  <Table id='factors' caption={`${unit}, by discipline`}
    columns={[{ key: 'd', head: 'Discipline' }, ...['Score', 'From', 'To', 'Against the whole', 'Favourable', 'Answers'].filter(head => !isWhole || head !== 'Against the whole').map(head => ({ key: head, head, number: true }))]}
    rows={factors.map(({ factorId, name, cell }) => ({ key: factorId, cells: [name, ...figuresOf(cell).filter((_figure, place) => !isWhole || place !== 3)] }))} />
)

const HIDDEN = ['–', '–', '–', '–', '–', '–']
const figuresOf = (cell: Cell): readonly string[] => cell.kind === 'hidden' ? HIDDEN : shownFigures(cell)
const shownFigures = ({ score: value, interval, difference, different, favourable, n }: Shown): readonly string[] => [
  value.toFixed(1),
  interval === null ? '–' : interval.low.toFixed(1),
  interval === null ? '–' : `${interval.high.toFixed(1)}${interval.pooled ? ' *' : ''}`,
  `${points(difference)}${different ? ', clear' : ''}`,
  favourable ?? '–',
  count(n)
]

const Below = ({ view: { below, release, unit }, compares }: { view: UnitReply, compares: boolean }) => below.length === 0
  ? null
  : (
    <section class='stack' aria-labelledby='below'>
      <h2 id='below'>Units below</h2>
      <ul class='links'>{below.map(({ unitId, name }) => <li key={unitId}><a href={unitHref(unitId, release.releaseId)}>{name}</a></li>)}</ul>
      {compares && <p><a href={address('/heat-map', { release: release.releaseId, under: unit.unitId })}>Compare them in the heat map</a></p>}
    </section>
    )
