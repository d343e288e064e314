import type { PortfolioImportReply, PortfolioImportsReply } from '@weft/contracts/program/portfolio-api'
import type { Run } from './portfolio-import.store.ts'

/** An import as a line of the list. */
export const lineOf = ({ runId, number, state, startedAt, startedByName, appliedAt, files, counts }: Run): PortfolioImportsReply['runs'][number] => ({
  runId, number, state: state === 'uploading' ? 'matching' : state, startedAt: startedAt.toISOString(), startedBy: startedByName, appliedAt: appliedAt?.toISOString() ?? null,
  files: files.map(({ name, rows }) => ({ name, rows })), counts
})

export const replyOf = (run: Run): PortfolioImportReply => ({ ...lineOf(run), files: run.files, spellings: run.spellings })
