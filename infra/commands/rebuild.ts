// `npm run rebuild -- --wave W`: sends the wave's sheets again under the same ids and waits until scoring has them all.
import { setTimeout as pause } from 'node:timers/promises'
import { scoringReply, type ScoringReply } from '@weft/contracts/scoring/api'
import { reEmissionReply } from '@weft/contracts/survey/api'
import { readArguments, readWaveId } from './arguments.ts'
import { openOperator, runCommand, type Operator } from './operator.ts'

const usage = 'npm run rebuild -- --wave <id>'
const LONGEST_SECONDS = 300
const PAUSE_MS = 500

runCommand(async () => {
  const { wave } = readArguments(process.argv.slice(2), { wave: { type: 'string' } }, usage)
  const waveId = readWaveId(wave, usage)
  const ask = await openOperator(process.env)
  const { sheets } = await ask({ to: 'survey', method: 'POST', path: `/waves/${waveId}/re-emission`, roles: ['program-office'], withinSeconds: LONGEST_SECONDS }, reEmissionReply)
  process.stdout.write(`${sheets} sheets are on their way again.\n`)
  const { state, sheetsReceived, missing, releases } = await untilReleased(ask, waveId)
  const newest = releases.at(-1)
  if (state === 'released' && newest !== undefined) {
    process.stdout.write(`All are there: release ${newest.number}, ${newest.scores} scores, ${newest.sha256}\n`)
    return 0
  }
  process.stderr.write(`After ${LONGEST_SECONDS} s scoring has ${sheetsReceived} sheets. Still missing: ${missing.join(', ')}.\n`)
  return 1
})

async function untilReleased (ask: Operator, waveId: string): Promise<ScoringReply> {
  const last = Date.now() + LONGEST_SECONDS * 1_000
  for (;;) {
    const reply = await ask({ to: 'scoring', method: 'GET', path: `/waves/${waveId}/scoring`, roles: ['program-office'] }, scoringReply)
    if (reply.state === 'released' || Date.now() >= last) return reply
    await pause(PAUSE_MS)
  }
}
