import type { Guard } from '../bite.ts'

/** Segments, views, personas and opportunities. */
export const programCustomers: readonly Guard[] = [
  {
    name: 'customers: the voice decides whose it is',
    patches: [{ file: 'services/program/src/opportunity/opportunity.ts', find: 'if (before.dispute !== null && asked.ownerId !== before.ownerId) throw', replace: "if (before.dispute === '') throw" }],
    file: 'services/program/src/opportunity/opportunity.int.test.ts', test: 'When its ownership is disputed'
  },
  {
    name: 'customers: reopened by a text',
    patches: [{ file: 'services/program/src/conflict/queue.store.ts', find: "reason = $6, state = 'open', verdict = null, why = null, decided_by = null, decided_at = null, version", replace: 'reason = $6, version' }],
    file: 'services/program/src/conflict/conflict.int.test.ts', test: 'When either text changes'
  },
  {
    name: 'customers: views as seen',
    patches: [{ file: 'services/program/src/persona/publish-persona.route.ts', find: 'if (segment.viewsVersion !== viewsVersion) throw', replace: 'if (segment.viewsVersion < viewsVersion) throw' }],
    file: 'services/program/src/conflict/conflict.int.test.ts', test: 'When a view changes between looking and publishing'
  },
  {
    name: 'customers: both sides',
    patches: [{ file: 'services/program/src/persona/persona.ts', find: 'if (clash !== undefined) throw', replace: 'if (clash !== undefined && statements.length === 0) throw' }],
    file: 'services/program/src/conflict/conflict.int.test.ts', test: 'When it says both sides of an open contradiction'
  },
  {
    name: 'customers: agreed only',
    patches: [{ file: 'services/program/src/persona/persona.ts', find: 'source => ({ ...source, text: null })', replace: 'source => source' }],
    file: 'services/program/src/conflict/conflict.int.test.ts', test: 'When the voice takes statements'
  },
  {
    name: 'customers: drafts are the writer’s',
    patches: [{ file: 'services/program/src/view/get-view.route.ts', find: 'where d.view_id = $1 and d.subject = $2`,', replace: 'where d.view_id = $1 and $2::text is not null`,' }],
    file: 'services/program/src/view/view.int.test.ts', test: 'When it is a draft'
  },
  {
    name: 'customers: one writer of a view at a time',
    patches: [{ file: 'services/program/src/view/write-view.route.ts', find: 'const isLate = view.version !== version', replace: 'const isLate = view.version < version' }],
    file: 'services/program/src/view/view.int.test.ts', test: 'When two people write at once'
  },
  {
    name: 'customers: voice or office',
    patches: [{ file: 'services/program/src/segment/voice.store.ts', find: "speak: isVoice || subject.roles.includes('program-office'),", replace: 'speak: true,' }],
    file: 'services/program/src/conflict/conflict.int.test.ts', test: 'When a contradiction is decided by the voice'
  },
  {
    name: 'customers: no personal data in a quote',
    patches: [{ file: 'services/program/src/segment/personal.ts', find: 'if (ADDRESS.test(quote)) throw', replace: "if (quote === '') throw" }],
    file: 'services/program/src/segment/personal.test.ts', test: 'When a quote says'
  }
]
