import type { PlanReply } from '@weft/contracts/program/plan-api'
import { inWords } from '../../frame/words.ts'
import { layOut, layOutTall, type Link, type Mark } from './layout.ts'

const short = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' })
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const monthOf = (day: string) => short.format(new Date(`${day}T00:00:00Z`))

/** The roadmap drawn twice, along the page and down it; the style sheet shows the one that fits. The table after it says the same. */
export const Timeline = ({ plan, today }: { plan: PlanReply, today: string }) => (
  <figure class='roadmap'>
    <Along plan={plan} today={today} />
    <Down plan={plan} />
    <figcaption class='roadmap-key small'>
      <span><Sample state='open' /> Open</span><span><Sample state='reached' /> Reached</span><span><Sample state='missed' /> Not reached by its day</span>
      <span><svg class='roadmap-sample roadmap-sample-wide' viewBox='0 0 32 20' aria-hidden='true'><line class='need need-chain' x1='2' x2='30' y1='10' y2='10' /></svg> Critical chain: a delay here delays the end</span>
      {plan.late.length > 0 && <span><svg class='roadmap-sample roadmap-sample-wide' viewBox='0 0 32 20' aria-hidden='true'><line class='need need-late' x1='2' x2='30' y1='10' y2='10' /></svg> Due after what needs it</span>}
    </figcaption>
  </figure>
)

const sentence = ({ milestones, outcomes, chain }: PlanReply) =>
  `Roadmap of ${milestones.length} milestones towards ${outcomes.length} outcomes, ${chain.length} of them on the critical chain. The table below has all of it.`

const Along = ({ plan, today }: { plan: PlanReply, today: string }) => {
  const { width, height, lanes, marks, links, ticks, today: now } = layOut(plan, today)
  return (
    <svg class='roadmap-along' viewBox={`0 0 ${width} ${height}`} role='img' aria-label={sentence(plan)}>
      {lanes.map(lane => <rect key={lane.id} class='lane' x='0' y={lane.y} width={width} height={lane.height} rx='4' />)}
      {ticks.map(({ x, day }) => <g key={day}><line class='tick' x1={x} x2={x} y1='22' y2={height} /><text class='tick-name' x={x} y='15' text-anchor={x < 40 ? 'start' : x > width - 40 ? 'end' : 'middle'}>{monthOf(day)}</text></g>)}
      {now !== null && <g><line class='today' x1={now} x2={now} y1='22' y2={height} /><text class='today-name' x={now + 4} y='30'>Today</text></g>}
      {lanes.map(lane => <text key={lane.id} class='lane-name' x='10' y={lane.y + 20}>{lane.title}</text>)}
      {links.map(link => <path key={`${link.from.id} ${link.to.id}`} class={needClass(link)} d={across(link)} />)}
      {marks.map(mark => (
        <g key={mark.id}>
          <Shape mark={mark} />
          <text class='mark-name' y={mark.y + 24} text-anchor={mark.flipped ? 'end' : 'start'}>
            {mark.lines.map((line, place) => <tspan key={place} x={mark.flipped ? mark.x + 8 : mark.x - 8} dy={place === 0 ? 0 : 15}>{line}</tspan>)}
          </text>
        </g>
      ))}
    </svg>
  )
}

const Down = ({ plan }: { plan: PlanReply }) => {
  const { width, height, marks, links } = layOutTall(plan)
  const [first, last] = [marks[0], marks.at(-1)]
  return (
    <svg class='roadmap-down' viewBox={`0 0 ${width} ${height}`} role='img' aria-label={sentence(plan)}>
      {first !== undefined && last !== undefined && <line class='tick' x1={first.x} x2={last.x} y1={first.y} y2={last.y} />}
      {links.map(link => <path key={`${link.from.id} ${link.to.id}`} class={needClass(link)} d={arc(link)} />)}
      {marks.map(mark => (
        <g key={mark.id}>
          <Shape mark={mark} />
          <text class='tick-name' x='0' y={mark.y + 1}>{shortDay.format(new Date(`${mark.due}T00:00:00Z`))}</text>
          <text class='tick-name' x='0' y={mark.y + 16}>{mark.due.slice(0, 4)}</text>
          <text class='mark-name' x={mark.x + 20} y={mark.y + (mark.lines.length > 1 ? -2 : 5)}>{mark.lines.map((line, place) => <tspan key={place} x={mark.x + 20} dy={place === 0 ? 0 : 17}>{line}</tspan>)}</text>
        </g>
      ))}
    </svg>
  )
}

const needClass = ({ chain, late }: Link) => `need${chain ? ' need-chain' : ''}${late ? ' need-late' : ''}`

/** From one mark to the next, leaving and arriving level. */
function across ({ from, to }: Link): string {
  const bend = Math.max(24, Math.abs(to.x - from.x) / 2)
  return `M${from.x + 8},${from.y} C${from.x + bend},${from.y} ${to.x - bend},${to.y} ${to.x - 8},${to.y}`
}

/** Beside the row of marks; the further apart, the wider, and never over the days at its left. */
function arc ({ from, to }: Link): string {
  const reach = Math.min(36, 12 + Math.abs(to.y - from.y) / 12)
  return `M${from.x - 8},${from.y} C${from.x - reach},${from.y} ${to.x - reach},${to.y} ${to.x - 8},${to.y}`
}

const Shape = ({ mark: { x, y, state, chain, due } }: { mark: Pick<Mark, 'x' | 'y' | 'state' | 'chain' | 'due'> }) => (
  <g class={`mark mark-${state}${chain ? ' mark-chain' : ''}`}>
    <title>{inWords(due)}</title>
    {state === 'missed' ? <rect x={x - 7} y={y - 7} width='14' height='14' /> : <circle cx={x} cy={y} r='8' />}
    {state === 'reached' && <path class='mark-tick' d={`M${x - 4},${y} l3,3 l5,-6`} />}
    {state === 'missed' && <path class='mark-cross' d={`M${x - 3},${y - 3} l6,6 m0,-6 l-6,6`} />}
  </g>
)

const Sample = ({ state }: { state: Mark['state'] }) => <svg class='roadmap-sample' viewBox='0 0 20 20' aria-hidden='true'><Shape mark={{ x: 10, y: 10, state, chain: false, due: '2000-01-01' }} /></svg>
