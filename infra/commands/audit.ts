// `npm run audit -- --verify`: follows the audit log line by line from the first, on its own, and compares it with every head that was shipped.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { auditReply } from '@weft/contracts/web/api'
import { faultOfHeads, follow, sentenceOfFault, START, type Head } from '@weft/web/audit/entry'
import { z } from 'zod'
import { readArguments } from './arguments.ts'
import { homeFolder, openOperator, runCommand, Stop, type Operator } from './operator.ts'

const usage = 'npm run audit -- --verify [--heads <file>]'
const headLine = z.object({ seq: z.int(), hash: z.string() })

runCommand(async () => {
  const { verify, heads } = readArguments(process.argv.slice(2), { verify: { type: 'boolean' }, heads: { type: 'string' } }, usage)
  if (verify !== true) throw new Stop(`Write it like this: ${usage}`)
  const file = heads ?? join(homeFolder(process.env), 'audit-head.jsonl')
  const shipped = headsIn(file)
  const log = await wholeLog(await openOperator(process.env), new Set(shipped.map(head => head.seq)))
  const fault = log.fault ?? faultOfHeads(shipped, log.hashAt)
  if (fault !== null) {
    process.stdout.write(`The audit log is broken. ${sentenceOfFault(fault)}\n`)
    return 1
  }
  process.stdout.write(`The audit log is whole: ${log.head.seq} lines, last hash ${log.head.hash}. ${shipped.length === 0 ? `No head was shipped to ${file} yet, so a cut end would not be seen.` : `It fits the ${shipped.length} heads in ${file}.`}\n`)
  return 0
})

function headsIn (file: string): Head[] {
  if (!existsSync(file)) return []
  try {
    return readFileSync(file, 'utf8').split('\n').filter(line => line !== '').map(line => headLine.parse(JSON.parse(line)))
  } catch {
    throw new Stop(`${file} is not a file of heads: each line is a JSON object with seq and hash.`)
  }
}

async function wholeLog (ask: Operator, wanted: ReadonlySet<number>) {
  const hashAt = new Map<number, string>()
  let at: { head: Head, fault: ReturnType<typeof follow>['fault'] } = { head: START, fault: null }
  for (let after: number | null = 0; after !== null && at.fault === null;) {
    const page: z.infer<typeof auditReply> = await ask({ to: 'web', method: 'GET', path: `/v1/audit?after=${after}`, roles: ['operator'] }, auditReply)
    for (const { seq, hash } of page.entries) if (wanted.has(seq)) hashAt.set(seq, hash)
    at = follow(at.head, page.entries)
    after = page.next
  }
  return { ...at, hashAt }
}
