// Beside participation while Weft is evaluated: catches every mail and shows it to whoever runs this machine.
import { port, readConfig } from '@weft/service-kit/config'
import { startCatcher } from '../small-default/catcher.ts'
import { evaluationForwardShape } from './evaluation-forward.ts'
import { forward } from './forward.ts'

export const evaluationMailShape = evaluationForwardShape.extend({
  SMTP_PORT: port.describe('port of the catching mail server on loopback'),
  PAGE_PORT: port.describe('port of the page that shows what was caught, on loopback')
})

if (import.meta.main) {
  const { SMTP_PORT, PAGE_PORT, FORWARD } = readConfig(evaluationMailShape, process.env)
  await startCatcher({ smtpPort: SMTP_PORT, pagePort: PAGE_PORT })
  await forward(FORWARD)
  process.once('SIGTERM', () => process.exit(0))
}
