import type { Guard } from '../bite.ts'

/** The door. */
export const web: readonly Guard[] = [
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
    name: 'labelled files of a demonstration',
    patches: [{ file: 'services/web/src/demonstrating.ts', find: "reply.header('content-disposition', labelled(disposition)) // guard: demonstration files are labelled", replace: "reply.header('content-disposition', disposition)" }],
    file: 'services/web/src/demonstration/demonstration.int.test.ts', test: 'When an installation is marked as a demonstration'
  },
  {
    name: 'a session that ended is not given from Redis',
    patches: [{ file: 'services/web/src/session/kept-session.store.ts', find: '      await forbid(idHash) // guard: ended for everybody\n      await deleteSession(pool, idHash)\n      await forbid(idHash)\n', replace: '      await deleteSession(pool, idHash)\n' }],
    file: 'services/web/src/session/kept-session.int.test.ts', test: 'When it is ended, then every process knows at once'
  },
  {
    name: 'Redis says yes, Postgres says no',
    patches: [{ file: 'services/web/src/session/kept-session.store.ts', find: 'if (known !== undefined && isCurrent(known, limits, now)) return known // guard: Redis only says yes', replace: 'if (known !== undefined) return known' }],
    file: 'services/web/src/session/kept-session.int.test.ts', test: 'When it looks unused for too long to one process'
  }
]
