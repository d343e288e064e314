import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReleasesReply, ScoresReply } from '@weft/contracts/reporting/api'
import type { ScoreValue } from '@weft/contracts/scoring/events'
import type { PastWaveReply } from '@weft/contracts/survey/api'
import { until } from '@weft/testkit/driver'
import { below, seeded } from '@weft/testkit/seeded'
import { showingFor, unitId } from '../data/residual.ts'
import { startThreeServices, type ThreeServices } from './three-services.ts'

type Person = { path: string[], answer: number }

const mapping = (title: string) => ({
  title, closedOn: '2024-11-30', organisation: 'Whole', instrument: { instrumentId: title, version: 1, title: 'One item' },
  scales: { agree: { min: 1, max: 5 } }, factors: [{ factorId: 'care', name: 'Care', scale: 'agree' }], items: [{ column: 'answer', factorId: 'care' }],
  unitPath: ['first', 'second', 'third', 'fourth']
})
const csvOf = (people: Person[]) => ['first,second,third,fourth,answer', ...people.map(({ path, answer }) => [...[0, 1, 2, 3].map(depth => path[depth] ?? ''), answer].join(','))].join('\n')
const answering = (path: string, ...answers: number[]): Person[] => answers.map(answer => ({ path: path === '' ? [] : path.split('/'), answer }))

/** P has two people of its own: U, the smaller of its units, joins them, and V below U stands on. What is left under U is not U. */
const oneGivesUp = [...answering('P', 1, 5), ...answering('P/U', 1, 1, 2, 2, 3, 3), ...answering('P/U/V', 5, 5, 5, 5, 4, 4, 4), ...answering('P/W', ...Array<number>(30).fill(3))]

/** Units up to four levels deep with heads, gaps, chains and many sizes about the threshold. */
function manyUnits (seed: number): Person[] {
  const random = seeded(seed)
  const people: Person[] = []
  const grow = (path: string[]): void => {
    const own = [0, 0, 1, 2, 3, 5, 6, 8][below(random, 8)] as number
    for (let i = 0; i < own; i++) people.push({ path, answer: 1 + below(random, 5) })
    if (path.length < 4) for (let child = below(random, 4); child > 0; child--) grow([...path, `u${child}`])
  }
  for (let top = 0; top < 4; top++) grow([`t${top}`])
  return people
}

describe('past waves with deep trees', () => {
  let services: ThreeServices
  beforeAll(async () => { services = await startThreeServices('postgres') }, 120_000)
  afterAll(async () => { await services?.stop() }, 60_000)

  const json = async <T>(...call: Parameters<ThreeServices['call']>): Promise<T> => {
    const reply = await services.call(...call)
    if (!reply.ok) throw new Error(`${call[1]}: ${reply.status} ${await reply.text()}`)
    return await reply.json() as T
  }

  async function releasedValues (title: string, people: Person[]): Promise<{ waveId: string, values: Map<string, ScoreValue> }> {
    const form = new FormData()
    form.set('mapping', new Blob([JSON.stringify(mapping(title))]), 'mapping.json')
    form.set('answers', new Blob([csvOf(people)]), 'answers.csv')
    const { waveId } = await json<PastWaveReply>('survey', '/past-waves', { method: 'POST', body: form })
    const find = async () => (await json<ReleasesReply>('reporting', '/releases')).releases.find(one => one.waveId === waveId)?.releaseId
    await until(`${title} is released`, async () => await find() !== undefined)
    const { scores, next } = await json<ScoresReply>('reporting', `/releases/${await find()}/scores?limit=500`)
    expect(next).toBeNull()
    return { waveId, values: new Map(scores.map(score => [score.unitId, score.value])) }
  }

  it.each([
    ['one unit gives up between two that stand', oneGivesUp],
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((seed): [string, Person[]] => [`units are drawn by seed ${seed}`, manyUnits(seed)])
  ])('When %s, then just what the rule allows is shown, and each n and mean is of all people of its unit', async (title, people) => {
    const { waveId, values } = await releasedValues(title, people)
    const paths = new Map(people.flatMap(({ path }) => path.map((_, depth) => path.slice(0, depth + 1))).concat([[]]).map(path => [path.join('/'), path]))
    const nodes = [...paths.values()].map(path => ({ id: unitId(waveId, path), parent: path.length === 0 ? null : unitId(waveId, path.slice(0, -1)) }))
    const counts = new Map<string, number>()
    for (const { path } of people) counts.set(unitId(waveId, path), (counts.get(unitId(waveId, path)) ?? 0) + 1)
    const allowed = showingFor(nodes, [counts, counts], 5)

    expect(values.size).toBe(paths.size)
    expect([...paths].filter(([, path]) => values.get(unitId(waveId, path))?.kind === 'shown').map(([name]) => name).sort())
      .toEqual([...paths].filter(([, path]) => allowed.has(unitId(waveId, path))).map(([name]) => name).sort())
    for (const [name, path] of paths) {
      const value = values.get(unitId(waveId, path))
      if (value?.kind !== 'shown') continue
      const members = people.filter(person => path.every((part, depth) => person.path[depth] === part))
      const mean = members.reduce((sum, person) => sum + person.answer, 0) / members.length
      expect([name, value.n]).toEqual([name, members.length])
      expect(Math.abs(value.mean - mean)).toBeLessThanOrEqual(0.000_05 + 1e-9)
    }
  })
})
