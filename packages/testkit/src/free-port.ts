import { freePorts } from '../../../infra/free-ports.ts'

/** A port on 127.0.0.1 that nobody listens on now. */
export async function freePort (): Promise<number> {
  const [port = 0] = await freePorts(1)
  return port
}
