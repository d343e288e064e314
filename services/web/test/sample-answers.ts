// For tests and for looking at pages without services: answers that fit the contracts, invented.
import { grantsReply, importReply, importRunReply, organisationReply, signInReply } from '@weft/contracts/directory/api'
import { participationReply } from '@weft/contracts/participation/api'
import { heatMapReply, releasesReply, unitReply, type Cell, type HeatMapReply } from '@weft/contracts/reporting/api'
import { scoringReply, verificationReply } from '@weft/contracts/scoring/api'
import { instrumentsReply, pastWaveReply, waveReply, wavesReply, type WaveReply } from '@weft/contracts/survey/api'
import { parkedReply } from '@weft/service-kit/parked'
import { Refusal } from '@weft/service-kit/refusal'
import type { Script } from './door-world.ts'

export const ids = {
  open: '11111111-1111-4111-8111-111111111111', closed: '22222222-2222-4222-8222-222222222222', planned: '33333333-3333-4333-8333-333333333333',
  past: '44444444-4444-4444-8444-444444444444', release: '55555555-5555-5555-8555-555555555555', earlier: '66666666-6666-5666-8666-666666666666', grant: '77777777-7777-4777-8777-777777777777', run: '88888888-8888-4888-8888-888888888888'
}
const run = importRunReply.parse({
  runId: ids.run, number: 7, state: 'matching', startedAt: '2026-11-24T09:00:00.000Z', startedBy: 'Ida Berg', appliedAt: null, undoneAt: null, version: null, preview: null,
  files: [{ file: 'people', name: 'people.csv', rows: 2, encoding: 'utf-8', delimiter: ',', columns: [{ column: 'person', samples: ['p1'] }] }],
  mapping: { people: { fields: { person: 'person' }, bands: [] } }, mappingFrom: 'guess', missing: [], unused: [], groups: [], undo: null
})
const hash = 'ab12'.repeat(16)
const disciplines = [
  ['CI', 'Know customers now'], ['CF', 'See customers’ next needs'], ['KI', 'Know rivals now'], ['KF', 'See rivals’ next moves'],
  ['PV', 'Watch the edges'], ['EM', 'Free to act'], ['CC', 'Work across teams'], ['SA', 'Pull one way']
] as const
const units = ['Claims', 'Digital', 'Finance and controlling', 'Legal', 'Network operations', 'People', 'Sales and service', 'Underwriting']

const wave = (change: Partial<WaveReply>): WaveReply => waveReply.parse({
  waveId: ids.open, title: 'Spring wave 2026', kind: 'live', state: 'opened', handOver: 'not-yet', instrumentId: 'full-8', instrumentVersion: 1, instrumentTitle: 'Eight disciplines',
  validated: false, languages: ['en'], closesOn: '2026-12-18', thresholds: { score: 5, spread: 10 }, bands: ['tenure'], ...change
})
export const waves = {
  open: wave({}),
  closed: wave({ waveId: ids.closed, title: 'Autumn wave 2026', state: 'closed', handOver: 'handed-over', closesOn: '2026-10-30' }),
  planned: wave({ waveId: ids.planned, title: 'A planned wave with a rather long title, to see how it wraps', state: 'planned' }),
  past: wave({ waveId: ids.past, title: 'Staff survey 2024', kind: 'past', state: 'closed', handOver: 'handed-over', closesOn: '2024-11-30', instrumentTitle: 'Staff survey' })
}
const allWaves = Object.values(waves)

const differences = [-22, -17, -12, -6, -1, 0, 3, 5, 12, 19]
const stepOf = (d: number) => Math.sign(d) * (Math.abs(d) >= 18 ? 3 : Math.abs(d) >= 10 ? 2 : Math.abs(d) >= 4 ? 1 : 0)
function cell (seed: number, whole: number, n: number): Cell {
  const difference = differences[seed % differences.length] ?? 0
  const score = whole + difference
  return { kind: 'shown', n, mean: 1 + score / 25, score, interval: { low: score - 6, high: score + 6, pooled: n < 30 }, difference, step: stepOf(difference), different: Math.abs(difference) >= 12, favourable: n < 30 ? '≥ 90 %' : '68 %' }
}
const hidden: Cell = { kind: 'hidden' }
const wholeScores = [71, 64, 55, 48, 60, 57, 66, 62]
const wholeCells: Cell[] = wholeScores.map(score => ({ kind: 'shown', n: 812, mean: 1 + score / 25, score, interval: { low: score - 2, high: score + 2, pooled: false }, difference: 0, step: 0, different: false, favourable: '61 %' }))
const cellsOf = (place: number): Cell[] => units[place] === 'Legal' ? disciplines.map(() => hidden) : wholeScores.map((whole, factor) => cell(place * 3 + factor * 7, whole, 18 + place * 9))

