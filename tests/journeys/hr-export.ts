/** Rows whose boss is not there, and rows without a proper e-mail. */
export const UNKNOWN_BOSS = 98
export const WITHOUT_EMAIL = 29

const firstNames = ['Ana', 'Ben', 'Chidi', 'Dörte', 'Élise', 'Farid', 'Grace', 'Hiro', 'Ingrid', 'João']
const lastNames = ['Ruiz', 'Ode', 'Müller', 'Novak', 'Patel', 'Okafor', 'Lindqvist', 'Sato', 'Moreau', 'O\'Neill', 'Garcia']
const teams = ['Claims', 'Digital', 'Finance and controlling', 'Legal', 'Sales north', 'Sales south', 'Service centre']

/** One roof, seven teams, one of which has too few people for a score of its own. */
export const unitsFile = `Kostenstelle;Parent;Bezeichnung\nall;;Harbour Insurance\n${teams.map((name, place) => `K-${place + 1};all;${name}`).join('\n')}\n`

/**
 * What an HR system with German settings writes of its people. With `bad`, 127 of the rows after the first hundred cannot be taken as they are;
 * `share` of everybody is in it.
 */
export function exportOf (people: number, { bad = false, share = 1 }: { bad?: boolean, share?: number } = {}): string {
  const rows = Array.from({ length: Math.round(people * share) }, (_, place) => rowOf(place, bad))
  return `Employee ID;First Name;Last Name;E-Mail;Kostenstelle;Manager;Login;Role;Location;Salary band\n${rows.join('\n')}\n`
}

function rowOf (place: number, bad: boolean): string {
  const number = place + 1
  const [first, last] = [firstNames[place % firstNames.length] ?? '', lastNames[place % lastNames.length] ?? '']
  const trouble = bad && place >= 100 ? place - 100 : -1
  const withoutBoss = trouble >= 0 && trouble < UNKNOWN_BOSS
  const withoutEmail = trouble >= UNKNOWN_BOSS && trouble < UNKNOWN_BOSS + WITHOUT_EMAIL
  const boss = number === 1 ? '' : withoutBoss ? `E-9${1000 + place}` : 'E-1'
  const [login, role] = number === 1 ? ['office@localhost', 'program-office'] : number === 2 ? ['it@localhost', 'it'] : ['', '']
  const email = withoutEmail ? `${first} at example` : `e${number}@example.org`
  return [`E-${number}`, first, last, email, number <= 2 ? 'all' : `K-${place % teams.length + 1}`, boss, login, role, place % 2 === 0 ? 'North' : 'South', 'B'].join(';')
}
