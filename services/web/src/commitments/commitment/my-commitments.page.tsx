import { horizon, type CommitmentItem, type Horizon, type MineReply } from '@weft/contracts/commitments/commitment-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import { Notice, Tag } from '@weft/service-kit/page/controls'
import { Opening } from '../../frame/frame.page.tsx'
import { inWords } from '../../frame/words.ts'
import { CommitmentsPage } from '../commitments-page.page.tsx'
import { horizonNames, progressNames } from './words.ts'

type View = { roles: readonly RoleName[], mine: MineReply }

/** /commitments: what one has promised, in three columns by horizon. */
export const MyCommitmentsPage = ({ roles, mine }: View) => (
  <CommitmentsPage roles={roles} here='/commitments' wide>
    <Opening kicker='Commitments' title='My commitments'><p>What you will do for customers and colleagues, in three months, in six months and beyond.</p></Opening>
    {mine.place === null
      ? <Notice title='You are not in the directory yet'><p>Only people whom the directory knows can make commitments. A newcomer is known within a minute of the import.</p></Notice>
      : <div class='horizons'>{horizon.options.map(one => <Column key={one} one={one} mine={mine} />)}</div>}
  </CommitmentsPage>
)

const Column = ({ one, mine }: { one: Horizon, mine: MineReply }) => {
  const here = mine.commitments.filter(commitment => commitment.horizon === one)
  return (
    <section class='horizon' aria-labelledby={`h-${one}`}>
      <h2 id={`h-${one}`}>{horizonNames[one]}</h2>
      {here.length === 0 ? <p class='soft'>{one === 'beyond' ? 'Nothing yet.' : `Nothing yet. What you write today is due by ${inWords(mine.ends[one])}.`}</p> : <ul>{here.map(item => <li key={item.commitmentId}><Card item={item} /></li>)}</ul>}
    </section>
  )
}

const Card = ({ item }: { item: CommitmentItem }) => (
  <article class='card stack stack-tight'>
    <h3>{item.wording}</h3>
    <p class='row small'>{item.state === 'draft' ? <Tag>Draft</Tag> : <><Tag tone='accent'>{progressNames[item.progress]}</Tag> {item.dueOn !== null && <span class='soft'>by {inWords(item.dueOn)}</span>}</>}</p>
  </article>
)