const head = { releaseId: ids.release, waveId: ids.closed, number: 1, title: 'Autumn wave 2026', closedOn: '2026-10-30', instrumentTitle: 'Eight disciplines', validated: false, modelVersion: '1', thresholds: { score: 5, spread: 10 }, sha256: hash }
const releases = releasesReply.parse({ releases: [head, { ...head, releaseId: ids.earlier, waveId: ids.past, title: 'Staff survey 2024', closedOn: '2024-11-30' }], next: null })
const factors = disciplines.map(([factorId, name]) => ({ factorId, name, min: 1, max: 5 }))

export const heatMap = (under: string | undefined): HeatMapReply => heatMapReply.parse(under === undefined
  ? {
      release: head, factors, path: [{ unitId: 'all', name: 'Harbour Insurance' }],
      top: { unitId: 'all', parentId: null, name: 'Harbour Insurance', depth: 0, below: units.length, cells: wholeCells },
      rows: units.map((name, place) => ({ unitId: name.toLowerCase(), parentId: 'all', name, depth: 1, below: place % 3 === 0 ? 4 : 0, cells: cellsOf(place) })),
      hiddenCells: 8, finding: { unitName: 'Claims', factorName: 'See rivals’ next moves', score: 31, difference: -17 }, next: null
    }
  : {
      release: head, factors, path: [{ unitId: 'all', name: 'Harbour Insurance' }, { unitId: under, name: under }],
      top: { unitId: under, parentId: 'all', name: under, depth: 1, below: 1, cells: cellsOf(0) },
      rows: [{ unitId: 'east', parentId: under, name: 'East', depth: 2, below: 0, cells: cellsOf(1) }], hiddenCells: 0, finding: null, next: 'east'
    })

const unit = (unitId: string) => unitReply.parse({
  release: head, path: [{ unitId: 'all', name: 'Harbour Insurance' }, ...unitId === 'all' ? [] : [{ unitId, name: unitId }]],
  unit: { unitId, name: unitId === 'all' ? 'Harbour Insurance' : unitId, below: 2 },
  shownAs: unitId === 'legal' ? { unitId: 'all', name: 'Harbour Insurance' } : { unitId, name: unitId },
  factors: factors.map((factor, place) => ({ ...factor, cell: unitId === 'all' || unitId === 'legal' ? wholeCells[place] : cellsOf(0)[place], organisation: wholeCells[place] })),
  below: unitId === 'all' ? units.map(name => ({ unitId: name.toLowerCase(), name })) : []
})

const participation = participationReply.parse({
  waveId: ids.open, state: 'invited', refusal: null, organisationVersion: 3, invited: 980, mailed: 980, newPeople: 2, newUnits: 1, vaultKey: 'kept', catching: true,
  rates: [{ unitId: 'all', name: 'Harbour Insurance', invited: 980, atLeast: 410, atMost: 419 }, { unitId: 'claims', name: 'Claims', invited: 60, atLeast: 20, atMost: 29 }]
})
const scoring = scoringReply.parse({ waveId: ids.closed, state: 'released', sheetsExpected: 812, sheetsReceived: 812, missing: [], reEmissions: 0, releases: [{ releaseId: ids.release, number: 1, scores: 72, sha256: hash }] })
export const incomplete = scoringReply.parse({ ...scoring, state: 'incomplete', sheetsReceived: 811, missing: ['sheets', 'checksum'], reEmissions: 2, releases: [] })
const change = { added: 212, changed: 391, ended: 41, same: 4_209 }
const people: Record<string, { name: string, roles: string[], units?: string[] }> = {
  'office@localhost': { name: 'Ana Reyes', roles: ['program-office'] }, 'ravi@example.org': { name: 'Ravi Patel', roles: ['analyst'] },
  'it@example.org': { name: 'Ivo Tal', roles: ['it', 'employee'] }, 'auditor@example.org': { name: 'Ada Udry', roles: ['auditor', 'employee'] },
  'boss@example.org': { name: 'Bea Osei', roles: ['manager', 'employee'], units: ['claims'] }, 'emma@example.org': { name: 'Emma Poe', roles: ['employee'] }
}

