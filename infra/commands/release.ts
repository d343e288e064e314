// `npm run release -- --wave W --verify`: makes the newest release of a wave again from its tallies, writes nothing, and compares.
import { verificationReply } from '@weft/contracts/scoring/api'
import { readArguments, readWaveId } from './arguments.ts'
import { openOperator, runCommand, Stop } from './operator.ts'

const usage = 'npm run release -- --wave <id> --verify'
const LONGEST_SECONDS = 300

runCommand(async () => {
  const { wave, verify = false } = readArguments(process.argv.slice(2), { wave: { type: 'string' }, verify: { type: 'boolean' } }, usage)
  const waveId = readWaveId(wave, usage)
  if (!verify) throw new Stop(`A release makes itself when all sheets are there. To check one: ${usage}`)
  const ask = await openOperator(process.env)
  const { releaseId, released, recomputed, same } = await ask(
    { to: 'scoring', method: 'GET', path: `/waves/${waveId}/release/verification`, roles: ['program-office'], withinSeconds: LONGEST_SECONDS }, verificationReply)
  process.stdout.write(`release    ${releaseId}\nreleased   ${released}\nrecomputed ${recomputed}\n${same ? 'The same.' : 'NOT the same.'}\n`)
  return same ? 0 : 1
})
