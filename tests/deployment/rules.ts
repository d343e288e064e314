import type { Compose, Container } from './compose.ts'

/** Service → zone; what is not named here (kafka, the collector) belongs to none. */
export type Zones = Readonly<Record<string, string>>

/** Programs that run to their end; all others stay. */
export const runsOnce = ({ restart }: Container): boolean => restart?.startsWith('on-failure') ?? false

/** What a container may do to its machine: nothing it does not need. Gives a sentence for each that may more. */
export function hardeningFindings ({ services }: Compose): string[] {
  return Object.entries(services).flatMap(([name, container]) => {
    const { user = '' } = container
    const ours = container.image?.startsWith('weft/') ?? false
    const demands: Record<string, boolean> = {
      'has a file system that can be written': container.read_only === true,
      'keeps capabilities': container.cap_drop?.includes('ALL') === true && container.cap_add === undefined && container.privileged !== true,
      'may gain privileges': container.security_opt?.includes('no-new-privileges:true') === true,
      'has nobody to reap its children': container.init === true,
      'has no limit of memory, processor or processes': container.mem_limit !== undefined && container.cpus !== undefined && container.pids_limit !== undefined,
      'may fill the disk with its log': container.logging?.options?.['max-size'] !== undefined,
      'is not started again': container.restart === 'unless-stopped' || runsOnce(container),
      'runs as root': ours ? user === '' : /^[1-9]\d*(:[1-9]\d*)?$/.test(user),
      'sees a folder of this machine': container.volumes.every(volume => /^[a-z]/.test(volume)),
      'cannot be asked whether it is well': runsOnce(container) || container.healthcheck !== undefined || container.build?.target === 'service'
    }
    return Object.entries(demands).filter(([, kept]) => !kept).map(([finding]) => `${name} ${finding}`)
  })
}

/** Who may be in one network. A network holds the services of one zone at most; the door and Kafka may stand in several. */
export function networkFindings ({ services, networks }: Compose, zones: Zones, bridges: readonly string[]): string[] {
  return Object.entries(networks).flatMap(([network, options]) => {
    const members = Object.keys(services).filter(name => services[name]?.networks.includes(network))
    const meeting = new Set(members.filter(name => !bridges.includes(name)).map(name => zoneOf(name, zones)).filter(zone => zone !== undefined))
    const owned = /^db-(.+)$/.exec(network)?.[1]
    const guests = owned === undefined ? [] : members.filter(name => ![owned, `${owned}-database`, `postgres-${owned}`].includes(name))
    return [
      ...meeting.size > 1 ? [`${network} joins ${[...meeting].sort().join(' and ')}`] : [],
      ...guests.map(guest => `${guest} reaches the database of ${owned}`),
      ...options?.internal !== true && members.length > 1 ? [`${network} leads out of this machine for ${members.join(' and ')}`] : []
    ]
  })
}

/** Who gets out of this machine without being meant to: a bridge that is not internal leads out, unless Docker lends it no address of this machine. */
export function wayOutFindings ({ services, networks }: Compose, goOut: readonly string[]): string[] {
  const leadsOut = (network: string) => networks[network]?.internal !== true && networks[network]?.driver_opts?.['com.docker.network.bridge.enable_ip_masquerade'] !== 'false'
  return Object.entries(services).flatMap(([name, container]) => {
    const ways = container.networks.filter(leadsOut)
    return [
      ...goOut.includes(name) ? [] : ways.map(network => `${name} gets out of this machine by ${network}`),
      ...goOut.includes(name) && ways.length === 0 ? [`${name} cannot get out of this machine`] : []
    ]
  })
}

/** A service, and what prepares or keeps its database, are of one zone. */
export function zoneOf (container: string, zones: Zones): string | undefined {
  return zones[container.replace(/^postgres-|-database$/g, '')] ?? zones[container]
}

/** What is published to this machine or beyond: two ports, by default on loopback. */
export function portFindings ({ services }: Compose, allowed: Readonly<Record<string, string>>): string[] {
  return Object.entries(services).flatMap(([name, { ports }]) => ports.filter(port => port !== allowed[name]).map(port => `${name} publishes ${port}`))
}

/** Whose secret is given to whom: a service's own files to it, to its database and to what prepares that. */
export function secretFindings ({ services, secrets }: Compose, known: readonly string[], zones: Zones, shared: Readonly<Record<string, readonly string[]>>): string[] {
  const mayHave = (secret: string): readonly string[] => {
    const owner = Object.keys(zones).find(service => secret.startsWith(`${service}_`))
    return shared[secret] ?? (owner === undefined ? [] : [owner, `${owner}-database`, `postgres-${owner}`])
  }
  const given = Object.entries(services).flatMap(([name, container]) => container.secrets.map(secret => ({ name, secret })))
  return [
    ...given.filter(({ name, secret }) => !mayHave(secret).includes(name)).map(({ name, secret }) => `${name} is given ${secret}`),
    ...known.filter(secret => secrets[secret]?.file !== `secrets/${secret}`).map(secret => `${secret} is made, but not declared`),
    ...Object.keys(secrets).filter(secret => !known.includes(secret)).map(secret => `${secret} is declared, but nobody makes it`),
    ...known.filter(secret => !given.some(one => one.secret === secret)).map(secret => `${secret} is made, but nobody gets it`),
    ...Object.entries(services).flatMap(([name, { environment, secrets: own }]) => Object.values(environment)
      .flatMap(value => [...String(value).matchAll(/\/run\/secrets\/(\w+)/g)].map(match => match[1] ?? ''))
      .filter(secret => !own.includes(secret)).map(secret => `${name} reads ${secret} and is not given it`))
  ]
}
