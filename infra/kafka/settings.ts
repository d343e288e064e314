/** The largest batch a broker takes. A record of the seam (a million bytes) fits with room for its frame. */
const MESSAGE_MAX_BYTES = 2_097_176

export type Place = { port: number, controllerPort: number, dataDir: string }

/** One node that is broker and controller, on loopback alone. Topics are made by us: nothing appears by being written to. */
export function settingsOf ({ port, controllerPort, dataDir }: Place): Record<string, string> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': dataDir,
    ...singleNode
  }
}

/** What a broker alone needs, however it is run. */
export const singleNode: Record<string, string> = {
  'auto.create.topics.enable': 'false',
  'message.max.bytes': String(MESSAGE_MAX_BYTES),
  'offsets.topic.replication.factor': '1',
  'offsets.topic.num.partitions': '4',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'transaction.state.log.num.partitions': '4',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  'group.initial.rebalance.delay.ms': '0'
}

export const propertiesOf = (settings: Record<string, string>) =>
  Object.entries(settings).map(([name, value]) => `${name}=${value}\n`).join('')
