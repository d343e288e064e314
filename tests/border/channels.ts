import type { Patch } from '../teeth/copy.ts'

/** A way from a sheet back to its person, reopened on purpose in a copy of the source, and where the linking program must find it. */
export type Channel = { name: string, patches: readonly Patch[], found: RegExp }

const schema = 'services/survey/migrations/0001-waves-and-sheets.sql'
const send = 'services/survey/src/form/send-form.route.ts'
const emission = 'services/survey/src/sheet/sheet.store.ts'

/** A column of the sheet that is filled when it is sent and survives the rewrite. */
const column = (name: string, definition: string): Patch[] => [
  { file: schema, find: '  answers jsonb not null,\n  primary key (key, wave_id)', replace: `  answers jsonb not null,\n  ${name} ${definition},\n  primary key (key, wave_id)` },
  { file: schema, find: "'insert into public.%I (wave_id, key, stratum, answers)", replace: `'insert into public.%I (wave_id, key, stratum, answers, ${name})` },
  { file: schema, find: 'select s.wave_id, s.key, m.stratum, s.answers', replace: `select s.wave_id, s.key, m.stratum, s.answers, s.${name}` }
]
const inOrderOfArrival: Patch = { file: schema, find: 'order by random()', replace: 'order by s.ctid' }

const since = Date.now()
// A day passes in a third of a second, so that people answer on many days.
const quickDays: Patch[] = [
  { file: 'packages/service-kit/src/service.ts', find: 'now: () => new Date(), newId', replace: `now: () => new Date(Date.now() + (Date.now() - ${since}) * 260_000), newId` },
  { file: 'services/survey/src/redemption/tell-redemptions.job.ts', find: 'everyMs: 60_000', replace: 'everyMs: 100' },
  { file: send, find: 'key: newId(),', replace: 'key: newId(), day: deps.now().toISOString(),' },
  { file: emission, find: '{ hash, draftId, form, key, answers, instrument }: Sending', replace: '{ hash, draftId, form, key, answers, instrument, day }: Sending & { day: string }' },
  { file: emission, find: 'insert into sheet (wave_id, key, stratum, answers)\n      select r.wave_id, $4, r.stratum, $5 from redeemed r`', replace: 'insert into sheet (wave_id, key, stratum, answers, sent_on)\n      select r.wave_id, $4, r.stratum, $5, $8::timestamptz::date from redeemed r`' },
  { file: emission, find: 'instrument.instrumentId, instrument.version]', replace: 'instrument.instrumentId, instrument.version, day]' }
]

export const channels: readonly Channel[] = [
  {
    name: 'sequence id',
    patches: [
      { file: schema, find: 'create table sheet (', replace: 'create sequence sheet_number;\ncreate table sheet (' },
      { file: schema, find: "  app name := current_setting('weft.app_role');\nbegin\n  revoke", replace: "  app name := current_setting('weft.app_role');\nbegin\n  execute format('grant usage on sequence sheet_number to %I', app);\n  revoke" },
      ...column('number', "bigint not null default nextval('public.sheet_number')")
    ],
    found: /mail catcher.*sheet_\w+_kept\.number/
  },
  { name: 'insert order', patches: [inOrderOfArrival], found: /mail catcher.*sheet_\w+_kept \(heap\)/ },
  { name: 'fine time', patches: column('sent', 'timestamptz not null default clock_timestamp()'), found: /mail catcher.*sheet_\w+_kept\.sent/ },
  {
    name: 'request id in the log',
    patches: [{
      file: send,
      find: 'const stored = await sendSheet(pool, { ...sender, key: newId(),',
      replace: "const [key, request] = [newId(), newId()]\n    deps.log.info({ request: `request-${request}`, token: sender.token }, 'asked')\n    deps.log.info({ request: `request-${request}`, key }, 'stored')\n    const stored = await sendSheet(pool, { ...sender, key,"
    }],
    found: /^equal: log .*~ log /
  },
  {
    // Each of the two is harmless alone: an address in a span, a key in a log. The trace that both are part of joins them.
    name: 'a traced door of answers',
    patches: [
      { file: 'packages/contracts/src/tracing.ts', find: "reporting: 'released', web: 'door'", replace: "reporting: 'released', web: 'door', survey: 'identity'" },
      { file: 'packages/service-kit/src/service.ts', find: 'watchByHour: telemetry.watchByHour', replace: 'watchByHour: telemetry.watch' },
      { file: 'packages/service-kit/src/telemetry/requests.ts', find: "attributes: { 'http.request.method': request.method, 'http.route': routeOf(request) }", replace: "attributes: { 'http.request.method': request.method, 'url.path': request.url }" },
      { file: send, find: 'const stored = await sendSheet(pool, { ...sender, key: newId(),', replace: "const key = newId()\n    deps.log.info({ key }, 'stored')\n    const stored = await sendSheet(pool, { ...sender, key," }
    ],
    found: /^equal: telemetry spans of survey.*~ log /
  },
  {
    name: 'unshuffled emission',
    patches: [
      inOrderOfArrival,
      { file: emission, find: 'where s.wave_id = $1 and ($2::uuid is null or s.key > $2)\n     order by s.key', replace: 'where s.wave_id = $1 and $2::uuid is null\n     order by s.ctid' }
    ],
    found: /mail catcher.*survey\.event_log/
  },
  {
    name: 'key made from the token',
    patches: [{ file: send, find: 'key: newId(),', replace: "key: sender.hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')," }],
    found: /^equal: made from the token ~/
  },
  { name: 'a date on the sheet with a dated flag', patches: [...column('sent_on', 'date'), ...quickDays], found: /event_log.*sheet_\w+_kept\.sent_on/ },
  {
    name: 'a stratum with one sheet',
    patches: [{ file: 'packages/service-kit/src/coarsening.ts', find: 'poolTree(nodes, countsByNode(entries), atLeast)', replace: 'poolTree(nodes, countsByNode(entries), 1)' }],
    found: /^equal: .*(directory|participation|survey)/
  }
]
