import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day, sourceId } from '../vocabulary.ts'
import { experimentDecision, experimentState, experimentVerdict } from './experiment-api.ts'

const experiment = z.object({
  experimentId: z.uuid(),
  unitId: sourceId.describe('where it is tried'),
  state: experimentState,
  startsOn: day,
  endsOn: day,
  verdict: experimentVerdict.nullable().describe('null until it has ended'),
  decision: experimentDecision.nullable(),
  version: z.int().positive().describe('counts up with each change')
})
export type ExperimentChanged = z.infer<typeof experiment>

export const experimentChanged = contract<ExperimentChanged>({
  topic: 'int.program.experiment.v1',
  type: 'experiment-changed',
  meaning: 'An experiment was registered, changed, started, ended with what came out, decided or withdrawn. Names nobody.',
  key: 'experiment id',
  content: 'structure',
  data: experiment,
  example: { experimentId: '0197e0c8-0000-7000-8000-000000000001', unitId: 'U-10', state: 'ended', startsOn: '2026-09-01', endsOn: '2026-10-01', verdict: 'not-moved', decision: null, version: 4 }
})
