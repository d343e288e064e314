import { seconds, serviceConfig } from '@weft/service-kit/config'

const count = seconds

export const reportingConfig = serviceConfig.extend({
  STREAMS: count.default(200).describe('streams of scores open at once in this process'),
  STREAMS_PER_SUBJECT: count.default(5).describe('streams of scores open at once for one person or access key'),
  STREAM_PATIENCE_SECONDS: seconds.default(30).describe('a reader that takes nothing for so long is dropped; it resumes by Last-Event-ID')
})
