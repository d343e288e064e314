import { aspects, type ReadinessReply } from '@weft/contracts/program/readiness-api'
import type { ExposureCoverageReply } from '@weft/contracts/program/exposure-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { ButtonLink, Notice, Tag } from '@weft/service-kit/page/controls'
import { may } from '../../access/may.ts'
import { Opening } from '../../frame/frame.page.tsx'
import { address, inWords } from '../../frame/words.ts'
import { ProgramPage } from '../program-page.page.tsx'
import { Signals } from './signals.page.tsx'

export const levels = ['Nothing yet', 'Talked about', 'Begun', 'Works in places', 'Holds by itself'] as const
const months = ['January to March', 'April to June', 'July to September', 'October to December']
export const quarterInWords = (quarter: string): string => `${months[Number(quarter.slice(6)) - 1] ?? ''} ${quarter.slice(0, 4)}`

type View = { roles: readonly RoleName[], readiness: ReadinessReply, coverage: ExposureCoverageReply, done: boolean }

/** /program/readiness: nine aspects as the office sees them, and what can be counted beside them. */
export const ReadinessPage = ({ roles, readiness, coverage, done }: View) => (
  <ProgramPage roles={roles} here='/program/readiness' wide>
    <Opening kicker='Readiness' title='Is the program ready to hold?'>
      <p>Nine aspects, looked at once a quarter by the program office, each with what is to be seen. Beside them stands what can be counted.</p>
    </Opening>
    {done && <Notice tone='good' role='status' title='The review is saved. Earlier versions stay.' />}
    <Review {...readiness} office={may(roles, 'run-program')} />
    <Signals signals={readiness.signals} coverage={coverage} office={may(roles, 'run-program')} />
  </ProgramPage>
)

const Review = ({ quarter, current, review, versions, quarters, office }: ReadinessReply & { office: boolean }) => (
  <section class='stack' aria-labelledby='review'>
    <h2 id='review'>{quarterInWords(quarter)}</h2>
    {review === null
      ? <p class='soft'>{current ? 'This quarter has no review yet.' : 'There is no review of this quarter.'}</p>
      : <p class='small soft'>Version {review.version}, {inWords(review.day)}{review.byName === null ? '' : `, ${review.byName}`}</p>}
    {office && <p><ButtonLink href={`/program/readiness/${quarter}/review`}>{review === null ? 'Write the review' : 'Write a new version'}</ButtonLink></p>}
    <ol class='aspects'>
      {aspects.map(({ id, name, means, reading }) => {
        const rated = review?.aspects.find(one => one.aspect === id)
        return (
          <li key={id} class='card stack stack-tight'>
            <h3>{name}</h3>
            <p class='small soft'>{means} {reading && <em>Our reading: the source names this aspect and does not explain it.</em>}</p>
            <Level level={rated?.level ?? null} />
            {rated !== undefined && rated.evidence !== '' && <p class='as-written'>{rated.evidence}</p>}
          </li>
        )
      })}
    </ol>
    {(versions.length > 1 || quarters.length > 1) && (
      <details class='more'>
        <summary>Earlier versions and quarters</summary>
        <ul>
          {versions.map(({ version, day }) => <li key={version}><a href={address('/program/readiness', { quarter, version: String(version) })}>Version {version}, {inWords(day)}</a></li>)}
          {quarters.filter(one => one !== quarter).map(one => <li key={one}><a href={address('/program/readiness', { quarter: one })}>{quarterInWords(one)}</a></li>)}
        </ul>
      </details>
    )}
  </section>
)

const Level = ({ level }: { level: number | null }) => level === null
  ? <p><Tag>Not looked at</Tag></p>
  : (
    <p class='level'>
      <span aria-hidden='true' class='level-dots'>{[1, 2, 3, 4].map(step => <i key={step} class={step <= level ? 'on' : ''} />)}</span>
      <strong>{level} of 4</strong> {levels[level]}
    </p>
    )
