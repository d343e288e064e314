import { GenericContainer, getContainerRuntimeClient } from 'testcontainers'

/** A container whose one port is published on loopback alone, under a number that stays the same when it is started again. */
export class LoopbackContainer extends GenericContainer {
  readonly #ports: { inside: number, outside: number }

  constructor (image: string, ports: { inside: number, outside: number }) {
    super(image)
    this.#ports = ports
    this.withExposedPorts({ container: ports.inside, host: ports.outside })
  }

  protected override async beforeContainerCreated (): Promise<void> {
    const { inside, outside } = this.#ports
    this.hostConfig.PortBindings = { [`${inside}/tcp`]: [{ HostIp: '127.0.0.1', HostPort: String(outside) }] }
  }
}

/** The container engine of this machine; undefined when none answers within five seconds. */
export async function engineThatAnswers () {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>(done => { timer = setTimeout(() => done(undefined), 5_000) })
  try {
    return await Promise.race([getContainerRuntimeClient(), late])
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}
