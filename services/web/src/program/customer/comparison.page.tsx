import type { ComparisonReply, Said } from '@weft/contracts/program/conflict-api'
import { Notice } from '@weft/service-kit/page/controls'
import { fieldNames } from './words.ts'

/** What two views have in common, where they contradict with the reason, and what only one names. */
export const Comparison = ({ pair: { first, second, compared, contradictions, matches, onlyFirst, onlySecond } }: { pair: ComparisonReply }) => (
  <>
    {!compared && <Notice title='A view has changed'><p>It is being compared. What stands here is of before; look again in a minute.</p></Notice>}
    <Links id='against' title='They contradict' empty='Nothing found that contradicts.' links={contradictions} />
    <Links id='both' title='Both say it' empty='Nothing found that both say.' links={matches} />
    <div class='sides'>
      <Only title={`Only ${first.unitName}`} said={onlyFirst} />
      <Only title={`Only ${second.unitName}`} said={onlySecond} />
    </div>
    <p class='soft small'>Needs, pains and goals are compared by their words and meaning, on this machine, without a network. Life and contribution are read side by side. It can be wrong: the voice decides.</p>
  </>
)

const Links = ({ id, title, empty, links }: { id: string, title: string, empty: string, links: ComparisonReply['matches'] }) => (
  <section class='stack' aria-labelledby={id}>
    <h2 id={id}>{title} ({links.length})</h2>
    {links.length === 0 && <p class='soft'>{empty}</p>}
    {links.map(({ first, second, reason }) => (
      <article key={first.text + second.text} class='card stack stack-tight'>
        <div class='sides'><SaidBy said={first} /><SaidBy said={second} /></div>
        <p class='soft small'>{reason}</p>
      </article>
    ))}
  </section>
)

/** A statement with who says it and as what. */
export const SaidBy = ({ said: { unitName, field, text } }: { said: Said }) => <div><p class='from'>{unitName} · {fieldNames[field].toLowerCase()}</p><p class='said'>{text}</p></div>

const Only = ({ title, said }: { title: string, said: readonly Said[] }) => (
  <section class='stack stack-tight'>
    <h2>{title} ({said.length})</h2>
    {said.length === 0 ? <p class='soft'>Nothing.</p> : <ul>{said.map(({ field, text }) => <li key={field + text}>{text} <span class='from'>{fieldNames[field].toLowerCase()}</span></li>)}</ul>}
  </section>
)
