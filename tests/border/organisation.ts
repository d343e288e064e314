export type QuizPerson = { id: string, name: string, email: string, unit: string, role: string, signIn: string }
export type QuizUnit = { id: string, parent: string | null, name: string }

const SINGLES = 24

/**
 * Ten departments with teams of 3 to 22, and among them units of exactly one person, where a stratum left as it is would point at somebody.
 * Ids are random words: nothing in them counts up along with anything else.
 */
export function organisationFor (count: number, random: () => number): { units: QuizUnit[], people: QuizPerson[] } {
  const word = () => Math.floor(random() * 36 ** 7).toString(36).padStart(7, '0')
  const units: QuizUnit[] = [{ id: 'top', parent: null, name: 'All of us' }]
  const departments = Array.from({ length: 10 }, () => ({ id: `d${word()}`, parent: 'top', name: 'Department' }))
  units.push(...departments)
  const seats: string[] = []
  const open = (size: number) => {
    const unit = { id: `t${word()}`, parent: departments[Math.floor(random() * 10)]?.id ?? 'top', name: 'Team' }
    units.push(unit)
    for (let i = 0; i < size; i++) seats.push(unit.id)
  }
  for (let i = 0; i < SINGLES; i++) open(1)
  while (seats.length < count) open(3 + Math.floor(random() * 20))
  const people = seats.slice(0, count).map((unit, i): QuizPerson => {
    const id = `p${word()}`
    return { id, name: 'Some Body', email: `${id}@example.org`, unit, role: i === 0 ? 'program-office' : '', signIn: i === 0 ? 'office@localhost' : '' }
  })
  return { units, people }
}
