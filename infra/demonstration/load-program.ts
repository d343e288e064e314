import { currentPlanReply, planReply } from '@weft/contracts/program/plan-api'
import { initiativesReply } from '@weft/contracts/program/initiative-api'
import { portfolioImportReply } from '@weft/contracts/program/portfolio-api'
import { practiceReply, practicesReply } from '@weft/contracts/program/practice-api'
import { prioritiesReply } from '@weft/contracts/program/priority-api'
import { releasesReply } from '@weft/contracts/reporting/api'
import { experimentReply } from '@weft/contracts/program/experiment-api'
import { segmentIdReply, segmentReply, segmentsReply } from '@weft/contracts/program/segment-api'
import { listFields } from '@weft/contracts/program/view-api'
import { idOf } from './chance-id.ts'
import { daysAfter } from './days.ts'
import type { Demonstration } from './demonstration.ts'
import type { Doorway } from './doorway.ts'
import { adopted, charter, definition, experiments, forum, outcomes, ownPractices, priorities, segments } from './papers.ts'
import { personAt } from './portfolio.ts'
import { formIn, type Visitor } from './visitor.ts'

export type Office = { doorway: Doorway, /** The program office in a browser, for what only pages do. */ desk: Visitor, demonstration: Demonstration }

/** What Meridian's program office has done in the program so far: from three lists of projects to a charter, priorities, a plan and experiments. */
export async function loadProgram (office: Office): Promise<void> {
  await writePapers(office)
  await importProjects(office)
  await decideProjects(office)
  await writeCustomers(office)
  await choosePractices(office)
  await writePlan(office)
  for (const one of experiments) await runExperiment(office, one)
}

async function writePapers ({ desk, demonstration }: Office): Promise<void> {
  const papers = { charter: { ...charter, sponsor: personAt(demonstration, 'Executive team/0').email }, priorities, definition: { 'language-1': 'en', 'text-1': definition } }
  for (const [paper, fields] of Object.entries(papers)) {
    await desk.send(`/program/${paper}/draft`, { edit: 0, next: 'publication', ...fields })
    await desk.send(`/program/${paper}/publication`, { edit: 1 })
  }
}

async function importProjects ({ doorway, demonstration: { portfolio } }: Office): Promise<void> {
  const sent = await doorway.upload('/program/portfolio/imports', portfolio.files.map(({ name, text }) => ['files', name, text] as const))
  const { runId } = portfolioImportReply.parse(sent)
  await doorway.call('POST', `/program/portfolio/imports/${runId}/columns`, { files: portfolio.files.map(({ reading }) => reading) })
  for (const step of ['check', 'apply']) await doorway.call('POST', `/program/portfolio/imports/${runId}/${step}`)
}

/** All projects by title, as they are now. */
async function projectsBy ({ doorway }: Office) {
  const { initiatives } = initiativesReply.parse(await doorway.call('GET', '/program/initiatives'))
  return new Map(initiatives.map(one => [one.title, one]))
}

async function decideProjects (office: Office): Promise<void> {
  const { doorway, demonstration: { portfolio: { projects } } } = office
  const [there, current] = [await projectsBy(office), prioritiesReply.parse(await doorway.call('GET', '/program/priorities')).priorities]
  for (const { title, decided } of projects) {
    const one = there.get(title)
    if (one === undefined || decided === null) continue
    await doorway.call('POST', `/program/initiatives/${one.initiativeId}/decisions`, { kind: decided.kind, version: one.version, reason: decided.reason, ...decided.kind === 'merge' && { into: there.get(decided.into)?.initiativeId } })
  }
  const after = await projectsBy(office)
  for (const { title, serves } of projects) {
    const one = after.get(title)
    if (one === undefined || serves === undefined) continue
    await doorway.call('POST', `/program/initiatives/${one.initiativeId}/becomes`, { version: one.version, becomes: { kind: 'priority', id: current[serves]?.priorityId, text: null } })
  }
}

async function writeCustomers ({ doorway, desk, demonstration }: Office): Promise<void> {
  const unitOf = unitsByName(demonstration)
  for (const { name, description, voice, views, words } of segments) {
    const made = await doorway.call('POST', '/program/segments', { name, description, customers: 'external', voice: personAt(demonstration, voice).email })
    const { segmentId } = segmentIdReply.parse(made)
    for (const { unit, called, ...content } of views) await doorway.call('POST', '/program/views', { unitId: unitOf(unit), segmentId, called, content, draft: false })
    for (const [quote, source] of words) await desk.send(`/program/customers/${segmentId}/words`, { quote, source, month: demonstration.today.slice(0, 7) })
  }
}

async function choosePractices ({ doorway, demonstration }: Office): Promise<void> {
  const unitOf = unitsByName(demonstration)
  await doorway.call('POST', '/program/practices/starting-library')
  for (const practice of ownPractices) practiceReply.parse(await doorway.call('POST', '/program/practices', practice))
  const { practices } = practicesReply.parse(await doorway.call('GET', '/program/practices'))
  for (const [title, units] of adopted) {
    const practice = practices.find(one => one.title === title)
    if (practice === undefined) throw new Error(`There is no practice “${title}”.`)
    for (const unit of units) await doorway.call('POST', `/program/practices/${practice.practiceId}/adoptions`, { unitId: unitOf(unit), wording: null })
  }
}

