import { serviceConfig } from '@weft/service-kit/config'

export const programConfig = serviceConfig
