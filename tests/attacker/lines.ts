import { addressOf, operationsOf } from '../access/documents.ts'
import { shuffled, type seeded } from '@weft/testkit/seeded'
import type { Opened } from './opened.ts'
import { outputs } from './outputs.ts'

type Random = ReturnType<typeof seeded>
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const [ASKERS, TARGETS] = [8, 4]

/** GETs of the service that no list knows, and those listed that are gone. */
export function unlisted (): string[] {
  const routes = operationsOf('commitments').filter(({ method, path }) => method === 'GET' && path.startsWith('/commitments')).map(({ name }) => name)
  return [...routes.filter(name => outputs[name] === undefined), ...Object.keys(outputs).filter(name => !routes.includes(name))]
}

/** What is of single people, as those who have the most to see and some who have nothing, about themselves, their reports and strangers: what it tells of anybody whom the asker never reviewed, led or shares items with. */
export async function linesOfStrangers ({ ask, played, ids }: Opened, random: Random): Promise<{ replies: number, leaked: string[] }> {
  const found = { replies: 0, leaked: [] as string[] }
  const sats = played.flatMap(one => one.sats)
  const now = played.at(-1)?.house.people ?? []
  const here = new Set(now.map(({ personId }) => personId))
  const odd = sats.filter(({ handed, formerBossId, items }) => handed !== null || formerBossId !== null || items.some(({ partners }) => partners.length > 0)).flatMap(({ knownBy, items }) => [...knownBy, ...items.flatMap(({ partners }) => partners)])
  const askers = [...new Set([...shuffled(random, odd).slice(0, ASKERS), ...shuffled(random, [...here]).slice(0, ASKERS / 2)])].filter(who => here.has(who)).slice(0, ASKERS)
  for (const personId of askers) {
    const known = new Set([...sats.filter(({ knownBy, items }) => knownBy.includes(personId) || items.some(({ partners }) => partners.includes(personId))).map(one => one.personId), ...now.filter(one => one.bossId === personId).map(one => one.personId)])
    const of = (all: ReadonlyMap<string, string>) => { const mixed = shuffled(random, [...all]); return [...mixed.filter(([, owner]) => known.has(owner)).slice(0, 2), ...mixed.filter(([, owner]) => !known.has(owner)).slice(0, TARGETS - 2)] }
    const given = { reviewId: of(ids.reviews), commitmentId: of(ids.commitments), personId: of(new Map([...here].map(one => [one, one]))) }
    for (const { name, path } of operationsOf('commitments').filter(one => outputs[one.name] === 'lines')) {
      const parameter = /:(\w+)/.exec(path)?.[1] as keyof typeof given | undefined
      for (const [id, owner] of parameter === undefined ? [['', personId]] as const : given[parameter]) {
        const { status, text } = await ask(addressOf(path, parameter === undefined ? {} : { [parameter]: id }), { role: 'employee', personId })
        found.replies++
        if (status === 200 && !known.has(owner ?? '')) found.leaked.push(`${name} of ${owner} for ${personId}`)
        for (const [one] of text.matchAll(ID)) {
          const whose = ids.reviews.get(one) ?? ids.commitments.get(one)
          if (whose !== undefined && !known.has(whose) && one !== id) found.leaked.push(`${name} tells ${personId} of ${whose}`)
        }
      }
    }
  }
  return found
}
