import { practiceAccepted, practiceAdopted, practiceAdoptionEnded, practiceRetired } from '@weft/contracts/program/practice-events'
import { prioritiesPublished } from '@weft/contracts/program/priority-events'
import type { Suggestions } from '@weft/contracts/commitments/suggestion-api'
import { openLog } from '@weft/service-kit/log'
import { deliver, incoming } from '@weft/testkit/delivery'
import { eventsOfRelease, flatTree, releaseOf } from '@weft/testkit/release'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCommitmentsWorld, type CommitmentsWorld } from '../../test/commitments-world.ts'
import { as, settle, type Name } from '../../test/people.ts'
import { reactionsOf } from '../app.ts'
import { takeInWholeReleases } from '../released/take-in-whole-releases.job.ts'

let world: CommitmentsWorld
beforeAll(async () => {
  world = await openCommitmentsWorld()
  await settle(world)
})
afterAll(() => world.close())

const hear = (...events: Parameters<typeof deliver>[2]) => deliver(world.pool, reactionsOf({ now: () => world.clock.now, newId: () => v7() }), events)
const takeIn = () => takeInWholeReleases({ pool: world.pool, log: openLog({ name: 'commitments', level: 'silent', file: '' }) }).run(new AbortController().signal)
const suggested = async (name: Name = 'ana') => (await world.get<Suggestions>('/commitments/suggestions', as(name))).body
const [atPriority, atPractice, atOther, atAdoption] = [v7(), v7(), v7(), v7()]
const practice = { practiceId: atPractice, version: 1, discipline: 'CI', title: 'Open with a customer', what: 'A meeting begins with a customer.', when: 'Weekly', example: null, on: '2026-11-01' }
const adopted = { practiceId: atPractice, adoptionId: atAdoption, unitId: 'U-1', discipline: 'CI', version: 1, wording: null, on: '2026-11-01' }
const priorities = (version: number, priorityId: string, title: string) => incoming(prioritiesPublished, 'priorities', { version, publishedOn: '2026-11-01', priorities: [{ priorityId, title, why: 'Waiting', disciplines: ['CI'], measure: 'Share' }] })

describe('suggestions', () => {
  test('When nothing was released, adopted or published, then nothing is suggested', async () => {
    expect(await suggested()).toEqual({ lowest: null, practices: [], priorities: [] })
  })

  test('When a release came whole, then the two lowest disciplines of the unit come; before its last part, nothing does', async () => {
    const parts = releaseOf({ units: flatTree(3) })
    const [last, ...others] = eventsOfRelease(parts).reverse() as [Parameters<typeof deliver>[2][number], ...Parameters<typeof deliver>[2]]
    await hear(...others)
    await takeIn()
    expect((await suggested()).lowest).toBeNull()
    await hear(last)
    await takeIn()
    const shown = parts.scores.flatMap(({ unitId, factorId, value }) => unitId === 'U-10' && value.kind === 'shown' ? [{ discipline: factorId, score: value.score }] : []).toSorted((a, b) => a.score - b.score)
    expect((await suggested()).lowest).toEqual({ unitId: 'U-10', unitName: 'Claims', own: true, title: 'Spring 2027', closedOn: '2027-03-31', disciplines: shown })
  })

  test('When the own unit is hidden in the latest release, then the first one above that shows is asked, and nothing of what is hidden is kept', async () => {
    await hear(...eventsOfRelease(releaseOf({ waveId: v7(), title: 'Autumn 2027', closedOn: '2027-09-30', units: flatTree(3), hidden: ['U-10'] })))
    await takeIn()
    expect((await suggested()).lowest).toMatchObject({ unitId: 'U-1', own: false, title: 'Autumn 2027' })
    expect((await suggested('eli')).lowest).toMatchObject({ unitId: 'U-11', own: true })
    expect((await world.pool.query('select from arrived_score')).rows).toEqual([])
    expect((await world.pool.query(/* sql */ `select count(*) filter (where r.title = 'Autumn 2027' and m.unit_id = 'U-10') as hidden, count(distinct r.release_id) as releases, count(m.standard_error) as errors from released r join released_mean m using (release_id)`)).rows).toEqual([{ hidden: 0, releases: 2, errors: 14 }])
  })

  test('When one figure of a release was changed on its way, then nothing of it is taken in', async () => {
    const parts = releaseOf({ waveId: v7(), title: 'Spoiled', closedOn: '2028-01-01', units: flatTree(3) })
    await hear(...eventsOfRelease({ ...parts, scores: parts.scores.map((score, at) => at === 0 && score.value.kind === 'shown' ? { ...score, value: { ...score.value, n: score.value.n + 1 } } : score) }))
    await takeIn()
    expect((await suggested()).lowest?.title).toBe('Autumn 2027')
    expect((await world.pool.query(`select fault from arrived_manifest`)).rows).toEqual([{ fault: 'checksum' }])
  })

  test('When the unit, or one above, works by a practice, then it comes, with how the nearest unit says it; until it ends', async () => {
    await hear(incoming(practiceAccepted, atPractice, practice), incoming(practiceAdopted, atPractice, adopted), incoming(practiceAdopted, atPractice, { ...adopted, adoptionId: atOther, unitId: 'U-11', wording: 'Ours' }))
    expect((await suggested()).practices).toEqual([{ practiceId: atPractice, title: 'Open with a customer', what: 'A meeting begins with a customer.', when: 'Weekly', discipline: 'CI', unitName: 'Company' }])
    expect((await suggested('eli')).practices).toMatchObject([{ what: 'Ours', unitName: 'Sales' }])
    await hear(incoming(practiceAdoptionEnded, atPractice, { practiceId: atPractice, adoptionId: atOther, unitId: 'U-11', reason: 'Gone', on: '2026-12-01' }))
    expect((await suggested('eli')).practices).toMatchObject([{ unitName: 'Company' }])
    await hear(incoming(practiceRetired, atPractice, { practiceId: atPractice, reason: 'Old', on: '2026-12-01' }))
    expect((await suggested()).practices).toEqual([])
  })

  test('When a version of the priorities comes, then it replaces the one before, and an older one that comes late changes nothing', async () => {
    await hear(priorities(1, v7(), 'Before'))
    await hear(priorities(3, atPriority, 'Answer the same day'))
    await hear(priorities(2, atPriority, 'Answer soon'), priorities(1, v7(), 'Another of before'))
    expect((await suggested()).priorities).toMatchObject([{ priorityId: atPriority, title: 'Answer the same day' }])
  })
})
