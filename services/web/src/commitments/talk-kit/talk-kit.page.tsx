import type { TalkKit } from '@weft/contracts/commitments/talk-api'
import { disciplineName, disciplines } from '@weft/contracts/program/discipline-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { may } from '../../access/may.ts'
import { count, inWords, points, score } from '../../frame/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { lowQuestion, meaningOf, strongQuestion } from './words.ts'

type View = { roles: readonly RoleName[], kit: TalkKit }
type Results = NonNullable<TalkKit['results']>
type Scored = Results['lowest'][number]
const MOST_COUNTS = 4
/** Letters of a practice that a sheet has room for; the library has all of it. */
const PRACTICE = 240
/** From here on names and practices are set smaller in print, so that it stays one sheet. */
const MANY_LETTERS = 700
/** Up to here there is room for lines to write on. */
const FEW_LETTERS = 400
const shortened = (text: string, most: number): string => text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`

const lettersOf = ({ team, results, practices }: TalkKit): number =>
  3 * team.name.length + 3 * (results?.name.length ?? 0) + (results?.title.length ?? 0) + practices.reduce((sum, { title, what, when }) => sum + title.length + when.length + Math.min(PRACTICE, what.length), 0)

/** /commitments/talk-kit: what a boss puts on the table; printed, it is one sheet of A4. */
export const TalkKitPage = ({ roles, kit }: View) => (
  <CommitmentsPage roles={roles} here='/commitments/talk-kit' wide>
    <div class={`talk-kit stack stack-loose${lettersOf(kit) > MANY_LETTERS ? ' talk-kit-tight' : ''}`}>
      <div class='stack stack-tight'>
        <p class='kicker'>Team talk{kit.results !== null && <>, {kit.results.title}, closed on {inWords(kit.results.closedOn)}</>}</p>
        <h1>What {kit.results?.name ?? kit.team.name} said, and what we do about it</h1>
      </div>
      {kit.results === null ? <p class='soft'>Nothing is released yet that shows {kit.team.name} or a unit above it. Come back when the first wave is released.</p> : <Talk kit={kit} results={kit.results} />}
      <div class='talk-kit-halves'>
        <Promised kit={kit} />
        <Days kit={kit} />
      </div>
      {lettersOf(kit) <= FEW_LETTERS && <Lines />}
      <p class='small soft no-print'>Printed, this is one sheet of A4: use the print command of your browser.{kit.results?.own === true && may(roles, 'see-own-units') && <> <a href={`/units/${encodeURIComponent(kit.results.unitId)}`}>See all results of {kit.team.name}</a></>} <a href='/commitments/receipts'>See what followed from earlier waves</a></p>
    </div>
  </CommitmentsPage>
)

const Talk = ({ kit: { team, practices }, results }: { kit: TalkKit, results: Results }) => (
  <>
    {!results.own && <p class='talk-kit-note'><strong>These are the results of {results.name}.</strong> {team.name} is not shown alone: it has too few answers, or what it said could be worked out from the units beside it. {results.name} is the first unit above it that can be shown. Say so when you open the talk.</p>}
    <div class='talk-kit-halves'>
      <section class='stack stack-tight' aria-labelledby='room'>
        <h2 id='room'>Most room to grow</h2>
        <ul class='talk-kit-list'>{results.lowest.map(one => <li key={one.discipline}><InWords one={one} /></li>)}</ul>
        {practices.map(({ title, what, when }) => <p key={title} class='small'><span class='soft'>A practice we work by:</span> <strong>{title}</strong>, {when}. {shortened(what, PRACTICE)}</p>)}
      </section>
      <section class='stack stack-tight' aria-labelledby='strength'>
        <h2 id='strength'>What we do well</h2>
        {results.strength === null ? <p class='soft'>No more disciplines are shown.</p> : <ul class='talk-kit-list'><li><InWords one={results.strength} /></li></ul>}
      </section>
    </div>
    <section class='stack stack-tight' aria-labelledby='ask'>
      <h2 id='ask'>Three questions to ask</h2>
      <ol class='talk-kit-questions'>
        {questionsOf(results).map(question => <li key={question}>{question}</li>)}
      </ol>
    </section>
    <section class='stack stack-tight' aria-labelledby='how'>
      <h2 id='how'>How to hold it, in 30 minutes</h2>
      <ol class='talk-kit-list'>
        <li><strong>5 minutes.</strong> Read the results aloud, the strength first. Do not ask who said what, and do not guess.</li>
        <li><strong>15 minutes.</strong> Ask one question, let everybody write for two minutes, then speak in turn. You speak last.</li>
        <li><strong>10 minutes.</strong> Everybody writes one commitment: “When …, I will …”, with a date. Say yours too.</li>
      </ol>
    </section>
  </>
)

/** One for each of the lowest, one for the strength; what is missing is asked of everything. */
function questionsOf ({ lowest, strength }: Results): string[] {
  const asked = [...lowest.map(({ discipline }) => lowQuestion(discipline)), ...strength === null ? [] : [strongQuestion(strength.discipline)]]
  return [...asked, 'What would a customer notice first if we did one thing differently?', 'What should we stop doing?'].slice(0, 3)
}

const InWords = ({ one: { discipline, score: value, change } }: { one: Scored }) => (
  <>
    <strong>{disciplineName(discipline)}</strong>, {score(value)} of 100{change !== null && <span class='soft'>, {change.clear ? `${points(change.points)} since the wave before` : 'about as in the wave before'}</span>}
    <br /><span class='small'>{meaningOf(discipline)}</span>
  </>
)

const Promised = ({ kit: { team, commitments, quarter } }: { kit: TalkKit }) => (
  <section class='stack stack-tight' aria-labelledby='promised'>
    <h2 id='promised'>What we promised</h2>
    {commitments === null
      ? <p class='soft'>{quarter === null ? 'No quarter has begun yet.' : `The first figures come when ${quarter.label} is closed, on ${inWords(quarter.finalOn)}.`}</p>
      : commitments.figures === null
        ? <p class='soft'>{team.name} is not counted alone in {commitments.label}: that would tell about single people. Each of you sees your own.</p>
        : <Counts label={commitments.label} figures={commitments.figures} />}
  </section>
)

const Counts = ({ label, figures: { people, promised, disciplines: counted } }: { label: string, figures: NonNullable<NonNullable<TalkKit['commitments']>['figures']> }) => {
  const known = disciplines.flatMap(({ id, name }) => counted.filter(({ discipline }) => discipline === id).map(one => ({ name, people: one.people }))).toSorted((a, b) => b.people - a.people)
  return (
    <>
      <p>In {label}, {promised === null ? `too few of ${count(people)} people had commitments that were reviewed to say how many.` : `${count(promised)} of ${count(people)} people had commitments that were reviewed.`}</p>
      {known.length > 0 && <ul class='talk-kit-list'>{known.slice(0, MOST_COUNTS).map(({ name, people: many }) => <li key={name}>{name}: {count(many)} people</li>)}</ul>}
      <p class='small soft'>Disciplines with few people are not counted.</p>
    </>
  )
}

/** To write on with a pen; only the sheet has it. */
const Lines = () => (
  <section class='talk-kit-lines stack stack-tight' aria-labelledby='lines'>
    <h2 id='lines'>What we will do</h2>
    <ul>{[1, 2, 3].map(line => <li key={line}>When …</li>)}</ul>
  </section>
)

const Days = ({ kit: { quarter, next } }: { kit: TalkKit }) => (
  <section class='stack stack-tight' aria-labelledby='days'>
    <h2 id='days'>Our next days</h2>
    {quarter === null || next === null
      ? <p class='soft'>No quarter has begun yet.</p>
      : (
        <dl class='talk-kit-days'>
          <div><dt>{inWords(quarter.reviewFrom)}</dt><dd>Reviews of {quarter.label} begin: everybody looks at their own.</dd></div>
          <div><dt>{inWords(next.startsOn)}</dt><dd>{next.label} begins. Its reviews begin on {inWords(next.reviewFrom)}.</dd></div>
          <div><dt>{inWords(quarter.bossBy)}</dt><dd>I have said what I see by then.</dd></div>
          <div><dt>{inWords(quarter.finalOn)}</dt><dd>{quarter.label} is closed.</dd></div>
        </dl>
        )}
    <p class='no-print'><a class='go' href='/commitments/new'>Write a commitment</a></p>
  </section>
)