async function writePlan ({ doorway, desk, demonstration }: Office): Promise<void> {
  const inForce = prioritiesReply.parse(await doorway.call('GET', '/program/priorities')).priorities
  await desk.send('/program/start/plan/draft', {})
  const version = currentPlanReply.parse(await doorway.call('GET', '/program/plan')).draft
  const plan = async () => planReply.parse(await doorway.call('GET', `/program/plan/versions/${version}`))
  const { edition } = await plan()
  await desk.send('/program/start/plan/frame', { edition, vision: charter.vision, priority1: inForce[0]?.title ?? '', priority2: inForce[1]?.title ?? '', priority3: '' })
  const framed = await plan()
  for (const { text, serves } of outcomes) await desk.send('/program/start/plan/outcomes', { text, priorityId: framed.priorities[serves]?.priorityId ?? '' })
  const { outcomes: written } = await plan()
  const ids = new Map<string, string>()
  for (const { text, serves, milestones } of outcomes) {
    const outcomeId = written.find(one => one.text === text)?.outcomeId ?? ''
    for (const [title, measure, target, owner, days, needs] of milestones) {
      const at = await desk.send('/program/start/plan/milestones', { outcomeId, title, measure, target, owner: personAt(demonstration, owner).person, due: daysAfter(demonstration.today, days), priorityId: inForce[serves]?.priorityId ?? '', neededBy: '', edition: '' })
      ids.set(title, at.split('#m-')[1] ?? '')
      if (needs !== null) await desk.send(`/program/start/plan/milestones/${ids.get(title)}/needs`, { needsId: ids.get(needs) ?? '', holds: 'yes' })
    }
  }
  await desk.send('/program/start/plan/approval', { changes: (await plan()).changes })
  const [first] = outcomes[0]?.milestones ?? []
  if (first !== undefined) await desk.send(`/program/roadmap/milestones/${ids.get(first[0])}/marks`, { seen: 'open', state: 'reached', why: 'All six teams have it since this month.', evidence: 'Rights in the refund system, team by team' })
}

async function runExperiment ({ doorway, demonstration }: Office, { unit, from, to, ended, ...said }: (typeof experiments)[number]): Promise<void> {
  const of = (reply: unknown) => experimentReply.parse(reply)
  const { experimentId, version } = of(await doorway.call('POST', '/program/experiments', { unitId: unitsByName(demonstration)(unit), ...said, startsOn: daysAfter(demonstration.today, from), endsOn: daysAfter(demonstration.today, to) }))
  const step = async (act: string, body: object) => of(await doorway.call('POST', `/program/experiments/${experimentId}/${act}`, body))
  if (from > 0) return
  const started = await step('start', { version })
  if (ended === null) return
  const told = await step('result', { version: started.version, result: ended.result, learned: ended.learned })
  await step('decision', { version: told.version, decision: ended.decision, reason: ended.reason })
}

/** A forum of the leaders, from the first vote to the figures. `leaders`: those who came, in a browser each, with what they voted. */
export async function holdForum ({ desk, demonstration }: Office, leaders: readonly { visitor: Visitor, before: number, after: number }[]): Promise<void> {
  const forumId = idOf('forum', demonstration.today)
  const step = (from: string) => desk.send(`/program/start/forums/${forumId}/step`, { from })
  const vote = (round: 'before' | 'after') => Promise.all(leaders.map(one => one.visitor.send(`/program/start/forums/${forumId}/votes`, { round, value: one[round] })))
  await desk.send('/program/start/forums', { forumId, title: forum.title, day: daysAfter(demonstration.today, -16), statement: forum.statement })
  await step('planned')
  await vote('before')
  await step('before')
  for (const side of ['for', 'against'] as const) for (const text of forum[side]) await desk.send(`/program/start/forums/${forumId}/arguments`, { side, text })
  await step('debate')
  await vote('after')
  await step('after')
}

/** What the start in three steps knows of it: the wave that was looked at, whose id it gives, and the workshop that followed. */
export async function linkStart ({ doorway, desk, demonstration }: Office): Promise<string | undefined> {
  const [latest] = releasesReply.parse(await doorway.call('GET', '/releases')).releases
  if (latest !== undefined) await desk.send('/program/start/waves', { waveId: latest.waveId })
  const [workshopId, leaders] = [idOf('workshop', demonstration.today), demonstration.people.filter(({ rank }) => rank === 'leader').map(({ person }) => person)]
  await desk.send('/program/start/workshops', { workshopId, title: 'Two days by the lake', day: daysAfter(demonstration.today, -9) })
  await desk.send(`/program/start/sessions/${workshopId}/attendance`, { listed: leaders, here: leaders.filter((_, at) => at % 4 !== 3) })
  return latest?.waveId
}

/** A persona as whoever answers for the segment puts it together. What departments contradict each other about is left out, and left to decide. */
export async function agreePersona ({ doorway }: Office, voice: Visitor, { name, persona }: (typeof segments)[number]): Promise<void> {
  if (persona === null) return
  const { segments: all } = segmentsReply.parse(await doorway.call('GET', '/program/segments'))
  const segmentId = all.find(one => one.name === name)?.segmentId ?? ''
  const { views } = segmentReply.parse(await doorway.call('GET', `/program/segments/${segmentId}`))
  const said = new Set(persona.leftOut)
  const pick = (views ?? []).flatMap(({ viewId, content }) => listFields.flatMap(field => content[field].flatMap(text => {
    if (said.has(text)) return []
    said.add(text)
    return [`${viewId} ${field} ${text}`]
  })))
  const at = `/program/customers/${segmentId}/persona`
  await voice.send(`${at}/statements`, { draftVersion: 0, pick })
  await voice.send(`${at}/draft`, { ...formIn(await voice.page(at), /\/draft$/)?.fields, summary: persona.summary })
  await voice.send(`${at}/publication`, { ...formIn(await voice.page(at), /\/publication$/)?.fields })
}

const unitsByName = ({ units }: Demonstration) => (name: string): string => {
  const found = units.find(one => one.name === name)
  if (found === undefined) throw new Error(`There is no unit “${name}”.`)
  return found.unit
}
