import { seconds, serviceConfig } from '@weft/service-kit/config'

export const scoringConfig = serviceConfig.extend({
  RE_EMISSION_AFTER_SECONDS: seconds.default(60).describe('so long after the hand-over a wave may stay incomplete before its sheets are asked for again')
})
