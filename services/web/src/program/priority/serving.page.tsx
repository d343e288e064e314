import type { Serving } from '@weft/contracts/program/serving-api'
import { Tag } from '@weft/service-kit/page/controls'
import { counted, inWords } from '../../frame/words.ts'
import { stateNames, stateTones } from '../plan/words.ts'

/** What works for a priority: milestones, projects and quick wins, behind one line that says how many. */
export const Works = ({ serving }: { serving: Serving | undefined }) => {
  if (serving === undefined) return null
  const { milestones, projects, wins, winsInAll } = serving
  const parts = [
    ...milestones.length === 0 ? [] : [`${counted(milestones.length, 'milestone')}, ${milestones.filter(({ state }) => state === 'reached').length} reached`],
    ...projects === null || projects.length === 0 ? [] : [counted(projects.length, 'project')],
    ...winsInAll === 0 ? [] : [counted(winsInAll, 'quick win')]
  ]
  if (parts.length === 0) return <p class='small soft'>No milestone, project or quick win is linked to it yet.</p>
  return (
    <details class='more'>
      <summary>What works for it: {parts.join(' · ')}</summary>
      <div class='stack stack-tight'>
        {milestones.length > 0 && <ul class='plain'>{milestones.map(({ milestoneId, title, due, state }) => <li key={milestoneId}><a class='go' href={`/program/roadmap/milestones/${milestoneId}`}>{title}</a> <Tag tone={stateTones[state]}>{stateNames[state]}</Tag> <span class='small soft'>{inWords(due)}</span></li>)}</ul>}
        {projects !== null && projects.length > 0 && <ul class='plain'>{projects.map(({ initiativeId, number, title }) => <li key={initiativeId}><a class='go' href={`/program/projects/${initiativeId}`}>{title}</a> <span class='small soft'>project {number}</span></li>)}</ul>}
        {wins.length > 0 && <ul class='plain'>{wins.map(({ winId, headline }) => <li key={winId}><a class='go' href={`/program/quick-wins/${winId}`}>{headline}</a> <span class='small soft'>quick win</span></li>)}</ul>}
        {winsInAll > wins.length && <p class='small'><a href='/program/quick-wins'>All quick wins</a></p>}
      </div>
    </details>
  )
}
