import type { RoleName } from '@weft/contracts/vocabulary'
import { Opening } from '../../frame/frame.page.tsx'
import { ProgramPage } from '../program-page.page.tsx'

/** /program/projects/overlaps/method: how the finder and the comparison of department views work, for people who have to trust or doubt it. */
export const MethodPage = ({ roles }: { roles: readonly RoleName[] }) => (
  <ProgramPage roles={roles} here='/program/projects/overlaps'>
    <Opening kicker='Projects' title='How overlaps are found'>
      <p>By reading words, on this machine. Nothing is sent anywhere, no model is asked, and the same texts always give the same findings.</p>
    </Opening>
    <h2>Duplicates</h2>
    <p>A list of what projects for customers do, such as “find out why customers leave”, holds the phrases in which people write it. Two projects that do the same, in whatever words, are looked at closely:
      whether the same person leads or sponsors both, whether they are in the same unit, and how near their other words lie in a map of 30,000 English words.</p>
    <h2>Contradictions</h2>
    <p>A list of questions, such as “a person or a machine”, has two ends and phrases for each. Two projects, or two departments’ views of the same customers, contradict when they stand at opposite ends. “No”, “never” or
      “fed up with” in front turns a phrase round, and so does a pain: what annoys people is what they do not want.</p>
    <h2>Overlaps and orphans</h2>
    <p>Projects overlap that share at least three of discipline, customers, unit and owner. An orphan names no owner, no sponsor, no customers or no goal, neither in its column nor in its text.</p>
    <h2>How far to trust it</h2>
    <p>On 32 labelled projects that were at hand while it was built, it finds all 12 duplicate pairs, all 6 contradictions and all orphans, with no false alarm; of 30 labelled pairs of views, all that contradict. The lists of phrases were
      written with these texts in view, so expect less on yours: what is said in words that no list holds is missed. English only. It proposes; you decide.</p>
  </ProgramPage>
)
