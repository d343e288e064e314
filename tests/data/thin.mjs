// Makes thinned.csv from lq2002.csv: the same people and answers, but small companies, so that suppression bites.
//   node tests/data/thin.mjs        writes tests/data/thinned.csv (the same bytes every time)
// Companies keep 1–9 people and stand seven to a battalion; battalions 1–3 have exactly one company below 5;
// battalions 4 and 5 have a head of their own: people of theirs whose company is empty.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const SEED = 20_020_101
const BATTALIONS = 7
const COMPANIES_EACH = 7
const HEADS = new Map([['B4', 1], ['B5', 3]])
const ONE_SMALL = new Set(['B1', 'B2', 'B3'])

const here = import.meta.dirname
const [header, ...lines] = readFileSync(join(here, 'lq2002.csv'), 'utf8').trimEnd().split('\n')
const columns = header.split(',').map(name => name.replaceAll('"', ''))
const keptColumns = columns.map((name, place) => ({ name, place })).filter(({ name }) => name !== 'COMPID' && name !== 'SUB')

const random = mulberry32(SEED)
const between = (low, high) => low + Math.floor(random() * (high - low + 1))

const people = lines.map((line, order) => ({ order, cells: line.split(',') }))
const companies = [...Map.groupBy(people, person => person.cells[0])].map(([id, members]) => ({ id, members }))
if (companies.length !== BATTALIONS * COMPANIES_EACH) throw new Error(`${companies.length} companies`)

const kept = []
for (let b = 0; b < BATTALIONS; b++) {
  const battalion = `B${b + 1}`
  const theirs = companies.slice(b * COMPANIES_EACH, (b + 1) * COMPANIES_EACH)
  const small = between(0, COMPANIES_EACH - 1)
  const left = []
  for (const [place, { id, members }] of theirs.entries()) {
    const size = ONE_SMALL.has(battalion) ? (place === small ? between(1, 4) : between(5, 9)) : between(1, 9)
    const shuffled = shuffle(members)
    for (const person of shuffled.slice(0, size)) kept.push({ ...person, battalion, company: id })
    left.push(...shuffled.slice(size))
  }
  for (const person of shuffle(left).slice(0, HEADS.get(battalion) ?? 0)) kept.push({ ...person, battalion, company: '' })
}

kept.sort((a, b) => a.order - b.order)
const rows = kept.map(({ battalion, company, cells }) => [battalion, company, ...keptColumns.map(({ place }) => cells[place])].join(','))
writeFileSync(join(here, 'thinned.csv'), [['BATTALION', 'COMPID', ...keptColumns.map(({ name }) => name)].join(','), ...rows, ''].join('\n'))
console.log(`${rows.length} people in ${companies.length} companies and ${BATTALIONS} battalions`)

function shuffle (values) {
  const copy = [...values]
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[copy[i], copy[j]] = [copy[j], copy[i]]
  }
  return copy
}

// Public-domain generator by Tommy Ettinger; 32 bits of state are plenty to thin a file.
function mulberry32 (seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
