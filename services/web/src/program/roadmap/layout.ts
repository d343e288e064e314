import type { PlanReply } from '@weft/contracts/program/plan-api'

/** A milestone in the drawing, in units of the drawing; `lines` is its title, broken. */
export type Mark = { id: string, x: number, y: number, lines: string[], due: string, state: 'open' | 'reached' | 'missed', chain: boolean, /** The title ends below its mark, where there is no room to its right. */ flipped: boolean }
export type Link = { from: Mark, to: Mark, chain: boolean, late: boolean }
export type Lane = { id: string, title: string, y: number, height: number }
export type Tick = { x: number, day: string }
export type Roadmap = { width: number, height: number, lanes: Lane[], marks: Mark[], links: Link[], ticks: Tick[], /** Where today is; null outside of it. */ today: number | null }

const DAY_MS = 86_400_000
const dayOf = (day: string): number => Date.parse(day) / DAY_MS
const toDay = (days: number): string => new Date(days * DAY_MS).toISOString().slice(0, 10)

/** Breaks a title into at most two lines of about `most` characters; what does not fit ends in an ellipsis. */
export function linesOf (title: string, most: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of title.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  lines.push(line)
  const kept = lines.slice(0, 2).map(one => one.length > most ? `${one.slice(0, most - 1)}…` : one)
  if (lines.length > 2) kept[1] = `${(kept[1] ?? '').slice(0, most - 1)}…`
  return kept
}

/** First days of months (or every third, or every year) from one day to another, at most about a dozen. */
export function ticksOf (from: string, until: string): string[] {
  const months = (dayOf(until) - dayOf(from)) / 30.4
  const step = months <= 12 ? 1 : months <= 36 ? 3 : 12
  const ticks: string[] = []
  const [year = 0, month = 0] = from.split('-').map(Number)
  for (let at = (year * 12 + month - 1) - (month - 1) % step; ; at += step) {
    const day = `${String(Math.floor(at / 12)).padStart(4, '0')}-${String(at % 12 + 1).padStart(2, '0')}-01`
    if (day > until || ticks.length > 60) return ticks
    if (day >= from) ticks.push(day)
  }
}

const WIDTH = 1_100
const SIDE = 16
const TOP = 34
const ROW = 64
const LANE_HEAD = 28
const CHARACTERS = 24
const LABEL = 176

/** The plan along time, from left to right, a lane for each outcome. Titles never lie on one another: what would meet goes a row further down. */
export function layOut (plan: PlanReply, today: string): Roadmap {
  const days = plan.milestones.map(({ due }) => due)
  const from = dayOf([...days, today].reduce((a, b) => a < b ? a : b)) - 7
  const until = dayOf([...days, today].reduce((a, b) => a > b ? a : b)) + 7
  const xOf = (day: string) => SIDE + (dayOf(day) - from) / (until - from) * (WIDTH - 2 * SIDE)
  const lanes: Lane[] = []
  const marks: Mark[] = []
  let y = TOP
  for (const outcome of plan.outcomes) {
    const rows: number[] = []
    for (const milestone of plan.milestones.filter(({ outcomeId }) => outcomeId === outcome.outcomeId)) {
      const x = xOf(milestone.due)
      const flipped = x + LABEL > WIDTH
      const start = flipped ? x - LABEL : x - 14
      const free = rows.findIndex(end => end <= start)
      const row = free === -1 ? rows.length : free
      rows[row] = flipped ? x + 14 : x + LABEL
      marks.push({ ...markOf(plan, milestone), x, y: y + LANE_HEAD + row * ROW + 14, lines: linesOf(milestone.title, CHARACTERS), flipped })
    }
    const height = LANE_HEAD + Math.max(1, rows.length) * ROW
    lanes.push({ id: outcome.outcomeId, title: outcome.text, y, height })
    y += height + 8
  }
  const ticks = ticksOf(toDay(from), toDay(until)).map(day => ({ day, x: xOf(day) }))
  return { width: WIDTH, height: y, lanes, marks, links: linksOf(plan, marks), ticks, today: xOf(today) }
}

const TALL_WIDTH = 340
const TALL_ROW = 64
const SPINE = 94

/** The same for a narrow screen: time runs down, a row for each milestone, needs as arcs beside it. */
export function layOutTall (plan: PlanReply): Roadmap {
  const marks = plan.milestones.map((milestone, place) => ({ ...markOf(plan, milestone), x: SPINE, y: 24 + place * TALL_ROW, lines: linesOf(milestone.title, 26), flipped: false }))
  return { width: TALL_WIDTH, height: 12 + plan.milestones.length * TALL_ROW, lanes: [], marks, links: linksOf(plan, marks), ticks: [], today: null }
}

const markOf = (plan: PlanReply, { milestoneId, due, state }: PlanReply['milestones'][number]) => ({ id: milestoneId, due, state, chain: plan.chain.includes(milestoneId) })

function linksOf (plan: PlanReply, marks: readonly Mark[]): Link[] {
  const of = new Map(marks.map(mark => [mark.id, mark]))
  return plan.milestones.flatMap(({ milestoneId, needs }) => needs.flatMap(needsId => {
    const [from, to] = [of.get(needsId), of.get(milestoneId)]
    if (from === undefined || to === undefined) return []
    const chain = plan.chain.some((id, place) => id === needsId && plan.chain[place + 1] === milestoneId)
    return [{ from, to, chain, late: from.due > to.due }]
  }))
}
