import type { Guard } from '../bite.ts'

/** Projects on their way into the program, and what overlaps. */
export const programPortfolio: readonly Guard[] = [
  {
    name: 'portfolio: no lost updates',
    patches: [{ file: 'services/program/src/initiative/initiative.store.ts', find: 'if (row.version !== version) throw', replace: 'if (row.version < version) throw' }],
    file: 'services/program/src/initiative/initiative.int.test.ts', test: 'When it is changed, then the change is told field by field'
  },
  {
    name: 'portfolio: locks of both projects',
    patches: [{ file: 'services/program/src/initiative/initiative.store.ts', find: 'order by i.initiative_id for update`, [ids]) // guard: locks in order', replace: 'order by i.initiative_id`, [ids])' }],
    file: 'services/program/src/initiative/decisions.int.test.ts', test: 'When two projects are merged into each other at the same moment'
  },
  {
    name: 'portfolio: merge into what goes on',
    patches: [{ file: 'services/program/src/initiative/decision.ts', find: 'if (!goesOn.includes(into.state)) throw', replace: 'if (goesOn.length === 0) throw' }],
    file: 'services/program/src/initiative/decision.test.ts', test: 'When the other project is'
  },
  {
    name: 'portfolio: import as shown',
    patches: [{ file: 'services/program/src/intake/apply-import.store.ts', find: 'if (stale) throw', replace: 'if (stale && run.counts.rows < 0) throw' }],
    file: 'services/program/src/intake/portfolio-import.int.test.ts', test: 'When the directory has changed since the check'
  },
  {
    name: 'portfolio: becomes what there is',
    patches: [{ file: 'services/program/src/initiative/becomes.store.ts', find: 'if (text === undefined) throw new', replace: 'if (text === undefined) return becomes\n  if (text === undefined) throw new' }],
    file: 'services/program/src/plan/plan.int.test.ts', test: 'When a milestone, a project and a quick win serve it'
  },
  {
    name: 'portfolio: projects for who sees them',
    patches: [{ file: 'services/program/src/priority/get-serving.route.ts', find: 'seesProjects ? projectsServing(pool, ids) : null', replace: 'projectsServing(pool, ids)' }],
    file: 'services/program/src/plan/plan.int.test.ts', test: 'When a milestone, a project and a quick win serve it'
  },
  {
    name: 'overlaps: a dismissal holds for its texts',
    patches: [{ file: 'services/program/src/overlap/overlap.store.ts', find: "\n   and (d.texts = (select ${texts('a', 'b')} from initiative a left join initiative b on b.initiative_id = f.b where a.initiative_id = f.a)) is true`", replace: '`' }],
    file: 'services/program/src/overlap/overlap.int.test.ts', test: 'When somebody says that they are not the same'
  },
  {
    name: 'overlaps: what is decided is gone at once',
    patches: [
      { file: 'services/program/src/overlap/overlap.store.ts', find: '`f.a not in ${ended} and (f.b is null or f.b not in ${ended})`', replace: '`true`' }
    ],
    file: 'services/program/src/overlap/overlap.int.test.ts', test: 'When one is merged into the other'
  }
]
