import type { EffectReply } from '@weft/contracts/commitments/effect-api'
import type { Receipts } from '@weft/contracts/commitments/receipt-api'
import type { RollUpReply } from '@weft/contracts/commitments/rollup-api'
import type { RollUpGroup, RollUpReleased } from '@weft/contracts/commitments/rollup-events'
import type { TalkKit } from '@weft/contracts/commitments/talk-api'
import { quarters, type Asker, type Opened } from './opened.ts'
import { inGroups, read, silent } from './outputs.ts'
import { inFigures, inReceipts, inRollUp, inTalkKit, placesIn, type Told } from './told.ts'

/** `replies`: how many were read. `unread`: places of replies that no list knows. `effect`: the last one, of every wave there is. */
export type Crawled = { told: Told[], replies: number, unread: string[], refused: string[], effect: EffectReply }

/** Everything that tells of groups, as everybody who may ask, with everything that can be asked for; or the roll-up alone, as the office. */
export async function crawl ({ ask, played, told: eventsTold }: Opened, rollUpAlone = false): Promise<Crawled> {
  const crawled: Crawled = { told: [], replies: 0, unread: [], refused: [], effect: { disciplines: [] as EffectReply['disciplines'] } as EffectReply }
  const labels = new Map(quarters.map(({ label, startsOn }) => [label, startsOn]))
  const get = async <T>(route: string, query: Record<string, string>, asker: Asker): Promise<T | null> => {
    const url = `${route.slice('GET '.length)}?${new URLSearchParams(query)}`
    const { status, text } = await ask(url, asker)
    crawled.replies++
    if (status !== 200) { crawled.refused.push(`${status} ${asker.role} ${url}`); return null }
    const reply = JSON.parse(text) as T
    const places = new Set([...silent[route] ?? [], ...read[route] ?? [], ...inGroups])
    crawled.unread.push(...placesIn(reply).filter(place => !places.has(place)).map(place => `${route} ${place}`))
    return reply
  }
  const rollUp = async (query: Record<string, string>, asker: Asker) => {
    const reply = await get<RollUpReply>('GET /commitments/roll-up', query, asker)
    if (reply !== null) crawled.told.push(...inRollUp(reply, `roll-up for ${asker.role}`))
    return reply
  }
  const unitsOf = (quarter: string) => played.find(one => one.quarter === quarter)?.house.units.map(({ unitId }) => unitId) ?? []
  const now = unitsOf(quarters.at(-1)?.startsOn ?? '')

  for (const { startsOn: quarter } of quarters) {
    for (const under of unitsOf(quarter)) await rollUp({ quarter, under }, { role: 'program-office' })
    await rollUp({ quarter }, { role: 'program-office' })
    if (rollUpAlone) continue
    await rollUp({ quarter, after: unitsOf(quarter)[3] ?? '' }, { role: 'program-office' })
    for (const role of ['analyst', 'auditor']) await rollUp({ quarter }, { role })
    for (const unitId of unitsOf(quarter).filter((_, at) => at % 7 === 1)) {
      await rollUp({ quarter }, { role: 'manager', scopes: [unitId, 'C'] })
      await rollUp({ quarter, under: unitId }, { role: 'manager', scopes: [unitId] })
    }
  }
  if (rollUpAlone) return crawled
  for (const unit of now) {
    const reply = await get<Receipts>('GET /commitments/receipts', { unit }, { role: 'analyst' })
    if (reply !== null) crawled.told.push(...inReceipts(reply, 'receipts'))
  }
  for (const personId of [...Map.groupBy(played.at(-1)?.house.people ?? [], ({ unitId }) => unitId).values()].flatMap(([one]) => one?.personId ?? [])) {
    const [kit, receipts] = [await get<TalkKit>('GET /commitments/talk-kit', {}, { role: 'manager', personId }), await get<Receipts>('GET /commitments/receipts', {}, { role: 'employee', personId })]
    if (kit !== null) crawled.told.push(...inTalkKit(kit, labels, 'talk kit'))
    if (receipts !== null) crawled.told.push(...inReceipts(receipts, 'receipts'))
  }
  crawled.effect = await get<EffectReply>('GET /commitments/effect', {}, { role: 'auditor' }) ?? crawled.effect
  for (const { topic, type, data } of await eventsTold()) {
    if (type === 'roll-up-group-released') { const { quarter, unitId, figures } = data as RollUpGroup; crawled.told.push(...inFigures({ quarter, unitId: unitId ?? '', from: 'events' }, figures)) } else if (type === 'roll-up-released') {
      const { quarter, kappa } = data as RollUpReleased
      if (kappa !== null) crawled.told.push({ quarter, unitId: '', what: 'kappa', n: null, value: kappa, kind: 'mean', from: 'events' })
    } else crawled.unread.push(`${topic} ${type}`)
  }
  return { ...crawled, unread: [...new Set(crawled.unread)] }
}

/** Figures that are told in two ways. What only counts heads agrees with a mean over as many. */
export function toldTwice (told: readonly Told[]): string[] {
  const first = new Map<string, Told>()
  return told.flatMap(one => {
    const key = `${one.quarter} ${one.unitId} ${one.what}`
    const other = first.get(key)
    if (other === undefined || (other.value === null && one.value !== null)) first.set(key, one)
    if (other === undefined) return []
    const same = one.n === other.n && (one.value === other.value || one.value === null || other.value === null) && (one.kind === other.kind || one.kind === 'count' || other.kind === 'count')
    return same ? [] : [`${key}: ${other.value} (${other.n}) in ${other.from}, ${one.value} (${one.n}) in ${one.from}`]
  })
}

/** How many units stand on each side of the effect, counted again from what the roll-up tells and which units the releases show; the sides that are not what follows from these. */
export function effectBeyond ({ disciplines }: EffectReply, told: readonly Told[], measured: Awaited<ReturnType<Opened['measured']>>): string[] {
  return disciplines.flatMap(({ discipline, effect }) => {
    const sides = Map.groupBy(measured.filter(one => one.discipline === discipline), ({ level }) => level)
    const counts = [...sides.values()].map(units => {
      const side = (unitId: string) => {
        const means = new Map(told.filter(one => one.unitId === unitId && one.what === `facet ${discipline}` && one.value !== null).map(one => [one.quarter, one]))
        const named = told.some(one => one.unitId === unitId && (one.what === `listed ${discipline}` || one.what === `facet ${discipline}`))
        const heads = [...means.values()].reduce((sum, { n }) => sum + (n ?? 0), 0)
        if (heads > 0) return [...means.values()].reduce((sum, { n, value }) => sum + (n ?? 0) * (value ?? 0), 0) / heads >= 70 ? 'kept' : null
        return !named && new Set(told.filter(one => one.unitId === unitId && one.what === 'index').map(({ quarter }) => quarter)).size === quarters.length ? 'others' : null
      }
      const all = units.map(({ unitId }) => side(unitId))
      return `${all.filter(one => one === 'kept').length} kept, ${all.filter(one => one === 'others').length} others`
    })
    const [kept, others] = [effect.kept, effect.others].map(one => typeof one === 'number' ? one : one.units)
    return counts.includes(`${kept} kept, ${others} others`) || (kept === 0 && others === 0) ? [] : [`effect on ${discipline}: ${kept} kept, ${others} others; from what is told: ${counts.join('; ')}`]
  })
}