const grants = grantsReply.parse({
  grants: [
    { grantId: ids.grant, name: 'Ada Udry', signIn: 'auditor@example.org', role: 'auditor', unitId: null, unitName: null, fromDay: '2026-11-01', untilDay: '2027-01-31', reason: 'Yearly audit', givenBy: 'subject of program-office', state: 'current' },
    { grantId: ids.earlier, name: null, signIn: null, role: 'manager', unitId: 'claims', unitName: 'Claims', fromDay: '2026-02-01', untilDay: '2026-03-31', reason: 'Stands in for the head of Claims, on leave', givenBy: 'subject of program-office', state: 'over' }
  ],
  next: null
})

const notFound = (code: string, sentence: string) => new Refusal('not-found', code, sentence)
const waveIdIn = (request: { params: unknown }) => (request.params as { waveId: string }).waveId
const waveOf = (request: { params: unknown }) => {
  const found = allWaves.find(({ waveId }) => waveId === waveIdIn(request))
  if (found === undefined) throw notFound('no-such-wave', 'There is no such wave.')
  return found
}

/** A whole installation as its services would describe it. A test changes single entries. */
export const sampleScript = (): Script => ({
  'GET /sign-ins/:signIn': request => {
    const signIn = (request.params as { signIn: string }).signIn.toLowerCase()
    const found = people[signIn]
    if (found === undefined) throw notFound('no-such-sign-in', 'Nobody here signs in with this name.')
    return signInReply.parse({ subject: `subject of ${found.roles[0]}`, ...found })
  },
  'GET /organisation': () => organisationReply.parse({ version: 3, people: 980, units: 14, bands: ['tenure', 'contract'], officeSignIns: 2 }),
  'POST /organisation/import-runs': (_request, reply) => reply.code(201).send(run),
  'GET /organisation/import-runs/:runId': () => run,
  'POST /organisation/import-runs/:runId/apply': () => run,
  'POST /organisation/imports': () => importReply.parse({ version: 4, changedAnything: true, units: change, people: change }),
  'GET /parked': () => parkedReply.parse({ parked: [{ consumer: 'keep-person', topic: 'int.directory.person.v1', key: 'P-17', events: 2, reason: 'the unit is not known here' }], next: null }),
  'GET /grants': () => grants,
  'POST /grants': (_request, reply) => reply.code(201).send({ grantId: ids.grant }),
  'POST /grants/:grantId/end': request => ({ grantId: (request.params as { grantId: string }).grantId }),
  'GET /instruments': () => instrumentsReply.parse({ instruments: [{ instrumentId: 'full-8', version: 1, title: 'Eight disciplines', items: 32, factors: 8, validated: false, launchable: true }], next: null }),
  'GET /waves': () => wavesReply.parse({ waves: allWaves, next: null }),
  'POST /waves': (_request, reply) => reply.code(201).send(waves.planned),
  'GET /waves/:waveId': waveOf,
  'POST /waves/:waveId/launch': waveOf,
  'POST /waves/:waveId/close': waveOf,
  'POST /waves/:waveId/re-emission': request => ({ waveId: waveIdIn(request), sheets: 812 }),
  'POST /waves/:waveId/reminders': () => ({}),
  'GET /waves/:waveId/participation': request => {
    if (waveOf(request).state === 'planned' || waveOf(request).kind === 'past') throw notFound('no-such-wave', 'Nothing is known of this wave.')
    return participation
  },
  'GET /waves/:waveId/scoring': request => {
    if (waveOf(request).state !== 'closed') throw notFound('no-such-wave', 'Nothing is known of this wave.')
    return { ...scoring, waveId: waveIdIn(request) }
  },
  'GET /waves/:waveId/release/verification': request => verificationReply.parse({ waveId: waveIdIn(request), releaseId: ids.release, released: hash, recomputed: hash, same: true }),
  'POST /past-waves': request => pastWaveReply.parse({ waveId: ids.past, applied: !request.url.includes('check=true'), title: 'Staff survey 2024', sheets: 2_042, units: 49, items: 19, factors: 3, missingAnswers: 12, droppedColumns: ['EMPLOYEE', 'COMMENT'] }),
  'GET /releases': () => releases,
  'GET /releases/:releaseId/heat-map': request => heatMap((request.query as { under?: string }).under),
  'GET /releases/:releaseId/whole': () => unit('all'),
  'GET /releases/:releaseId/units/:unitId': request => unit((request.params as { unitId: string }).unitId),
  'GET /releases/:releaseId/scores.csv': (_request, reply) => reply.headers({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="scores.csv"', 'set-cookie': 'leak=1' }).send('unit,score\r\nall,71\r\n'),
  'GET /scores/stream': (request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' })
    reply.raw.write(`id: 1.0\nevent: score-released\ndata: {"from":"${String(request.headers['last-event-id'] ?? 'the start')}"}\n\n`)
  }
})
