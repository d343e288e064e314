import type { CommitmentReply } from '@weft/contracts/commitments/commitment-api'
import type { RoleName } from '@weft/contracts/vocabulary'
import type { Finding } from '@weft/service-kit/page/controls'
import type { Done } from './words.ts'

export type Colleagues = readonly { personId: string, name: string }[]
/** What the page of one commitment is made of. `newId`: for one more milestone. */
export type CommitmentView = { roles: readonly RoleName[], one: CommitmentReply, colleagues: Colleagues, newId: string, problems: readonly Finding[], done: Done | null, /** What was typed into a form that was sent back. */ typed: Readonly<Record<string, string>> }
