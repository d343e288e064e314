import type { EffectReply } from '@weft/contracts/commitments/effect-api'
import { disciplineName } from '@weft/contracts/program/discipline-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Button, Notice, SelectField, Tag } from '@weft/service-kit/page/controls'
import { Table } from '@weft/service-kit/page/table'
import { Opening } from '../../frame/frame.page.tsx'
import { count, inWords, listed } from '../../frame/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { moved } from '../moved.ts'
import { effectInWords, nothingInWords } from './words.ts'

type View = { roles: readonly RoleName[], reply: EffectReply }
type Told = Extract<EffectReply['disciplines'][number]['effect'], { kind: 'told' }>

/** /commitments/effect: whether scores moved more where commitments were kept. */
export const EffectPage = ({ roles, reply }: View) => {
  const { before, after, quarters, reason, disciplines, rules } = reply
  const told = disciplines.flatMap(({ discipline, effect }) => effect.kind === 'told' ? [{ discipline, effect }] : [])
  const untold = disciplines.flatMap(({ discipline, effect }) => effect.kind === 'untold' ? [{ discipline, effect }] : [])
  return (
    <CommitmentsPage roles={roles} here='/commitments/effect' wide>
      <Opening kicker='Commitments' title='Does it work?'>
        <p>Whether scores moved more in units that kept their commitments on a discipline than in units of the same level without any on it.</p>
      </Opening>
      {before !== null && after !== null && reason === null && <p>From {before.title}, closed on {inWords(before.closedOn)}, to {after.title}, closed on {inWords(after.closedOn)}. Commitments of {listed(quarters.map(({ label }) => label))}.</p>}
      {reason !== null && <Notice title='There is nothing to compare'><p>{nothingInWords[reason]}</p></Notice>}
      {reply.waves.length > 2 && <OtherWaves reply={reply} />}
      {told.length > 0 && (
        <section class='stack' aria-labelledby='told'>
          <h2 id='told'>What can be told</h2>
          <ul class='effects'>{told.map(({ discipline, effect }) => <li key={discipline}><Effect name={disciplineName(discipline)} effect={effect} rules={rules} /></li>)}</ul>
          <Figures told={told} />
        </section>
      )}
      {untold.length > 0 && (
        <section class='stack' aria-labelledby='untold'>
          <h2 id='untold'>What cannot be told</h2>
          <dl class='facts effects-untold'>{untold.map(({ discipline, effect }) => <div key={discipline}><dt>{disciplineName(discipline)}</dt><dd>{effectInWords(effect, rules)}</dd></div>)}</dl>
        </section>
      )}
      {reason === null && <HowItIsDone rules={rules} />}
    </CommitmentsPage>
  )
}

const OtherWaves = ({ reply: { waves, before, after } }: Pick<View, 'reply'>) => {
  const choices = waves.map(({ waveId, title, closedOn }) => ({ value: waveId, label: `${title}, ${inWords(closedOn)}` }))
  return (
    <form class='row sift' method='get' action='/commitments/effect'>
      <SelectField name='before' label='Wave before' choices={choices} {...before !== null && { value: before.waveId }} />
      <SelectField name='after' label='Wave after' choices={choices} {...after !== null && { value: after.waveId }} />
      <Button look='quiet'>Compare these</Button>
    </form>
  )
}

const Effect = ({ name, effect, rules }: { name: string, effect: Told, rules: EffectReply['rules'] }) => (
  <article class='card effect'>
    <h3>{name} {effect.clear && <Tag tone={effect.difference > 0 ? 'good' : 'warn'}>{effect.difference > 0 ? 'Moved more' : 'Moved less'}</Tag>}</h3>
    <p>{effectInWords(effect, rules)}</p>
    <Interval effect={effect} />
  </article>
)

