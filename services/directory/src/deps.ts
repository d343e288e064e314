import type { BaseDeps } from '@weft/service-kit/service'

export type Deps = BaseDeps & {
  /** Sign-in name, in lower case, that has the program-office role while nobody in the directory has it. */
  firstOfficeSignIn: string
}
