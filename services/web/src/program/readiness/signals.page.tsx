import type { BuyInOfDepth } from '@weft/contracts/program/buyin-api'
import type { Band, ExposureCoverageReply } from '@weft/contracts/program/exposure-api'
import type { HeroSignal, ReadinessReply } from '@weft/contracts/program/readiness-api'
import type { SamePageFigure } from '@weft/contracts/program/samepage-api'
import { Notice } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import type { ComponentChildren } from 'preact'
import { meanInWords } from '../same-page/words.ts'
import { count, counted, inWords, listed } from '../../frame/words.ts'

const percent = (share: number) => `${Math.round(share * 100)} %`
const band = ({ atLeast, atMost }: Band, people: number) => `${atLeast} to ${atMost} of ${count(people)}`

/** What can be counted, each with how it is computed and what it does not say. */
export const Signals = ({ signals, coverage, office }: { signals: ReadinessReply['signals'], coverage: ExposureCoverageReply, office: boolean }) => (
  <section class='stack stack-loose' aria-labelledby='signals'>
    <h2 id='signals'>What can be counted today</h2>
    <Mandate {...signals.mandate} />
    <Hero hero={signals.hero} />
    <Voices {...signals.voices} />
    <BuyIn rows={signals.buyIn} motivated={signals.motivated} office={office} />
    <Exposure exposure={signals.exposure} coverage={coverage} />
  </section>
)

const Signal = ({ id, title, children, how }: { id: string, title: string, children: ComponentChildren, how: ComponentChildren }) => (
  <section class='card stack' aria-labelledby={id}>
    <h3 id={id}>{title}</h3>
    {children}
    <details class='more'><summary>How this is computed, and what it does not say</summary><div class='stack stack-tight'>{how}</div></details>
  </section>
)

const vacant = { 'no-charter': 'No charter yet: nobody stands behind the program in writing.', 'no-sponsor': 'The charter in force names no sponsor.', 'sponsor-left': 'The sponsor of the charter is not in the directory any more.' }
const Mandate = ({ state, why }: ReadinessReply['signals']['mandate']) => (
  <Signal id='mandate' title='Mandate' how={<>
    <p>Vacant when no charter is in force, when it names no sponsor, or when the directory does not know its sponsor any more.</p>
    <p>Nobody enters it. Example: the charter of March names Ana as its sponsor. In June the people file does not have her any more: from that import on the mandate is vacant, until a new version of the charter names somebody who is here.</p>
    <p>It does not say whether the sponsor has time for the program, or speaks for it.</p>
  </>}>
    {state === 'held' || why === 'sponsored' ? <p>Held: the charter in force has a sponsor who is here.</p> : <Notice tone='warn' title='The mandate is vacant'><p>{vacant[why]}</p></Notice>}
  </Signal>
)

const kindNames: Readonly<Record<string, [string, string]>> = { project: ['project', 'projects'], experiment: ['experiment', 'experiments'], milestone: ['milestone', 'milestones'], opportunity: ['opportunity', 'opportunities'], voice: ['voice of a segment', 'voices of segments'] }
const kindName = (kind: string, many: number) => `${count(many)} ${(kindNames[kind] ?? [kind, kind])[many === 1 ? 0 : 1]}`

const Hero = ({ hero }: { hero: HeroSignal }) => (
  <Signal id='hero' title='Hero dependency' how={<>
    <p>Counted is what somebody answers for today, each thing once: projects that are kept or adopted, experiments that are not decided, milestones of the approved plan that are not reached, opportunities between two units that are open or agreed, and segments by their voice. What is done, ended or merged is not counted, and neither is a draft. Priorities are not counted: they belong to everybody and have no owner.</p>
    <p>The share is what the first one and the first three people hold of all that has an owner who is here. What falls if somebody leaves is everything that only they answer for.</p>
    <p>The Gini figure is 0 where every owner holds as much and goes towards 1 where one holds nearly all. Example: four owners with 6, 2, 1 and 1 things: 60 % with one, 90 % with three, Gini 0.40.</p>
    <p>A large thing counts as much as a small one. People who own nothing are not counted, since nobody knows who ought to. Whose things they are is shown to the sponsor and the program office alone.</p>
  </>}>
    {hero.topOne === null || hero.topThree === null || hero.gini === null
      ? <p>Nothing in the program has an owner yet.</p>
      : (
        <>
          <p><strong>{percent(hero.topOne)}</strong> of {counted(hero.things, 'thing')} with an owner {hero.things === 1 ? 'is' : 'are'} with one person, <strong>{percent(hero.topThree)}</strong> with three. Gini {hero.gini.toFixed(2)} over {counted(hero.owners, 'owner')}.</p>
          <p class='small soft'>{listed(hero.byKind.map(({ kind, many }) => kindName(kind, many)))}. {counted(hero.ownerless, 'thing')} without an owner who is here.</p>
        </>
        )}
    {hero.people !== null && hero.people.map(({ personId, name, many, falls }) => (
      <details key={personId} class='more'>
        <summary>{name}: {counted(many, 'thing')}. What falls if {name} leaves</summary>
        <ul>{falls.map(({ kind, title, href }, place) => <li key={place}><a href={href}>{title}</a> <span class='small soft'>{(kindNames[kind] ?? [kind])[0]}</span></li>)}</ul>
        {many > falls.length && <p class='small soft'>and {counted(many - falls.length, 'more thing', 'more things')}</p>}
      </details>
    ))}
  </Signal>
)

