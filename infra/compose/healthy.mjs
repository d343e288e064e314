// What a service's container asks itself: is it ready? Plain JavaScript on node: alone, so that asking costs little.
import { get } from 'node:http'

const request = get({ host: '127.0.0.1', port: process.env.PORT, path: '/health/ready', timeout: 2_500 }, response => {
  response.resume()
  process.exitCode = response.statusCode === 200 ? 0 : 1
})
request.on('timeout', () => request.destroy(new Error('no answer')))
request.on('error', () => { process.exitCode = 1 })
