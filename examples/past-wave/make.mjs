// Makes answers.csv: an invented survey of an invented company. CC0 1.0.
//   node examples/past-wave/make.mjs        the same bytes every time
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

// Area, team, people, and how a team's answers lie above or below the middle.
const teams = [
  ['Service', 'Booking desk', 14, 0.5], ['Service', 'Claims', 11, -0.8], ['Service', 'Complaints', 3, -0.4],
  ['Operations', 'Crew', 17, 0.2], ['Operations', 'Terminals', 12, 0], ['Operations', 'Workshop', 9, -0.3],
  ['Support', 'Digital', 8, 0.7], ['Support', 'Finance', 6, 0.1], ['Support', '', 2, 0.3], ['', '', 5, 0.6]
]
const items = ['listen_1', 'listen_2', 'listen_3', 'listen_4', 'together_1', 'together_2', 'together_3', 'together_4']
const reversed = new Set(['listen_4', 'together_4'])

const random = generator(20_241_130)
const rows = teams.flatMap(([area, team, people, lean]) => Array.from({ length: people }, () => {
  const person = lean + normal() * 0.7
  return [area, team, ...items.map(item => answer(person, reversed.has(item)))]
}))
// In the order of an export, staff numbers and teams would stand side by side.
const order = rows.map(row => ({ row, at: random() })).sort((a, b) => a.at - b.at)
const lines = order.map(({ row }, place) => [1_001 + place, ...row].join(','))
writeFileSync(join(import.meta.dirname, 'answers.csv'), [['staff_number', 'area', 'team', ...items].join(','), ...lines, ''].join('\n'))

function answer (person, turned) {
  if (random() < 0.04) return ''
  const value = Math.min(5, Math.max(1, Math.round(3.3 + person + normal() * 0.8)))
  return turned ? 6 - value : value
}

function normal () {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

// Public-domain generator mulberry32 by Tommy Ettinger.
function generator (seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
