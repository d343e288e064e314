import type { Coverage, CoverageReply } from '@weft/contracts/program/role-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Table } from '@weft/service-kit/page/table'
import { Crumbs, Opening } from '../../frame/frame.page.tsx'
import { address, inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'

const at = (under: string) => address('/program/practices/coverage', { under })

export const CoveragePage = ({ roles, coverage: { before, path, unit, below, more } }: { roles: readonly RoleName[], coverage: CoverageReply }) => (
  <ProgramPage roles={roles} here='/program/practices' wide>
    <Crumbs crumbs={[{ href: '/program/practices', name: 'Practices' }, ...path.map(({ unitId, name }, place) => place === path.length - 1 ? { name } : { href: at(unitId), name })]} />
    <Opening kicker='Practices' title='How far we are'>
      <p>Which disciplines a unit works on, and how many of its people know and keep their part. As of the beginning of {inWords(before)}.</p>
    </Opening>
    {unit === null
      ? <p class='soft'>The organisation is not known yet. It is imported on the page People.</p>
      : <Table id='coverage' caption={`${unit.name}, and the units directly below`} columns={[{ key: 'u', head: 'Unit' }, { key: 'd', head: 'Disciplines with a practice', number: true }, { key: 's', head: 'People with a role statement up to date', number: true }, { key: 'c', head: 'People who commit to a practice', number: true }]}
          rows={[unit, ...below].map(({ unitId, name, disciplines, statements, committed }, place) => ({ key: unitId, cells: [place === 0 ? <b>{name}</b> : <a class='cell-link' href={at(unitId)}>{name}</a>, `${disciplines} of 8`, said(statements), said(committed)] }))} />}
    {more && <p class='soft'>There are more units below; the first 200 by name are shown.</p>}
    <section class='stack' aria-labelledby='how'>
      <h2 id='how'>How this is counted</h2>
      <p><b>Disciplines with a practice.</b> A discipline counts for a unit when the unit, or one above it, has adopted a practice of it. Two practices of one discipline count once.</p>
      <p><b>Role statement up to date.</b> Written or reviewed within a year, by somebody who still works in the same unit and position. The share is of all people in the unit and below.</p>
      <p><b>Commit to a practice.</b> At least one practice of the library stands on a person's own list. The list itself is seen by that person alone.</p>
      <p><b>An example.</b> A company has 2 people of its own, Claims 6, Sales 40 and Legal 4. In Claims 3 of 6 have a statement: 50 of 100. Legal has fewer than five people, so it is not shown; its 4 and the company's own 2 make a rest of 6, so nobody can be found by subtraction. Of the whole, 1 + 3 + 40 + 4 = 48 of 52: 92 of 100.</p>
      <p><b>What is not shown.</b> Units of fewer than five people, and any whose difference to others would be so small. Which they are depends on how many work there, never on who has what. Of fewer than 30 people, shares near the ends are only said to be at most 10 or at least 90. What is done today counts from tomorrow. No role gets a list of who has or has not.</p>
    </section>
  </ProgramPage>
)

function said (coverage: Coverage) {
  if (coverage.kind === 'hidden') return <span class='soft'>Not shown, to keep it confidential</span>
  return coverage.kind === 'shown' ? `${coverage.percent} of 100` : `${coverage.bound} of 100`
}
