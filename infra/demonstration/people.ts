import type { RoleName } from '@weft/contracts/vocabulary'
import { chanceOf } from './chance.ts'
import type { DemoUnit } from './units.ts'

export type DemoPerson = {
  person: string, name: string, email: string, unit: string, boss: string, rank: 'leader' | 'manager' | 'staff', role: '' | RoleName
  /** The e-mail address; of a guest a name that can be remembered. */
  signIn: string
  /** Named on the page of the development sign-in: somebody to look around as. */
  guest: boolean
}

const first = 'Ada Aiko Alma Amara Anouk Arjun Bashir Beata Bruno Camila Chidi Clara Dalia Davor Deniz Edda Elif Emeka Enzo Esme Farah Felix Freya Gita Goran Hana Hugo Ida Ilse Imran Ines Ivo Jana Jonas Jun Kaia Karim Keiko Lars Leila Lena Luca Mads Maeve Malik Mara Marco Mina Nadia Nico Nia Noor Odile Olga Omar Orla Paolo Petra Priya Quinn Rafael Rana Rosa Ruben Saba Sami Sanne Selma Simon Sofia Tariq Tess Theo Tove Uma Vera Viktor Wanda Yara Yusuf Zeno Zora'.split(' ')
const last = 'Abara Adeyemi Alder Amato Andrade Asante Bakker Balogun Bartok Becker Berg Bianchi Brandt Byrne Calder Castillo Chaudhry Chen Cole Conti Dahl Danso Dekker Demir Diallo Dias Doyle Duarte Eklund Elias Endo Falk Farouk Ferro Fischer Flores Fontaine Friis Galli Gomez Grant Haas Hagen Hale Hamid Hansen Haruna Holt Horvat Ibarra Ito Jansen Jensen Joshi Kaya Keller Khan Kimura Kolar Kovacs Kumar Laine Lang Larsen Leclerc Lim Lindqvist Lopez Lund Mahler Malone Marek Marsh Meier Mendez Mensah Mori Moss Murray Nagy Nair Nakano Nasser Nilsen Novak Nwosu Oduya Okafor Olsen Ortega Osei Park Patel Peres Popov Quist Rahman Ramos Reyes Rhodes Ricci Rossi Saito Salo Santos Sato Silva Singh Soto Stone Suarez Sykes Tan Torres Toth Tran Vance Varga Vidal Vogel Wada Walsh Weiss Wilde Wolf Yamada Yilmaz Zeller Zhou'.split(' ')

/** Who signs in for what. The program office's name can be another one: whoever starts Weft may choose it. */
const roles: readonly { role: RoleName, unit: string, signIn: string, as: 'head' | 'member' }[] = [
  { role: 'program-office', unit: 'Executive team', signIn: 'office@localhost', as: 'member' },
  { role: 'analyst', unit: 'Customer Insight', signIn: 'analyst@localhost', as: 'member' },
  { role: 'it', unit: 'Service Desk', signIn: 'it@localhost', as: 'member' },
  { role: 'auditor', unit: 'Internal Audit', signIn: 'auditor@localhost', as: 'member' },
  { role: 'manager', unit: 'Customer Service', signIn: 'manager@localhost', as: 'head' },
  { role: 'employee', unit: 'Day Lines', signIn: 'employee@localhost', as: 'member' }
]

/** Everybody: the first person of a unit leads it; bosses are the leaders of the unit above. Same units, same people. */
export function demoPeople (units: readonly DemoUnit[], officeSignIn = 'office@localhost'): DemoPerson[] {
  const nameOf = namesOf()
  const headOf = new Map<string, string>()
  const people: DemoPerson[] = []
  for (const { unit, parent, name, people: count } of units) {
    const above = parent === null ? undefined : headOf.get(parent)
    for (let at = 0; at < count; at++) {
      const person = `E${String(people.length + 1001)}`
      if (at === 0) headOf.set(unit, person)
      const named = nameOf()
      people.push({ person, ...named, unit, boss: at === 0 ? above ?? '' : headOf.get(unit) ?? '', rank: rankOf(name, at, parent, units), role: '', signIn: named.email, guest: false })
    }
    // The whole company is led by the head of the executive team.
    if (name === 'Executive team' && parent !== null) headOf.set(parent, headOf.get(unit) ?? '')
  }
  for (const { role, unit, signIn, as } of roles) give(people, units, { role, unit, as, signIn: role === 'program-office' ? officeSignIn : signIn })
  return people
}

const rankOf = (name: string, at: number, parent: string | null, units: readonly DemoUnit[]): DemoPerson['rank'] =>
  name === 'Executive team' || (at === 0 && units.some(unit => unit.unit === parent && unit.parent === null)) ? 'leader' : at === 0 ? 'manager' : 'staff'

function give (people: DemoPerson[], units: readonly DemoUnit[], { role, unit: name, signIn, as }: { role: RoleName, unit: string, signIn: string, as: 'head' | 'member' }): void {
  const unit = units.find(one => one.name === name)?.unit
  const members = people.filter(person => person.unit === unit)
  const chosen = members[as === 'head' ? 0 : 2]
  if (chosen === undefined) throw new Error(`Nobody of ${name} can be ${role}.`)
  // An employee is known by the sign-in alone, and a manager by the people who name them as their boss.
  Object.assign(chosen, { signIn, guest: true, role: role === 'employee' || role === 'manager' ? '' : role })
}

/** Names that nobody else has, with an address that leads nowhere (RFC 2606). */
function namesOf (): () => { name: string, email: string } {
  const { pick } = chanceOf(20_260_301)
  const taken = new Set<string>()
  return () => {
    for (;;) {
      const name = `${pick(first)} ${pick(last)}`
      if (taken.has(name)) continue
      taken.add(name)
      return { name, email: `${name.toLowerCase().replaceAll(' ', '.')}@example.org` }
    }
  }
}
