import type { Guard } from '../bite.ts'

/** Guards of *survey*. */
export const survey: readonly Guard[] = [
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
    name: 'zone rule',
    patches: [{ file: 'services/survey/src/app.ts', find: "from './deps.ts'", replace: "from './deps.ts'\nimport type {} from '@weft/contracts/directory/events'" }],
    file: 'tests/architecture/rules.test.ts', test: 'When the whole house is read, then no rule is broken'
  },
  {
    name: 'limit of a survey link',
    patches: [{ file: 'services/survey/src/ticket/turns.ts', find: 'if (times > most) return Math.ceil((MINUTE_MS - now % MINUTE_MS) / 1_000) // guard: link limit', replace: '' }],
    file: 'services/survey/src/form/form.int.test.ts', test: 'When it is opened or sent again and again'
  }
]
