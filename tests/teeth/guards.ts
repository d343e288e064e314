import { channels } from '../border/channels.ts'
import { weakenings } from '../torture/weakenings.ts'
import type { Guard } from './bite.ts'

const kit = 'packages/service-kit/src'

const single: readonly Guard[] = [
  {
    name: 'credit ends at one',
    patches: [{ file: 'services/commitments/src/success-index/credit.ts', find: 'return isBelow(ONE, a) ? ONE : a // guard: credit ends at one', replace: 'return a' }],
    file: 'services/commitments/src/success-index/gaming.test.ts', test: 'No act without progress'
  },
  {
    name: 'expected as of the end of the quarter',
    patches: [{ file: 'services/commitments/src/success-index/credit.ts', find: 'const e = expected(item, lastDay) // guard: expected as of the end of the quarter', replace: 'const e = expected(item, (item as { endedOn?: string }).endedOn ?? lastDay)' }],
    file: 'services/commitments/src/success-index/gaming.test.ts', test: 'No act without progress'
  },
  {
    name: 'what is dropped counts',
    patches: [{ file: 'services/commitments/src/success-index/success-index.ts', find: 'const counting = items.filter(item => eligible(item, lastDay)) // guard: what is dropped counts', replace: 'const counting = items.filter(item => eligible(item, lastDay) && !item.droppedAlone)' }],
    file: 'services/commitments/src/success-index/gaming.test.ts', test: 'No act without progress'
  },
  {
    name: 'weights of the opening',
    patches: [{ file: 'services/commitments/src/success-index/success-index.ts', find: "const weightOf = ({ weight, parts }: Pick<Item, 'weight' | 'parts'>): Fraction => fraction(weight, parts) // guard: weights of the opening", replace: "const weightOf = ({ weight, parts, now }: Pick<Item, 'weight' | 'parts'> & { now?: { weight: number } }): Fraction => fraction(now?.weight ?? weight, parts)" }],
    file: 'services/commitments/src/success-index/gaming.test.ts', test: 'No act without progress'
  },
  {
    name: 'votes in their window',
    patches: [
      { file: 'services/program/src/forum/forum.ts', find: "if (state !== round) throw new Refusal('conflict', 'vote-not-open', whyNot[state](round)) // guard: votes in their window", replace: 'if (state === round) return' },
      { file: 'services/program/migrations/0060-start.sql', find: 'f.state = forum_vote.round', replace: 'true' }
    ],
    file: 'services/program/src/forum/forum.int.test.ts', test: 'When commands come in any order'
  },
  {
    name: 'no live votes',
    patches: [{ file: 'services/program/migrations/0060-start.sql', find: "and f.state = 'ended' -- guard: no live votes", replace: '' }],
    file: 'services/program/src/forum/forum.int.test.ts', test: 'When it has not ended'
  },
  {
    name: 'five who voted twice',
    patches: [{ file: 'services/program/migrations/0060-start.sql', find: 'where c.people >= 5 -- guard: five who voted twice', replace: 'where c.people >= 1' }],
    file: 'services/program/src/forum/forum.int.test.ts', test: 'When four voted twice'
  },
  {
    name: 'votes of the author alone',
    patches: [{ file: 'services/program/migrations/0060-start.sql', find: 'alter table forum_vote enable row level security;', replace: '' }],
    file: 'services/program/src/forum/forum.int.test.ts', test: 'When two put together all that they may read'
  },
  {
    name: 'no voters before the end',
    patches: [{ file: 'services/program/migrations/0063-who-was-there.sql', find: "where a.via = 'office' or not exists (select from forum f where f.forum_id = a.session_id and f.state <> 'ended'); -- guard: no voters before the end", replace: ';' }],
    file: 'services/program/src/forum/forum.int.test.ts', test: 'When the office marks who was there'
  },
  {
    name: 'no average near an end',
    patches: [{ file: 'services/program/src/forum/forum.ts', find: "if (sum >= 5 * people - END) return { kind: 'at-least', mean: rounded(5 - END / people) } // guard: no average near an end", replace: '' }],
    file: 'services/program/src/forum/forum.test.ts', test: 'When any two of 6'
  },
  {
    name: 'nearly all chose the same',
    patches: [{ file: 'services/program/src/forum/forum.ts', find: 'if (most >= people - LEFT_OPEN) return', replace: 'if (most > people) return' }],
    file: 'services/program/src/forum/forum.test.ts', test: 'When any two of 10'
  },
  {
    name: 'no circle in the roadmap',
    patches: [{ file: 'services/program/src/plan/change-draft.store.ts', find: "if (circle !== null) throw new Refusal('conflict', 'circle', circleInWords(circle.map(titleOf))) // guard: no circle in the roadmap", replace: 'void circle' }],
    file: 'services/program/src/plan/plan.int.test.ts', test: 'When a need would close a circle'
  },
  {
    name: 'one writer of the plan at a time',
    patches: [{ file: 'services/program/src/plan/draft.store.ts', find: "where v.state = 'draft' for update`) // guard: one writer at a time", replace: "where v.state = 'draft'`)" }],
    file: 'services/program/src/plan/plan.int.test.ts', test: 'When many writers add needs at once'
  },
  {
    name: 'approved plans stay',
    patches: [{ file: 'services/program/migrations/0061-plan.sql', find: "v.state = 'draft'))$policy$", replace: 'true))$policy$' }],
    file: 'services/program/src/plan/plan.int.test.ts', test: 'When the database itself is asked to change an approved version'
  },
  {
    name: 'a milestone is complete',
    patches: [{ file: 'services/program/src/plan/plan.ts', find: 'if (missing.length === 0) return // guard: a milestone is complete', replace: 'if (missing.length >= 0) return' }],
    file: 'services/program/src/plan/plan.int.test.ts', test: 'When a milestone has no measure'
  },
  {
    name: 'a reflection is its author’s',
    patches: [{ file: 'services/program/migrations/0062-reflection.sql', find: 'r.shared_version = reflection_version.version', replace: 'true' }],
    file: 'services/program/src/reflection/reflection.int.test.ts', test: 'When the database is read as another leader'
  },
  {
    name: 'attestations of their author alone',
    patches: [{ file: 'services/program/migrations/0032-attestations.sql', find: 'alter table attestation enable row level security;', replace: '' }],
    file: 'services/program/src/same-page/same-page.int.test.ts', test: 'When anybody else reads it, the service itself without a word'
  },
  {
    name: 'residual rule of the same-page figures',
    patches: [
      { file: 'services/program/src/same-page/family.ts', find: 'const { standing } = poolTree(left, held, atLeast) // guard: residual rule of the same-page figures', replace: 'const standing = new Set([...rolledUp(left, held)].filter(([, count]) => count >= atLeast).map(([id]) => id))' },
      { file: 'services/program/migrations/0032-attestations.sql', find: 'n integer not null check (n >= 5), total integer not null,', replace: 'n integer not null, total integer not null,' },
      { file: 'services/program/migrations/0032-attestations.sql', find: 'people integer not null check (people >= 10), n integer not null check (n >= 10), squares', replace: 'people integer not null, n integer not null, squares' }
    ],
    file: 'services/program/src/same-page/same-page.int.test.ts', test: 'When they have everything of three releases'
  },
  {
    name: 'the database counts no fewer than five',
    patches: [{ file: 'services/program/migrations/0032-attestations.sql', find: 'n integer not null check (n >= 5), total integer not null,', replace: 'n integer not null, total integer not null,' }],
    file: 'services/program/src/same-page/same-page.int.test.ts', test: 'When the counting is told to add up fewer than five'
  },
  {
    name: 'attestations are counted once',
    patches: [
      { file: 'services/program/migrations/0033-attestation-counts.sql', find: 'where t.version = of_version and t.counted_in is null', replace: 'where t.version = of_version' },
      { file: 'services/program/migrations/0032-attestations.sql', find: 'and t.counted_in is null and m.pool is not null', replace: 'and m.pool is not null' }
    ],
    file: 'services/program/src/same-page/same-page.int.test.ts', test: 'A thousand people attest'
  },
  {
    name: 'attesting the version in force only',
    patches: [{ file: 'services/program/src/attestation/attestation.route.ts', find: 'if (version !== current.version) throw', replace: 'if (version > current.version) throw' }],
    file: 'services/program/src/same-page/same-page.int.test.ts', test: 'A thousand people attest'
  },
  {
    name: 'a sponsor who has left',
    patches: [{ file: 'services/program/src/charter/charter.store.ts', find: "return chartered.sponsor === null ? { state: 'vacant', why: 'sponsor-left' } : { state: 'held', why: 'sponsored' }", replace: "return { state: 'held', why: 'sponsored' }" }],
    file: 'services/program/src/edition/editions.int.test.ts', test: 'the charter'
  },
  {
    name: 'ten percent stop',
    patches: [{ file: 'services/directory/src/import/run.ts', find: 'leavers > people * MOST_LEAVERS // guard: ten percent stop', replace: 'leavers > people' }],
    file: 'services/directory/src/import/import-run.int.test.ts', test: 'When people and units change, then every kind of effect is counted'
  },
  {
    name: 'fresh preview',
    patches: [
      { file: 'services/directory/src/import/run.ts', find: 'if (preview.baseVersion !== version)', replace: 'if (preview.baseVersion > version)' },
      { file: 'services/directory/src/import/apply-run.store.ts', find: 'if (preview === null || !isSame(preview, shown))', replace: 'if (preview === null)' }
    ],
    file: 'services/directory/src/import/import-run.int.test.ts', test: 'When the organisation has changed since, then the preview is stale'
  },
  {
    name: 'no circles',
    patches: [{ file: 'services/directory/src/organisation/check-organisation.ts', find: 'return at !== undefined && walkOf.get(idOf(at)) === start ? [at] : [] // guard: no circles', replace: 'return []' }],
    file: 'services/directory/src/import/import-run.int.test.ts', test: 'When there are units in a circle'
  },
  {
    name: 'somebody stays in office',
    patches: [{ file: 'services/directory/src/import/lock-out.ts', find: "if (officeHeld && !holds('program-office')) return ['nobody-in-office'] // guard: somebody stays in office", replace: '' }],
    file: 'services/directory/src/import/import-run.int.test.ts', test: 'When nobody would be left in the office'
  },
  {
    name: 'undo window',
    patches: [{ file: 'services/directory/src/import/run.ts', find: 'if (undoUntil(run.appliedAt) < now)', replace: 'if (undoUntil(run.appliedAt) < run.appliedAt)' }],
    file: 'services/directory/src/import/import-run.int.test.ts', test: 'When 30 days have passed'
  },
  {
    name: 'roles by the office',
    patches: [{ file: 'services/directory/src/import/office-only.ts', find: 'if (isOffice || lines.length === 0) return // guard: roles by the office', replace: 'if (lines.length >= 0) return' }],
    file: 'services/directory/src/import/office-only.int.test.ts', test: 'When IT would make somebody the office'
  },
  {
    name: 'inbox dedupe',
    patches: [{ file: `${kit}/inbox.ts`, find: 'return deliveries.filter(delivery => unseen.delete(`${delivery.consumer} ${delivery.id.toLowerCase()}`)) // guard: once only', replace: 'return [...deliveries]' }],
    file: `${kit}/inbox.int.test.ts`, test: 'When a batch comes twice, and an event twice within it'
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
    name: 'row-level security of scores',
    patches: [{ file: 'services/reporting/migrations/0002-second-fence.sql', find: 'alter table release_unit enable row level security;\nalter table score enable row level security;\n', replace: '' }],
    file: 'services/reporting/src/second-fence.int.test.ts', test: 'When a query says nothing of who reads'
  },
  {
    name: 'settings of one transaction',
    patches: [{ file: 'services/reporting/src/reading-as.ts', find: "set_config('weft.sees', $1, true)", replace: "set_config('weft.sees', $1, false)" }],
    file: 'services/reporting/src/second-fence.int.test.ts', test: 'When a query says nothing of who reads'
  },
  {
    name: 'nonce',
    patches: [{ file: 'services/web/src/identity-provider.ts', find: 'expectedNonce: nonce, ', replace: '' }],
    file: 'services/web/src/evil-provider.int.test.ts', test: 'When it does everything right'
  },
  {
    name: 'signature of an id token',
    patches: [{ file: 'services/web/src/identity-provider.ts', find: 'execute: [oidc.enableNonRepudiationChecks, ...isLoopback', replace: 'execute: [...isLoopback' }],
    file: 'services/web/src/evil-provider.int.test.ts', test: 'When it signs with a key that is not its own'
  },
  {
    name: 'session anew at sign-in',
    patches: [{ file: 'services/web/src/session/sign-in.route.tsx', find: '    if (old !== undefined) await sessions.end(hashOfSecret(old)) // guard: no planted session\n', replace: '' }],
    file: 'services/web/src/door.int.test.ts', test: 'When a session was planted before sign-in'
  },
  {
    name: 'no role for oneself',
    patches: [{ file: 'services/directory/src/grant/grant.ts', find: "  if (receiver.subject === giver) throw new Refusal('forbidden', 'self-grant', 'Nobody gives a role to themselves. Ask a colleague in the program office.') // guard: no role for oneself\n", replace: '' }],
    file: 'services/directory/src/grant/grants.int.test.ts', test: 'When it would be given to oneself'
  },
  {
    name: 'row-level security of grants',
    patches: [{ file: 'services/directory/migrations/0003-grants.sql', find: 'alter table role_grant enable row level security;', replace: '' }],
    file: 'services/directory/src/grant/grants.int.test.ts', test: 'When a query says for nobody that it reads'
  },
  {
    name: 'audit chain',
    patches: [{ file: 'services/web/src/audit/entry.ts', find: "    if (hashOf(at.hash, line) !== hash) return { head: at, fault: { seq: line.seq, code: 'changed' } } // guard: chain\n", replace: '' }],
    file: 'services/web/src/audit/entry.test.ts', test: 'When the field outcome of a line is another'
  },
  {
    name: 'written down before it is passed on',
    patches: [{ file: 'services/web/src/auditing.ts', find: "note(request).asked = await write(deps, request, 'asked')", replace: "note(request).asked = await write(deps, request, 'asked').catch(() => null)" }],
    file: 'services/web/src/audit/audit.int.test.ts', test: 'When a command cannot be written down'
  },
  {
    name: 'token for this service only',
    patches: [{ file: `${kit}/access.ts`, find: 'issuer: ISSUER, audience, clockTolerance', replace: 'issuer: ISSUER, clockTolerance' }],
    file: `${kit}/http.test.ts`, test: 'When the token is wrong because it is for another service'
  },
  {
    name: 'completeness barrier',
    patches: [{ file: 'services/scoring/src/release/release.job.ts', find: 'if (progress === undefined || missingOf(progress).length > 0) return undefined // guard: completeness barrier', replace: 'if (progress === undefined) return undefined' }],
    file: 'services/scoring/src/scoring.int.test.ts', test: 'When part of the sheetEvents is not there'
  },
  {
    name: 'threshold',
    patches: [{ file: 'services/scoring/src/release/release.ts', find: 'const shown = familyOf(tree, counts, score, whole)', replace: 'const shown = familyOf(tree, counts, 1, whole)' }],
    file: 'services/scoring/src/release/release.test.ts', test: 'When a unit is too small, then it and whoever would give it away are hidden'
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
    name: 'second coarsening',
    patches: [{ file: 'services/survey/src/stratum/stratum.ts', find: 'return { from: stratum, to: { unitId: node, bands: { ...kept } } }', replace: 'return { from: stratum, to: stratum }' }],
    file: 'services/survey/src/wave/wave.int.test.ts', test: 'When too few of a stratum answered'
  },
  {
    name: 'sheets wait for participation',
    patches: [{ file: 'services/survey/src/wave/wave.ts', find: "state: 'closed', handOver: 'waiting-for-participation', closesOn", replace: "state: 'closed', handOver: 'cleared', closesOn" }],
    file: 'services/survey/src/wave/wave.int.test.ts', test: 'When participation has not cleared, then no sheet leaves'
  },
  {
    name: 'sheets rewritten without their order',
    patches: [{ file: 'services/survey/src/hand-over/hand-over.job.ts', find: '  await rewriteSheets(tx, waveId, recoarsen(tree, wave.bands, counts, wave.thresholds.score))\n', replace: '' }],
    file: 'services/survey/src/wave/wave.int.test.ts', test: 'When sheets were rewritten, then one transaction wrote them all'
  },
  {
    name: 'a release is read whole or not at all',
    patches: [{ file: 'services/reporting/src/arrival/publish.store.ts', find: "return sum.hex() === sha256 ? null : 'checksum' // guard: whole or not at all", replace: 'return null' }],
    file: 'services/reporting/src/arrival/arrival.int.test.ts', test: 'When one figure differs by one'
  },
  {
    name: 'used-token check',
    patches: [{ file: 'services/survey/src/sheet/sheet.store.ts', find: ' and not t.redeemed -- guard: used token', replace: '' }],
    file: 'services/survey/src/form/form.int.test.ts', test: 'When twenty different pages of one link are sent at once'
  },
  {
    name: 'sheet of its instrument',
    patches: [{ file: 'services/survey/src/sheet/sheet.store.ts', find: '           and w.instrument_id = $6 and w.instrument_version = $7 -- guard: sheet of its instrument\n', replace: '           and $6::text is not null and $7::int is not null\n' }],
    file: 'services/survey/src/form/form.int.test.ts', test: 'When a form says that another instrument asked'
  },
  {
    name: 'labelled files of a demonstration',
    patches: [{ file: 'services/web/src/demonstrating.ts', find: "reply.header('content-disposition', labelled(disposition)) // guard: demonstration files are labelled", replace: "reply.header('content-disposition', disposition)" }],
    file: 'services/web/src/demonstration/demonstration.int.test.ts', test: 'When an installation is marked as a demonstration'
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
    name: 'zone rule',
    patches: [{ file: 'services/survey/src/app.ts', find: "from './deps.ts'", replace: "from './deps.ts'\nimport type {} from '@weft/contracts/directory/events'" }],
    file: 'tests/architecture/rules.test.ts', test: 'When the whole house is read, then no rule is broken'
  },
  {
    name: 'contract gate: what a reader needs',
    patches: [{ file: 'infra/contracts/reads.ts', find: 'const missing = (read.required ?? []).filter(name => !(written.required ?? []).includes(name))', replace: 'const missing: string[] = []' }],
    file: 'tests/contracts/gate.test.ts', test: 'When it is: required field added, then the gate says so'
  },
  {
    name: 'contract gate: every sample is read whole',
    patches: [{ file: 'infra/contracts/event-gate.ts', find: 'return parsed.success && holds(parsed.data, sample)', replace: 'return parsed.success' }],
    file: 'tests/contracts/gate.test.ts', test: 'When it is: field removed, then the gate says so'
  },
  {
    name: 'contract gate: topic key',
    patches: [{ file: 'infra/contracts/event-gate.ts', find: '...now.key === old.key ? [] : [`${name}: its key was "${old.key}" and is "${now.key}"`], // guard: topic key', replace: '' }],
    file: 'tests/contracts/gate.test.ts', test: 'When it travels under another key'
  },
  {
    name: 'contract gate: asked by the tests',
    patches: [{ file: 'packages/contracts/src/scoring/events.ts', find: 'const score = z.object({', replace: 'const score = z.object({ seq: z.int(),' }],
    file: 'tests/contracts/gate.test.ts', test: "is still kept by today's contracts"
  },
  {
    name: 'released contracts stay as they are',
    patches: [{ file: 'infra/contracts/released.ts', find: 'if ((await releasedVersions(folder)).includes(version)) throw', replace: 'if (version === folder) throw' }],
    file: 'tests/contracts/gate.test.ts', test: 'When it is released a second time'
  },
  {
    name: 'routes are described',
    patches: [{ file: 'infra/docs/openapi.ts', find: 'if (findings.length > 0) throw', replace: 'if (findings.length < 0) throw' }],
    file: 'tests/contracts/openapi.test.ts', test: 'is not written when of a route it has no summary'
  },
  {
    name: 'secret in one place',
    patches: [{ file: `${kit}/config.ts`, find: "else if ((env[name] ?? '') !== '') findings.set(", replace: "else if ((env[name] ?? '') === file) findings.set(" }],
    file: `${kit}/config.test.ts`, test: 'When value and file are both given'
  },
  {
    name: 'zones share no network',
    patches: [{ file: 'docker-compose.yml', find: 'networks: [outside-survey, answers, db-survey]', replace: 'networks: [outside-survey, answers, identity, db-survey]' }],
    file: 'tests/deployment/compose.test.ts', test: 'When networks are laid'
  },
  {
    name: 'log of surveys without a time',
    patches: [{ file: 'docker-compose.yml', find: 'PUBLIC_LOG_FILE: /var/weft/log/public.log', replace: 'PUBLIC_LOG_FILE: /dev/stdout' }],
    file: 'tests/deployment/compose.test.ts', test: 'When surveys are answered, then their log is a file'
  },
  {
    name: 'rights on the broker',
    patches: [{ file: 'infra/kafka/rights.ts', find: 'streams.filter(stream => stream.readers.includes(service))', replace: 'streams.filter(stream => stream.producer !== service)' }],
    file: 'tests/deployment/kafka-rights.test.ts', test: 'When a service looks around on the broker'
  },
  {
    name: 'limit of an account or key',
    patches: [{ file: `${kit}/cache/limiter.ts`, find: '      if (waitMs > 0) throw tooMany(waitMs) // guard: limit', replace: '' }],
    file: `${kit}/cache/redis.int.test.ts`, test: 'When two processes count together'
  },
  {
    name: 'limit of a survey link',
    patches: [{ file: 'services/survey/src/ticket/turns.ts', find: 'if (times > most) return Math.ceil((MINUTE_MS - now % MINUTE_MS) / 1_000) // guard: link limit', replace: '' }],
    file: 'services/survey/src/form/form.int.test.ts', test: 'When it is opened or sent again and again'
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
    name: 'a session that ended is not given from Redis',
    patches: [{ file: 'services/web/src/session/kept-session.store.ts', find: '      await forbid(idHash) // guard: ended for everybody\n      await deleteSession(pool, idHash)\n      await forbid(idHash)\n', replace: '      await deleteSession(pool, idHash)\n' }],
    file: 'services/web/src/session/kept-session.int.test.ts', test: 'When it is ended, then every process knows at once'
  },
  {
    name: 'a session that ended does not come back',
    patches: [{ file: `${kit}/cache/kept.ts`, find: 'if (!sealed || gone) return undefined // guard: nothing revoked', replace: 'if (!sealed) return undefined' },
      { file: `${kit}/cache/kept.ts`, find: "client.set(goneOf(name), '', 'PX', forMs)", replace: 'client.del(name)' }],
    file: 'services/web/src/session/kept-session.int.test.ts', test: 'When it is ended between another one’s read and what that one keeps'
  },
  {
    name: 'Redis says yes, Postgres says no',
    patches: [{ file: 'services/web/src/session/kept-session.store.ts', find: 'if (known !== undefined && isCurrent(known, limits, now)) return known // guard: Redis only says yes', replace: 'if (known !== undefined) return known' }],
    file: 'services/web/src/session/kept-session.int.test.ts', test: 'When it looks unused for too long to one process'
  },
  {
    name: 'no trace in the answer zone',
    patches: [{ file: 'packages/contracts/src/tracing.ts', find: "reporting: 'released', web: 'door'", replace: "reporting: 'released', web: 'door', survey: 'identity', scoring: 'identity'" }],
    file: 'tests/telemetry/trace.test.ts', test: 'When a whole wave was walked over postgres, then no trace is on the answer side'
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
  },
  ...channels.map(({ name, patches }): Guard => ({
    name: `border channel: ${name}`, patches, file: 'tests/border/border.test.ts', test: 'When 500 people were invited over postgres'
  }))
]

/** The same, missed by the named check of the torture: real processes that die, and an oracle outside the product. */
const tortured = weakenings.map(({ name, guard, further = [], events, check }): Guard => {
  const patches = single.find(candidate => candidate.name === guard)?.patches
  if (patches === undefined) throw new Error(`There is no guard called ${guard}.`)
  return { name: `torture: ${name}`, patches: [...patches, ...further], file: 'tests/torture/torture.test.ts', test: `over ${events}, ${check}` }
})

/** Every guard that the promises rest on, how to take it out, and the test that must miss it. */
export const guards: readonly Guard[] = [...single, ...tortured]
