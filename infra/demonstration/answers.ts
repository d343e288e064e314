import type { Item } from '@weft/contracts/survey/instrument'
import type { Chance } from './chance.ts'

/** Which of the three waves: a year ago, half a year ago, the one that is open. */
export type WaveNumber = 1 | 2 | 3

/** What a unit's people live with: names from below the root down to their own unit. */
export type Place = readonly string[]

/** Where the whole company lies in a discipline, as points of the scale from its middle. */
const company: Record<string, number> = { CI: 0.35, CF: 0, KI: -0.1, KF: -0.25, PV: -0.05, EM: -0.05, CC: -0.15, SA: 0.3 }

/** `discipline`: its id, or 'all'. `by`: points in each of the three waves. */
type Effect = { at: string, discipline: string, by: readonly [number, number, number] }

/**
 * The story. A year ago Customer Service had to ask for leave before it could help; since then it may act, and it shows. Claims does
 * not look at what rivals do next, and nobody has told it. The executives see a company that its people do not. Technology is hard to work with,
 * Wealth knows its customers, and Operations gets better at working across teams since it sits with Claims.
 */
const story: readonly Effect[] = [
  { at: 'Customer Service', discipline: 'EM', by: [-0.95, -0.15, 0.2] },
  { at: 'Customer Service', discipline: 'CI', by: [0.3, 0.35, 0.4] },
  { at: 'Complaints', discipline: 'CC', by: [-0.5, -0.45, -0.3] },
  { at: 'Claims', discipline: 'KF', by: [-0.9, -0.95, -0.9] },
  { at: 'Claims', discipline: 'KI', by: [-0.35, -0.4, -0.35] },
  { at: 'Executive team', discipline: 'all', by: [0.85, 0.8, 0.75] },
  { at: 'Technology', discipline: 'CC', by: [-0.5, -0.45, -0.4] },
  { at: 'Technology', discipline: 'CI', by: [-0.4, -0.35, -0.3] },
  { at: 'Wealth', discipline: 'CI', by: [0.45, 0.45, 0.5] },
  { at: 'Wealth', discipline: 'CF', by: [0.35, 0.4, 0.4] },
  { at: 'Operations', discipline: 'CC', by: [-0.25, 0.1, 0.3] },
  { at: 'Branches South', discipline: 'SA', by: [-0.3, -0.1, 0] },
  { at: 'Marketing', discipline: 'KI', by: [0.6, 0.6, 0.65] },
  { at: 'Risk', discipline: 'PV', by: [0.5, 0.5, 0.5] },
  { at: 'Risk', discipline: 'EM', by: [-0.35, -0.3, -0.3] }
]

/** What is a unit's own, beside the story: small, and the same in every wave. */
export function ownEffects (chance: Chance, disciplines: readonly string[]): Map<string, number> {
  return new Map(disciplines.map(discipline => [discipline, 0.14 * chance.normal()]))
}

/** Where people of a place lie in a discipline, from the middle of the scale. */
export function levelAt (place: Place, discipline: string, wave: WaveNumber): number {
  const effects = story.filter(effect => place.includes(effect.at) && (effect.discipline === 'all' || effect.discipline === discipline))
  return (company[discipline] ?? 0) + effects.reduce((sum, { by }) => sum + (by[wave - 1] ?? 0), 0)
}

/**
 * One person's answers on a scale from 1 to 5; null is "don't know". A person leans one way in everything (.45) and in each discipline (.35),
 * each item has its own noise (.75), reversed items are agreed with a little too easily, and who is far from rivals knows less of them.
 */
export function answersOf (chance: Chance, items: readonly Item[], place: Place, wave: WaveNumber, own: ReadonlyMap<string, number>): Record<string, number | null> {
  const lean = 0.45 * chance.normal()
  const leans = new Map<string, number>()
  return Object.fromEntries(items.map(({ itemId, factorId, reverse, min, max }) => {
    const inDiscipline = leans.get(factorId) ?? 0.35 * chance.normal()
    leans.set(factorId, inDiscipline)
    const wish = (min + max) / 2 + 0.3 + levelAt(place, factorId, wave) + (own.get(factorId) ?? 0) + lean + inDiscipline + 0.75 * chance.normal()
    const turned = reverse ? min + max - wish + 0.15 : wish
    const knows = chance.draw() >= (factorId === 'KI' || factorId === 'KF' ? 0.09 : 0.03)
    return [itemId, knows ? Math.min(max, Math.max(min, Math.round(turned))) : null]
  }))
}
