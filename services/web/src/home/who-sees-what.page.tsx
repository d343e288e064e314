import { Table } from '@weft/service-kit/page/table'
import { Opening, Page } from '../frame/frame.page.tsx'

const lines: readonly (readonly [string, string, string])[] = [
  ['What one person answered', 'Nobody', 'Answer sheets carry no name. They are kept apart from names, in another process and another database.'],
  ['Who has answered', 'Nobody', 'The platform knows it until the wave is closed, to send reminders, and then deletes it. There is no list to look at.'],
  ['How many have answered', 'Program office', 'Once a day, in bands, for larger units.'],
  ['Survey links', 'Nobody here', 'Each goes to one person by e-mail. On an evaluation machine without a mail server, whoever runs the machine can see them; a banner says so.'],
  ['Scores of the whole organisation', 'Everybody who works here', 'After close, the same for all.'],
  ['Scores of a unit', 'Program office, analysts, and the managers of that unit or of one above it', 'After close only, for groups of at least five people, and never so that a smaller group could be worked out by subtraction.'],
  ['Spread and shares', 'Whoever sees the scores of the group', 'For groups of at least ten people.'],
  ['How somebody voted in a leaders’ forum', 'That person', 'After the end everybody sees what all votes come to, of at least five who voted both times. While it runs nobody sees who has voted.'],
  ['A leader’s reflection', 'That leader', 'Other leaders and the program office see a version that its author shares, until they take it back.'],
  ['What somebody says of the priorities', 'That person', 'Everybody sees means of groups of at least five, once the office shows them. A change after that enters no figure.'],
  ['Whether somebody has read the definition', 'That person', 'The program office sees a range for each larger unit.'],
  ['The practices somebody commits to', 'That person', 'Others see a share of a unit of at least five people, as of the day before. Nobody can commit for somebody else.'],
  ['A role statement', 'That person', 'Colleagues of the unit see it while its author shares it. Others see how many of a unit have one.'],
  ['Who wrote a quick win', 'Everybody, where the author chose so', 'Else nobody: readers see “somebody in” a unit where five people or more work. Who said thanks, nobody sees; the number, everybody.'],
  ['That somebody heard customers', 'That person', 'Others see a range for a larger group over 90 days, counted once a week. A note is shared without a name, if at all.'],
  ['Who wants no reminders', 'That person', 'The program office sees how many a reminder reached and how many it left alone, and not whom.'],
  ['Where the office believes a leader stands', 'Program office and that leader', 'Others who lead see a range for groups of at least ten leaders.'],
  ['Whose things would fall if somebody left', 'Program office and the sponsor', 'Other readers of the page see shares and no names.'],
  ['What people said who have left since', 'Nobody', 'It is deleted after 31 days. What was shown of groups stays, and decisions stay as a record.'],
  ['A commitment, with its history', 'Its owner, their boss or whoever reviews for the boss, and those it is shared with', 'A draft is its owner’s alone. Everybody else sees only figures of groups of at least five people.'],
  ['People and units', 'Program office and IT', 'From the HR files. IT sees no scores.']
]

export const WhoSeesWhatPage = () => (
  <Page>
    <Opening kicker='Confidential' title='Who sees what'>
      <p>From everything that is released, in any role, nobody can work out a figure about fewer people than the smallest group.</p>
    </Opening>
    <Table id='who' caption='What there is, who sees it, and when' columns={[{ key: 'w', head: 'What' }, { key: 'r', head: 'Who' }, { key: 'h', head: 'When and how' }]}
      rows={lines.map(([what, who, how]) => ({ key: what, cells: [what, who, how] }))} />
    <p>While a wave is open, somebody with access to both databases and the key could link an invitation to an answer sheet. That is why they are held apart, and why the key is destroyed after close.</p>
  </Page>
)
