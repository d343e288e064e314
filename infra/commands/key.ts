// `npm run --silent key -- --sign-in office@localhost`: makes an access key for machines and prints it, once.
import { z } from 'zod'
import { readArguments } from './arguments.ts'
import { openOperator, runCommand } from './operator.ts'

const usage = 'npm run --silent key -- --sign-in office@localhost'

runCommand(async () => {
  const { 'sign-in': signIn = 'office@localhost' } = readArguments(process.argv.slice(2), { 'sign-in': { type: 'string' } }, usage)
  const ask = await openOperator(process.env)
  const { key } = await ask({ to: 'web', method: 'POST', path: '/v1/keys', roles: ['operator'], body: { signIn } }, z.object({ key: z.string() }))
  process.stdout.write(`${key}\n`)
  return 0
})
