import { relative } from 'node:path'
import { z } from 'zod'

// Vitest's JSON report, as far as it is needed.
const test = z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() })
const report = z.object({ testResults: z.array(z.object({ name: z.string(), status: z.string(), message: z.string().nullish(), assertionResults: z.array(test) })) })

/**
 * A line for each failure of a vitest run: file, test, and the first line of what went wrong; of a file that could not begin, the file.
 * A log is often kept by its end alone, so they are told there again. No report, no lines: its step is counted as failed by itself.
 */
export function failuresOf (json: unknown, root: string): string[] {
  const parsed = report.safeParse(json)
  if (!parsed.success) return []
  return parsed.data.testResults.filter(file => file.status === 'failed').flatMap(({ name, message, assertionResults }) => {
    const file = relative(root, name)
    const red = assertionResults.filter(({ status }) => status === 'failed')
    if (red.length === 0) return [`${file}: ${firstLine(message)}`]
    return red.map(({ fullName, failureMessages }) => `${file} > ${fullName}: ${firstLine(failureMessages?.[0])}`)
  })
}

function firstLine (message: string | null | undefined): string {
  return message?.trim().split('\n')[0]?.slice(0, 300) ?? ''
}
