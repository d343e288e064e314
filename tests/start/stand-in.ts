// Stands in for every service, so that the launcher is tested apart from what it launches: a database, a listener, a stop.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Env } from '@weft/service-kit/config'
import type { Running } from '@weft/service-kit/service'
import pg from 'pg'

export async function start (env: Env): Promise<Running> {
  const name = env['NAME'] ?? ''
  const pool = new pg.Pool({ connectionString: env['DATABASE_URL'] })
  pool.on('error', () => undefined)
  const server = createServer((request, response) => {
    const answer = async () => {
      if (request.url === '/crash') setImmediate(() => process.exit(7))
      if (request.method === 'POST') await pool.query(/* sql */ `insert into note (words) values ('kept')`)
      const { rows } = await pool.query<{ notes: number }>(/* sql */ `select count(*)::int as notes from note`)
      return { name, pid: process.pid, env, process: Object.keys(process.env), notes: rows[0]?.notes }
    }
    answer().then(body => response.end(JSON.stringify(body)), (error: Error) => response.writeHead(500).end(error.message))
  })
  await new Promise<void>(resolve => server.listen(Number(env['PORT']), env['HOST'], resolve))
  return {
    name,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await pool.end()
    }
  }
}
