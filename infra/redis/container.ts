import { Wait } from 'testcontainers'
import { engineThatAnswers, LoopbackContainer } from '../container/loopback.ts'
import { freePorts } from '../free-ports.ts'
import { settings, type Redis } from './redis.ts'

const IMAGE = 'redis:7.4-alpine'
const INSIDE = 6379

/** A Redis in a container. Gives the reason when no container engine answers within five seconds. */
export async function startContainer (): Promise<Redis | string> {
  const engine = await engineThatAnswers()
  if (!engine) return 'no engine answers'
  const [outside = 0] = await freePorts(1)
  const container = await new LoopbackContainer(IMAGE, { inside: INSIDE, outside })
    .withCommand(['redis-server', ...settings])
    .withWaitStrategy(Wait.forLogMessage(/Ready to accept connections/))
    .withStartupTimeout(120_000)
    .start()
  const inner = engine.container.getById(container.getId())
  return {
    url: `redis://127.0.0.1:${outside}`,
    ours: true,
    stop: async () => { await container.stop({ timeout: 5_000, remove: false }) },
    restart: async () => { await inner.restart() },
    freeze: async () => { await inner.pause() },
    thaw: async () => { await inner.unpause() }
  }
}
