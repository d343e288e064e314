import type { OrganisationReply } from '@weft/contracts/directory/api'
import type { ReleaseHead } from '@weft/contracts/reporting/api'
import type { WaveReply } from '@weft/contracts/survey/api'

export type ProgramState = {
  /** null: this reader may not see it, or it is not reachable now. */
  organisation: OrganisationReply | null
  waves: readonly WaveReply[]
  release: ReleaseHead | null
}
export type Task = { name: string, why: string, href: string, done: boolean }

/** The way from an empty installation to the first heat map. Past answers are a way as good as a wave. */
export function setUpTasks ({ organisation, waves, release }: ProgramState): Task[] {
  const [live, past] = [waves.filter(wave => wave.kind === 'live'), waves.some(wave => wave.kind === 'past')]
  const first = live[0]
  const at = first === undefined ? '/waves/new' : `/waves/${first.waveId}`
  return [
    { name: 'Import your people', why: 'Two CSV files from the HR system: units and people.', href: '/people', done: organisation !== null && organisation.version !== null },
    { name: 'Plan a wave', why: 'Choose the questions and the last day. Or bring in answers of a past survey.', href: '/waves/new', done: live.length > 0 || past },
    { name: 'Launch it', why: 'Everybody gets a personal link by e-mail.', href: at, done: past || live.some(({ state }) => state !== 'planned') },
    { name: 'Close it', why: 'By hand, or by itself after its last day.', href: at, done: past || live.some(({ state }) => state === 'closed') },
    { name: 'Read the heat map', why: 'Where you are strong, and where there is most room to grow.', href: '/heat-map', done: release !== null }
  ]
}

/** The wave that is running or was planned last, if any. */
export const waveInHand = (waves: readonly WaveReply[]): WaveReply | null =>
  waves.find(({ state, kind }) => kind === 'live' && (state === 'opened' || state === 'launch-requested')) ?? waves.find(({ state }) => state === 'planned') ?? null
