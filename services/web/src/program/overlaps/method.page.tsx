import type { RoleName } from '@weft/contracts/vocabulary'
import { Opening } from '../../frame/frame.page.tsx'
import { ProgramPage } from '../program-page.page.tsx'

/** /program/projects/overlaps/method: how the finder and the comparison of department views work, for people who have to trust or doubt it. */
export const MethodPage = ({ roles }: { roles: readonly RoleName[] }) => (
  <ProgramPage roles={roles} here='/program/projects/overlaps'>
    <Opening kicker='Projects' title='How overlaps are found'>
      <p>By reading texts on this machine. Nothing is sent anywhere, and the same texts always give the same findings. It proposes; you decide.</p>
    </Opening>
    <h2>Duplicates</h2>
    <p>A small model of English sentences, shipped with Weft, says how near two texts lie in meaning, whatever words they use. That counts most; the same sponsor, and that the two come from different files, count as well. Words that stand for each other
      in the two texts are quoted, so that you can check. Of more than 1,500 projects the words alone are compared, since reading every sentence would take minutes.</p>
    <h2>Contradictions</h2>
    <p>A list of questions, such as “a person or a machine”, has two ends and phrases for each. Two projects, or two departments’ views of the same customers, contradict when they stand at opposite ends. “No”, “never” or
      “fed up with” in front turns a phrase round, and so does a pain: what annoys people is what they do not want. Two projects about the same thing of which one ends what the other adds to are asked about, too.</p>
    <h2>Overlaps and orphans</h2>
    <p>Projects overlap that share at least three of discipline, customers, unit and owner. An orphan names no owner, no sponsor, no customers or no goal, neither in its column nor in its text.</p>
    <h2>How far to trust it</h2>
    <p>On projects of an organisation it had never seen, labelled by hand, about four of ten pairs called duplicates were, and of all duplicates about four in ten were found. Of contradictions it found none to four in ten; of department views that
      contradict, one to four in ten. Orphans it finds nearly all. So use it to start from, and read side by side what matters. A project brings at most five findings of a kind. English only.</p>
  </ProgramPage>
)