const Voices = ({ segments, withoutVoice, vacant }: ReadinessReply['signals']['voices']) => (
  <Signal id='voices' title='Voices of customers' how={<>
    <p>One person answers for each segment of customers. Counted are active segments for which nobody is named, or whose voice the directory does not know any more. A segment that was ended needs none.</p>
    <p>Example: of four active segments, one has a voice who is here, one a voice who is here for two segments, one a voice who left, one was never given any: 2 of 4 are vacant.</p>
    <p>It does not say whether a voice has time for it, or is heard.</p>
  </>}>
    {segments === 0
      ? <p>No segments are registered yet.</p>
      : withoutVoice === 0
        ? <p>Each of {counted(segments, 'segment')} has somebody who answers for it.</p>
        : (
          <>
            <p><strong>{count(withoutVoice)}</strong> of {counted(segments, 'segment')} {withoutVoice === 1 ? 'has' : 'have'} nobody who answers for it.</p>
            <ul>{vacant.map(({ segmentId, name, why }) => <li key={segmentId}><a href={`/program/customers/${segmentId}`}>{name}</a> <span class='small soft'>{why === 'gone' ? 'its voice has left' : 'nobody was named'}</span></li>)}</ul>
            {withoutVoice > vacant.length && <p class='small soft'>and {counted(withoutVoice - vacant.length, 'more segment', 'more segments')}</p>}
          </>
          )}
  </Signal>
)

const said = (figure: SamePageFigure) => figure.kind === 'hidden' ? 'Not shown' : `${meanInWords(figure.mean)} of 5, ${counted(figure.n, 'person', 'people')}`
const Motivated = ({ releasedOn, priorities }: NonNullable<ReadinessReply['signals']['motivated']>) => (
  <>
    <Table id='motivated-table' caption={`What people said themselves: motivated to act on it, as released on ${inWords(releasedOn)}`} columns={[{ key: 'p', head: 'Priority' }, { key: 'l', head: 'Leaders', number: true }, { key: 'o', head: 'Everybody else', number: true }]}
      rows={priorities.map(({ title, leaders, others }, place) => ({ key: String(place), cells: [title, said(leaders), said(others)] }))} />
    <p><a href='/program/same-page'>All three questions, by unit</a></p>
  </>
)

const BuyIn = ({ rows, motivated, office }: { rows: readonly BuyInOfDepth[], motivated: ReadinessReply['signals']['motivated'], office: boolean }) => (
  <Signal id='buy-in' title='Buy-in of leaders, by depth' how={<>
    <p>The program office notes where each leader and manager stands. Counted are those noted as “for it” or “leads it”, among all leaders and managers of units at that depth. Depth 0 is the top unit.</p>
    <p>It is what the office believes, not what leaders said. Nobody but the office reads what is noted of a person; each leader reads their own.</p>
    <p>Groups of fewer than ten, and what could be told of so few by subtracting, are not shown; the others as a range at least six people wide. Example: with 1 leader at the top, 12 below and 30 below those, the 12 are not shown either, or the one could be worked out. With 20 of all 43 behind it, all show “18 to 23 of 43”.</p>
    <p>Beside it stands what leaders and everybody else said themselves of each priority, where it was released: means of groups of at least five, the same as on the page “Are we on the same page?”. The two are never added up.</p>
  </>}>
    {rows.length === 0
      ? <p>Not shown, to keep it confidential.</p>
      : <Table id='buy-in-table' caption='Behind the program, as the office noted it' columns={[{ key: 'd', head: 'Depth' }, { key: 'b', head: 'For it or leading it', number: true }]}
          rows={rows.map(({ depth, people, behindIt }) => ({ key: String(depth), cells: [depth === null ? 'All leaders and managers' : depth === 0 ? 'Top unit' : `Depth ${depth}`, band(behindIt, people)] }))} />}
    {motivated !== null && motivated.priorities.length > 0 && <Motivated {...motivated} />}
    {office && <p><a href='/program/buy-in'>Note where leaders stand</a></p>}
  </Signal>
)

const Exposure = ({ exposure, coverage }: { exposure: ReadinessReply['signals']['exposure'], coverage: ExposureCoverageReply }) => (
  <Signal id='exposure' title='Exposure to customers' how={<>
    <p>People may note that they heard customers in person: in research, on calls, on a visit. Counted is who noted it at least once in the 90 days that end on the last Sunday, of all people of a unit with everything below it.</p>
    <p>It is voluntary: who noted nothing may hear customers every day. There is no list of who has, and none of who has not.</p>
    <p>A unit with fewer than ten people counts in the one above; where subtracting would tell of fewer than ten, the smallest unit beside it is not shown either. Example: 3 people in the top unit alone, 12 in East of whom 7 noted it, 12 in West of whom 6: West shows “6 to 12 of 12”, all show “12 to 17 of 27”, East is not shown.</p>
  </>}>
    {exposure === null ? <p>Not shown, to keep it confidential.</p> : <p><strong>{band(exposure.heard, exposure.people)}</strong> people heard customers in person between {inWords(exposure.from)} and {inWords(exposure.until)}.</p>}
    {coverage.units.length > 0 && (
      <details class='more'>
        <summary>By unit</summary>
        <Table id='exposure-table' caption='Units with ten people or more' columns={[{ key: 'u', head: 'Unit' }, { key: 'h', head: 'Heard customers', number: true }]}
          rows={coverage.units.map(({ unitId, name, people, heard }) => ({ key: unitId, cells: [name, band(heard, people)] }))} />
        {coverage.next !== null && <p class='small soft'>The first 200 units. Programs read the rest from /v1/program/exposure/coverage.</p>}
      </details>
    )}
    <p><a href='/program/exposure'>Note that you heard customers</a></p>
  </Signal>
)