const [WIDE, HIGH] = [320, 28]
/** The interval on a line from −1 to +1 of the answer scale; the sentence above says the same. */
const Interval = ({ effect: { difference, low, high } }: { effect: Told }) => {
  const at = (value: number) => WIDE / 2 + Math.max(-1, Math.min(1, value)) * (WIDE / 2 - 8)
  return (
    <div class='effect-line' aria-hidden='true'>
      <svg viewBox={`0 0 ${WIDE} ${HIGH}`}>
        <line class='effect-ground' x1={at(-1)} x2={at(1)} y1='14' y2='14' />
        <line class='effect-zero' x1={at(0)} x2={at(0)} y1='4' y2='24' />
        <line class='effect-interval' x1={at(low)} x2={at(high)} y1='14' y2='14' />
        <circle class='effect-point' cx={at(difference)} cy='14' r='5' />
      </svg>
      <p class='effect-ends small soft'><span>{'\u2212'}1</span><span>no difference</span><span>+1</span></p>
    </div>
  )
}

const Figures = ({ told }: { told: readonly { discipline: string, effect: Told }[] }) => (
  <Table id='effects' caption='Movement of the mean on the answer scale, from the wave before to the wave after'
    columns={[
      { key: 'd', head: 'Discipline' }, { key: 'k', head: 'Kept (units)', number: true }, { key: 'o', head: 'None (units)', number: true }, { key: 'e', head: 'Difference', number: true },
      { key: 's', head: 'At equal start', number: true }, { key: 'w', head: 'Drawn together', number: true }, { key: 'f', head: 'Findable', number: true }
    ]}
    rows={told.map(({ discipline, effect: { kept, others, difference, low, high, equalStart, drawn, findable } }) => ({
      key: discipline, cells: [
        disciplineName(discipline), `${moved(kept.change)} (${count(kept.units)})`, `${moved(others.change)} (${count(others.units)})`, `${moved(difference)} (${moved(low)} to ${moved(high)})`,
        equalStart === null ? '–' : `${moved(equalStart.difference)} (${moved(equalStart.low)} to ${moved(equalStart.high)})`, drawn === null ? '–' : moved(drawn), findable.toFixed(1)
      ]
    }))} />
)

const HowItIsDone = ({ rules: { units, keptFrom, size, version } }: Pick<EffectReply, 'rules'>) => (
  <section class='stack' aria-labelledby='how'>
    <h2 id='how'>What this is, and what it is not</h2>
    <p><strong>It is no proof of a cause.</strong> Units choose what they commit to, and those that keep their commitments may differ in other things as well. It can say that something goes along, or that nothing does.</p>
    <details class='more'>
      <summary>How it is worked out (version {version})</summary>
      <ul>
        <li>A unit has kept its commitments on a discipline when the roll-up shows at least five people with something on it that counted, in the quarters whose middle day lies between the waves, and their mean index on it is {keptFrom} or more.</li>
        <li>A unit had none when it is shown in each of these quarters and nobody with an index had anything on it. All others take no side: below {keptFrom}, not shown, or shown in some of the quarters only.</li>
        <li>Only scores that both releases show count, and only roll-ups that are shown. Nothing is known here of any person.</li>
        <li>Compared are units of one level, so that no person counts twice: that with the most units on its smaller side. Each weighs by its released standard errors and by how far units move apart in any case (random effects, DerSimonian and Laird; intervals by Knapp and Hartung). Mostly the same people answer twice; taken as strangers, sampling looks no smaller than it is.</li>
        <li>“At equal start”: what was low by chance rises by chance, and commitments are made where it was low. So the same is asked of units with equal means before. “Moved more” is only said where both agree and stay significant over all disciplines together (Benjamini and Hochberg, 5 %).</li>
        <li>“Drawn together”: a single difference that stands out is in part luck. This one is drawn to the mean of the disciplines, the more the less is known of it (empirical Bayes). It is the better guess of what will be seen again.</li>
        <li>“Findable”: a true difference of this size would be found about four times in five. With fewer than {units} units on either side, or where even {size} could not be found so, nothing is told.</li>
      </ul>
    </details>
  </section>
)
