import { redisUrl, seconds, serviceConfig } from '@weft/service-kit/config'

const count = seconds

export const reportingConfig = serviceConfig.extend({
  REDIS_URL: redisUrl,
  STREAMS: count.default(200).describe('streams of scores open at once in this process'),
  STREAMS_PER_SUBJECT: count.default(5).describe('streams of scores open at once for one person or access key'),
  STREAM_LOOK_SECONDS: seconds.refine(value => value >= 1 && value <= 60, 'is not 1 to 60').default(1).describe('how often waiting streams look for a new release, 1 to 60; with Redis they hear of it at once besides'),
  STREAM_PATIENCE_SECONDS: seconds.default(30).describe('a reader that takes nothing for so long is dropped; it resumes by Last-Event-ID')
})
