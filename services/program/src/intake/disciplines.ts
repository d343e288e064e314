import { disciplines, type DisciplineId } from '@weft/contracts/program/discipline-api'

/** Words by which a file may mean a discipline. Compared without case and signs, a whole entry at a time. */
const words: Readonly<Record<DisciplineId, readonly string[]>> = {
  CI: ['customer insight', 'customer insights', 'insight', 'voice of the customer', 'voc', 'customer knowledge'],
  CF: ['customer foresight', 'future needs', 'customer future'],
  KI: ['competitor insight', 'competitor insights', 'competitors', 'competitor', 'competition', 'competitive intelligence', 'market intelligence'],
  KF: ['competitor foresight', 'competitive foresight'],
  PV: ['peripheral vision', 'weak signals', 'trend radar'],
  EM: ['empowerment', 'employee empowerment', 'free to act'],
  CC: ['cross functional collaboration', 'collaboration', 'cross functional', 'cross department', 'work across teams'],
  SA: ['strategic alignment', 'alignment', 'strategy alignment', 'pull one way']
}
const bare = (text: string): string => text.toLowerCase().replace(/[^a-z]+/g, ' ').trim()
const byWord = new Map(disciplines.flatMap(({ id, name }) => [id, name, ...words[id]].map(word => [bare(word), id] as const)))

/** The disciplines that a cell names: "KF / CF ??" → KF, CF. What is none of their words is not guessed at. */
export function disciplinesIn (text: string): DisciplineId[] {
  const found = text.split(/[;,/|\n&+]|\band\b/).flatMap(part => byWord.get(bare(part)) ?? [])
  return disciplines.map(({ id }) => id).filter(id => found.includes(id))
}
