import type { BaseDeps } from '@weft/service-kit/service'

export type Deps = BaseDeps
