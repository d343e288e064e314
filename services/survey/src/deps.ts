import type { BaseDeps } from '@weft/service-kit/service'
import type { SurveyConfig } from './config.ts'

export type Deps = BaseDeps & { config: Pick<SurveyConfig, 'PUBLIC_HOST' | 'PUBLIC_PORT' | 'PUBLIC_ORIGIN' | 'PUBLIC_LOG_FILE' | 'LIMIT_PER_LINK_PER_MINUTE' | 'REDEMPTION_HOUR' | 'TIME_ZONE' | 'HEADERS_SECONDS' | 'REQUEST_SECONDS'> }
