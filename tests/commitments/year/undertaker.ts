import kafkajs from 'kafkajs'
import { once } from 'node:events'
import { connect } from 'node:net'

/**
 * Tells the broker that all members of a group are gone. It would find out by itself after the 15 s of a session, which tests/faults waits for;
 * a year with thirty deaths would stand still for five minutes.
 */
export async function openUndertaker (brokers: string, group: string) {
  const admin = new kafkajs.Kafka({ brokers: [brokers], clientId: 'undertaker', logLevel: kafkajs.logLevel.NOTHING }).admin()
  await admin.connect()
  return {
    bury: async () => {
      const { groups: [found] } = await admin.describeGroups([group])
      for (const { memberId } of found?.members ?? []) await leave(brokers, group, memberId)
    },
    close: () => admin.disconnect()
  }
}

/** LeaveGroup, version 0, in the name of another: kafkajs lets nobody leave but oneself. One broker leads every group. */
async function leave (broker: string, group: string, member: string): Promise<void> {
  const [host, port] = broker.split(':')
  const socket = connect(Number(port), host)
  const request = Buffer.concat([Buffer.from([0, 13, 0, 0, 0, 0, 0, 1]), text('undertaker'), text(group), text(member)])
  const size = Buffer.alloc(4)
  size.writeInt32BE(request.length)
  socket.write(Buffer.concat([size, request]))
  await once(socket, 'data')
  socket.destroy()
}

function text (words: string): Buffer {
  const length = Buffer.alloc(2)
  length.writeInt16BE(Buffer.byteLength(words))
  return Buffer.concat([length, Buffer.from(words)])
}
