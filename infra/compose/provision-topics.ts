// Every topic of the contracts, and who may write and read it; run to its end before the services start, and again at every start.
import { topics } from '@weft/contracts/topics'
import { port, readConfig, serviceConfig } from '@weft/service-kit/config'
import { openLog } from '@weft/service-kit/log'
import { openKafka } from '@weft/service-kit/transport/kafka'
import { kafkaClient } from '@weft/service-kit/transport/kafka-client'
import { withAdmin } from '@weft/service-kit/transport/kafka-producer'
import { brokerOf } from '@weft/service-kit/transport/open'
import { giveRights, rightsOf } from '../kafka/rights.ts'
import { zones } from '../small-default/house.ts'

export const topicProvisionShape = serviceConfig.pick({ KAFKA_BROKERS: true, KAFKA_USER: true, KAFKA_PASSWORD: true, KAFKA_MECHANISM: true, KAFKA_TLS: true }).extend({
  TOPIC_COPIES: port.default(1).describe('copies of each topic made here; as many brokers are needed')
})

if (import.meta.main) {
  const { TOPIC_COPIES, ...config } = readConfig(topicProvisionShape, process.env)
  const options = { ...brokerOf(config), clientId: 'provision', log: openLog({ name: 'provision', level: 'warn', file: '' }) }
  const transport = openKafka({ ...options, replicationFactor: TOPIC_COPIES })
  await transport.ensureTopics(topics)
  await transport.close()
  const { given, taken } = await withAdmin(kafkaClient(options), admin => giveRights(admin, rightsOf(Object.values(zones).flat(), topics)))
  process.stdout.write(`${topics.length} topics are there. Rights given: ${given}, taken away: ${taken}.\n`)
}
