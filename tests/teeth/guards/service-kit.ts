import type { Guard } from '../bite.ts'

const kit = 'packages/service-kit/src'

/** What all services stand on. */
export const serviceKit: readonly Guard[] = [
  {
    name: 'inbox dedupe',
    patches: [{ file: `${kit}/inbox.ts`, find: 'return deliveries.filter(delivery => unseen.delete(`${delivery.consumer} ${delivery.id.toLowerCase()}`)) // guard: once only', replace: 'return [...deliveries]' }],
    file: `${kit}/inbox.int.test.ts`, test: 'When a batch comes twice, and an event twice within it'
  },
  {
    name: 'one order of the inbox',
    patches: [{ file: `${kit}/inbox.ts`, find: '    order by d.consumer, d.event_id -- guard: one order\n', replace: '' }],
    file: `${kit}/inbox.int.test.ts`, test: 'When two processes get the same batch in opposite order'
  },
  {
    name: 'inbox inside the transaction',
    patches: [{ file: `${kit}/inbox.ts`, find: '  const fresh = await noteAll(tx, deliveries)\n  if (fresh.some', replace: "  const fresh = await noteAll(tx, deliveries)\n  await tx.query('commit')\n  await tx.query('begin')\n  if (fresh.some" }],
    file: `${kit}/inbox.int.test.ts`, test: 'When the effect fails in the middle'
  },
  {
    name: 'delete after acknowledge',
    patches: [{ file: `${kit}/relay.ts`, find: '      await producer.send(rows.map(row => recordOf(row, source)))\n      await forget(client, rows)', replace: '      await forget(client, rows)\n      await producer.send(rows.map(row => recordOf(row, source)))' }],
    file: `${kit}/relay.int.test.ts`, test: 'When a send fails, then nothing is deleted'
  },
  {
    name: 'delete exactly what was acknowledged',
    patches: [{ file: `${kit}/relay.ts`, find: 'where o.position = any($1::bigint[])', replace: 'where o.position <= (select max(p) from unnest($1::bigint[]) p)' }],
    file: `${kit}/relay.int.test.ts`, test: 'When a row with a lower position becomes visible'
  },
  {
    name: 'relay lock',
    patches: [{ file: `${kit}/relay.ts`, find: 'while (!await tryLock(client, `outbox:${source}`)) { // guard: one sender', replace: 'while (!await tryLock(client, `outbox:${process.hrtime.bigint()}`)) {' }],
    file: `${kit}/relay.int.test.ts`, test: 'When two relays run, then one sends'
  },
  {
    name: 'serial send',
    patches: [{ file: `${kit}/transport/kafka-producer.ts`, find: 'await inTurn(() => sendNow(records)) // guard: serial send', replace: 'await sendNow(records)' }],
    file: 'tests/conformance/kafka.test.ts', test: 'When the answer to a send is lost and others wait behind it'
  },
  {
    name: 'let in before leaving',
    patches: [{ file: `${kit}/transport/kafka-consumer.ts`, find: "    await within(9_000, 'Being let in', letIn).catch(() => {}) // guard: let in before leaving\n", replace: '' }],
    file: 'tests/conformance/kafka.test.ts', test: 'When a consumer is stopped while the group still waits for one that died'
  },
  {
    name: 'a client that hangs after a failure',
    patches: [{ file: `${kit}/transport/kafka-watch.ts`, find: 'now - Math.max(since, tried) > REBUILD_AFTER // guard: asked again', replace: 'tried === 0 && now - since > REBUILD_AFTER' }],
    file: `${kit}/transport/kafka-watch.test.ts`, test: 'its handler failed and was not asked again'
  },
  {
    name: 'authorisation',
    patches: [{ file: `${kit}/http.ts`, find: "if (!may(request.subject, action, about && 'anywhere')) throw new Refusal('forbidden', 'not-yours', 'Your role does not allow this.')", replace: '' }],
    file: `${kit}/http.test.ts`, test: 'When the role may not, then it is forbidden'
  },
  {
    name: 'scope',
    patches: [{ file: `${kit}/access.ts`, find: 'path.some(id => scopes.includes(id)) // guard: scope', replace: 'path.length + scopes.length > 0' }],
    file: `${kit}/http.test.ts`, test: 'When a place is not theirs'
  },
  {
    name: 'asked about the place',
    patches: [{ file: `${kit}/http.ts`, find: '    if (path === null || !may(subjectIn(request), action, path)) throw about.missing() // guard: asked about the place\n', replace: '    if (path === null) throw about.missing()\n' }],
    file: `${kit}/http.test.ts`, test: 'When a place is not theirs'
  },
  {
    name: 'no route without a question',
    patches: [{ file: `${kit}/http.ts`, find: "if (method !== 'HEAD' && config?.action === undefined && config?.open !== true) throw", replace: "if (method === 'NONE') throw" }],
    file: `${kit}/http.test.ts`, test: 'When a route asks nobody'
  },
  {
    name: 'token for this service only',
    patches: [{ file: `${kit}/access.ts`, find: 'issuer: ISSUER, audience, clockTolerance', replace: 'issuer: ISSUER, clockTolerance' }],
    file: `${kit}/http.test.ts`, test: 'When the token is wrong because it is for another service'
  },
  {
    name: 'residual rule',
    patches: [
      { file: `${kit}/pooling.ts`, find: 'while (node.pool > 0 && node.pool < atLeast && node.standsAt.length > 0) {', replace: 'while (node.pool > 0 && node.total < 0) {' },
      { file: `${kit}/pooling.ts`, find: 'if (node.pool >= atLeast || (node.pool === 0 && node.standsAt.length > 0)) {', replace: 'if (node.total >= atLeast) {' }
    ],
    file: 'services/scoring/src/release/release.test.ts', test: 'When all sums shown are combined in any way'
  },
  {
    name: 'log lock of the postgres transport',
    patches: [{ file: `${kit}/transport/postgres.ts`, find: "  await tx.query(/* sql */ `select pg_advisory_xact_lock(hashtextextended('event_log', 0))`)\n", replace: '' }],
    file: `${kit}/transport/postgres.int.test.ts`, test: 'When four processes send at once while one reads'
  },
  {
    name: 'granted topics',
    patches: [{ file: 'packages/service-kit/migrations/0001-events.sql', find: 'using (topic in (select g.topic from event_grant g where g.role = current_user))', replace: 'using (true)' }],
    file: `${kit}/transport/postgres.int.test.ts`, test: 'When a reader looks into the log'
  },
  {
    name: 'secret in one place',
    patches: [{ file: `${kit}/config.ts`, find: "else if ((env[name] ?? '') !== '') findings.set(", replace: "else if ((env[name] ?? '') === file) findings.set(" }],
    file: `${kit}/config.test.ts`, test: 'When value and file are both given'
  },
  {
    name: 'limit of an account or key',
    patches: [{ file: `${kit}/cache/limiter.ts`, find: '      if (waitMs > 0) throw tooMany(waitMs) // guard: limit', replace: '' }],
    file: `${kit}/cache/redis.int.test.ts`, test: 'When two processes count together'
  },
  {
    name: 'Redis may fail',
    patches: [{ file: `${kit}/cache/redis.ts`, find: 'return undefined // guard: Redis may fail', replace: 'throw error' }],
    file: 'services/reporting/src/kept-pages.int.test.ts', test: 'When Redis is emptied, frozen or stopped'
  },
  {
    name: 'nobody waits for Redis',
    patches: [{ file: `${kit}/cache/redis.ts`, find: "await within(ANSWER_MS, 'Asking Redis', work(client)) // guard: nobody waits for Redis", replace: 'await work(client)' }],
    file: `${kit}/cache/redis.int.test.ts`, test: 'When it is frozen under a hundred questions at once'
  },
  {
    name: 'pages kept per scope',
    patches: [{ file: `${kit}/cache/replies.ts`, find: 'authorityOf(request), ...words] // guard: kept per scope', replace: '...words]' }],
    file: 'services/reporting/src/kept-pages.int.test.ts', test: 'When somebody who sees less asks for a page that was made for somebody who sees more'
  },
  {
    name: 'a session that ended does not come back',
    patches: [{ file: `${kit}/cache/kept.ts`, find: 'if (!sealed || gone) return undefined // guard: nothing revoked', replace: 'if (!sealed) return undefined' },
      { file: `${kit}/cache/kept.ts`, find: "client.set(goneOf(name), '', 'PX', forMs)", replace: 'client.del(name)' }],
    file: 'services/web/src/session/kept-session.int.test.ts', test: 'When it is ended between another one’s read and what that one keeps'
  },
  {
    name: 'no trace across the border',
    patches: [{ file: `${kit}/telemetry/trace.ts`, find: 'return step?.mayTravelOn(topic) === true ? textOf(step) : null // guard: no trace across the border', replace: 'return step === undefined ? null : textOf(step)' }],
    file: `${kit}/telemetry/trace.test.ts`, test: 'When a step is going on, then it holds across waits, and an event carries it only on a topic that may'
  },
  {
    name: 'hostile input: doubled Host',
    patches: [{ file: `${kit}/http.ts`, find: 'if (ONCE_ONLY.has(name) && seen.has(name)) throw', replace: "if (name === '') throw" }],
    file: 'tests/hostile/hostile.test.ts', test: 'When it is sent, then it is refused with a problem'
  },
  {
    name: 'hostile input: body limit',
    patches: [{ file: `${kit}/http.ts`, find: 'bodyLimit: ONE_MEGABYTE', replace: 'bodyLimit: 2_000_000_000' }],
    file: `${kit}/http.test.ts`, test: 'When the body is over a megabyte'
  },
  {
    name: 'hostile input: encoded body',
    patches: [{ file: `${kit}/http.ts`, find: "if (request.headers['content-encoding'] !== undefined) throw", replace: "if (request.headers['content-encoding'] === 'never') throw" }],
    file: `${kit}/http.test.ts`, test: 'When the body is compressed'
  },
  {
    name: 'hostile input: formula cells',
    patches: [{ file: `${kit}/csv-line.ts`, find: "FORMULA.test(text) ? `'${text}` : text", replace: 'text' }],
    file: 'tests/hostile/hostile.test.ts', test: 'When names are formulas'
  },
  {
    name: 'hostile input: odd addresses',
    patches: [{ file: `${kit}/http.ts`, find: "url.startsWith('/') && isEncodedRightly(url) ? url : '/-'", replace: 'url' }],
    file: `${kit}/http.test.ts`, test: 'When an address is wrongly encoded'
  },
  {
    name: 'hostile input: slow callers',
    patches: [{ file: `${kit}/http.ts`, find: 'connectionsCheckingInterval: LOOK_MS', replace: 'connectionsCheckingInterval: 600_000' }],
    file: 'tests/hostile/hostile.test.ts', test: 'When a caller is slow with its headers'
  },
  {
    name: 'hostile input: the rest of a refused body',
    patches: [{ file: `${kit}/http.ts`, find: "  app.addHook('onResponse', readTheRest)\n", replace: '' }],
    file: `${kit}/http.test.ts`, test: 'When a body is refused in the middle'
  }
]
