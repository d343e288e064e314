import { freePorts, isFree } from '../free-ports.ts'

/** Where everything listens. All on loopback. */
export type Ports = { door: number, surveys: number, catcher: number, provider: number, smtp: number, postgres: number, services: Record<string, number> }

/**
 * The fixed plan: the door on `base`, surveys, mail catcher and development provider after it, services from `base` + 10.
 * With base 0 every port is one that is free now, so that several installations run side by side.
 */
export async function planPorts (base: number, services: readonly string[]): Promise<Ports> {
  const names = ['door', 'surveys', 'catcher', 'provider', 'smtp', 'postgres', ...services]
  const found = base === 0 ? await freePorts(names.length) : await unused(names.map(name => base + offsetOf(name, services)))
  const [door = 0, surveys = 0, catcher = 0, provider = 0, smtp = 0, postgres = 0, ...rest] = found
  return { door, surveys, catcher, provider, smtp, postgres, services: Object.fromEntries(services.map((name, i) => [name, rest[i] ?? 0])) }
}

function offsetOf (name: string, services: readonly string[]): number {
  const places: Record<string, number> = { door: 0, surveys: 1, catcher: 2, provider: 3, smtp: 4, postgres: 5 }
  return places[name] ?? 10 + services.indexOf(name)
}

/** The same ports. Throws a sentence that names one that is taken. */
async function unused (ports: readonly number[]): Promise<readonly number[]> {
  for (const port of ports) {
    if (!await isFree(port)) throw new Error(`Port ${port} is taken by another program. Set WEFT_PORT to another first port, or to 0 for free ones.`)
  }
  return ports
}
