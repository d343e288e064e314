import { setTimeout as pause } from 'node:timers/promises'
import kafkajs, { type AclEntry, type Admin } from 'kafkajs'

/** One topic as far as rights go: who writes it and who reads it. */
export type Stream = { name: string, producer: string, readers: readonly string[] }
/**
 * A service may write or read a topic, or be a member of the consumer group that bears its name. To number what it sends, it registers with
 * the cluster: its relay does so before it knows whether there is anything to send. Everything else is refused.
 */
export type Right = { service: string, may: 'write' | 'read' | 'register', what: 'topic' | 'group' | 'cluster', name: string }

/** What each service may do on a broker: write what it produces, read what it is named a reader of, as the group of its own name. */
export function rightsOf (services: readonly string[], streams: readonly Stream[]): Right[] {
  return services.flatMap((service): Right[] => {
    const written = streams.filter(stream => stream.producer === service)
    const read = streams.filter(stream => stream.readers.includes(service))
    return [
      ...written.map(({ name }): Right => ({ service, may: 'write', what: 'topic', name })),
      ...read.map(({ name }): Right => ({ service, may: 'read', what: 'topic', name })),
      ...read.length > 0 ? [{ service, may: 'read', what: 'group', name: service } satisfies Right] : [],
      ...written.length + read.length > 0 ? [{ service, may: 'register', what: 'cluster', name: 'kafka-cluster' } satisfies Right] : []
    ]
  })
}

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs
const everything = {
  resourceType: AclResourceTypes.ANY, resourcePatternType: ResourcePatternTypes.ANY,
  operation: AclOperationTypes.ANY, permissionType: AclPermissionTypes.ANY
}

const WITHIN_MS = 60_000

/**
 * Gives exactly these rights: makes what is missing, and takes away whatever else there is. Returns how many of each, when the broker
 * goes by them: it says yes before it does, by seconds sometimes. Throws a sentence when it does not within a minute.
 */
export async function giveRights (admin: Admin, rights: readonly Right[]): Promise<{ given: number, taken: number }> {
  const { missing, surplus } = await differenceOf(admin, rights)
  if (missing.length > 0) await admin.createAcls({ acl: missing })
  if (surplus.length > 0) await admin.deleteAcls({ filters: surplus })
  const end = Date.now() + WITHIN_MS
  for (let left = missing.length + surplus.length; left > 0;) {
    if (Date.now() > end) throw new Error(`The broker took ${missing.length + surplus.length} changes of rights and does not go by ${left} of them.`)
    await pause(200)
    const still = await differenceOf(admin, rights)
    left = still.missing.length + still.surplus.length
  }
  return { given: missing.length, taken: surplus.length }
}

async function differenceOf (admin: Admin, rights: readonly Right[]): Promise<{ missing: AclEntry[], surplus: AclEntry[] }> {
  const wanted = new Map(rights.map(right => [idOf(entryOf(right)), entryOf(right)]))
  const { resources } = await admin.describeAcls(everything)
  const present = new Map(resources.flatMap(({ acls, ...resource }) => acls.map(acl => [idOf({ ...resource, ...acl }), { ...resource, ...acl }] as const)))
  return {
    missing: [...wanted].flatMap(([id, entry]) => present.has(id) ? [] : [entry]),
    surplus: [...present].flatMap(([id, entry]) => wanted.has(id) ? [] : [entry])
  }
}

// Reading and writing both include asking what a topic is like.
const entryOf = ({ service, may, what, name }: Right): AclEntry => ({
  resourceType: { topic: AclResourceTypes.TOPIC, group: AclResourceTypes.GROUP, cluster: AclResourceTypes.CLUSTER }[what],
  resourceName: name,
  resourcePatternType: ResourcePatternTypes.LITERAL,
  principal: `User:${service}`,
  host: '*',
  operation: { write: AclOperationTypes.WRITE, read: AclOperationTypes.READ, register: AclOperationTypes.IDEMPOTENT_WRITE }[may],
  permissionType: AclPermissionTypes.ALLOW
})

const idOf = ({ resourceType, resourceName, resourcePatternType, principal, host, operation, permissionType }: AclEntry): string =>
  JSON.stringify([resourceType, resourceName, resourcePatternType, principal, host, operation, permissionType])
