// Beside the door while Weft is evaluated: brings its development provider to this machine's loopback.
import { readConfig } from '@weft/service-kit/config'
import { z } from 'zod'
import { forward, forwardShape } from './forward.ts'

export const evaluationForwardShape = z.object({ FORWARD: forwardShape.describe('port that is listened on, and the port on loopback it leads to') })

if (import.meta.main) {
  await forward(readConfig(evaluationForwardShape, process.env).FORWARD)
  process.once('SIGTERM', () => process.exit(0))
}
