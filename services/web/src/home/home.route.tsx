import { waitingReply } from '@weft/contracts/commitments/waiting-api'
import { organisationReply } from '@weft/contracts/directory/api'
import { participationReply } from '@weft/contracts/participation/api'
import { attestationReply } from '@weft/contracts/program/attestation-api'
import { charterReply } from '@weft/contracts/program/charter-api'
import { definitionReply } from '@weft/contracts/program/definition-api'
import { prioritiesReply } from '@weft/contracts/program/priority-api'
import { heatMapReply, progressReply, releasesReply, unitReply } from '@weft/contracts/reporting/api'
import { wavesReply } from '@weft/contracts/survey/api'
import { Refusal } from '@weft/service-kit/refusal'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { may } from '../access/may.ts'
import type { Deps } from '../deps.ts'
import { personIn } from '../protection.tsx'
import { show } from '../show.tsx'
import { doorsFor } from './doors.ts'
import { asksOf } from './asked.ts'
import { HomePage, type HomeView } from './home.page.tsx'
import { waveInHand } from './next-step.ts'

/** GET /: the state of the program. A part of the platform that is away takes only its own panel with it. */
export const homeRoute = ({ client }: Deps): FastifyPluginAsyncZod => async app => {
  app.get('/', { config: { does: 'see-program', summary: 'The state of the program' } }, async (request, reply) => {
    const person = personIn(request)
    const away: string[] = []
    const runs = may(person.roles, 'run-waves')
    const part = <T, >(name: string, reading: Promise<T>) => reading.catch((error: unknown) => goneQuiet(error, name, away))
    const [organisation, waves, releases, charter, priorities, progress, definition, attestation, waiting] = await Promise.all([
      runs ? part('the organisation', client.read(person, 'directory', '/organisation', organisationReply)) : null,
      part('waves', client.read(person, 'survey', '/waves', wavesReply)),
      part('scores', client.read(person, 'reporting', '/releases', releasesReply)),
      part('the charter', client.read(person, 'program', '/program/charter', charterReply)),
      part('the priorities', client.read(person, 'program', '/program/priorities', prioritiesReply)),
      part('how far the program is', client.read(person, 'reporting', '/progress?limit=60', progressReply)),
      part('the definition', client.read(person, 'program', '/program/definition', definitionReply)),
      part('your answer', client.read(person, 'program', '/program/attestation', attestationReply)),
      may(person.roles, 'take-part') ? part('what waits in commitments', client.read(person, 'commitments', '/commitments/waiting', waitingReply)) : null
    ])
    const [release, wave] = [releases?.releases[0] ?? null, waveInHand(waves?.waves ?? [])]
    const seesAll = may(person.roles, 'see-scores')
    const own = may(person.roles, 'see-own-units') && !seesAll ? person.scopes[0] : undefined
    const [map, whole, unit, participation] = await Promise.all([
      release === null || !seesAll ? null : part('scores', client.read(person, 'reporting', `/releases/${release.releaseId}/heat-map`, heatMapReply)),
      release === null || seesAll ? null : part('scores', client.read(person, 'reporting', `/releases/${release.releaseId}/whole`, unitReply)),
      release === null || own === undefined ? null : part('your unit', client.read(person, 'reporting', `/releases/${release.releaseId}/units/${encodeURIComponent(own)}`, unitReply)),
      wave === null || !runs ? null : part('who takes part', client.read(person, 'participation', `/waves/${wave.waveId}/participation`, participationReply))
    ])
    const view: HomeView = { roles: person.roles, asked: asksOf(definition, attestation, waiting), program: { charter, priorities, days: progress?.days ?? [] }, organisation, waves: waves?.waves ?? [], release, map, whole, unit, participation,
      unitMissing: release !== null && own !== undefined && unit === null && !away.includes('your unit'), away, runs, seesWaves: may(person.roles, 'see-waves'), doors: doorsFor(person.roles), otherUnits: unit === null ? [] : person.scopes.slice(1) }
    return show(request, reply, 'Program', <HomePage {...view} />)
  })
}

function goneQuiet (error: unknown, name: string, away: string[]): null {
  if (!(error instanceof Refusal)) throw error
  // Not found: a service that has not heard of the wave yet has nothing to show, and that is all.
  if (error.kind !== 'not-found' && !away.includes(name)) away.push(name)
  return null
}
