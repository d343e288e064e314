import type { ServiceName } from './envelope.ts'

/** A topic, who writes it and who may read it. Nothing else is granted, on either transport. */
export type Topic = { name: string, producer: ServiceName, readers: readonly ServiceName[], partitions: number, cleanup: 'delete' | 'compact' }

export const topics: readonly Topic[] = [
  { name: 'int.directory.person.v1', producer: 'directory', readers: ['participation', 'program', 'commitments'], partitions: 16, cleanup: 'compact' },
  { name: 'int.directory.account.v1', producer: 'directory', readers: ['program', 'commitments'], partitions: 16, cleanup: 'compact' },
  { name: 'int.directory.organisation.v1', producer: 'directory', readers: ['participation'], partitions: 1, cleanup: 'compact' },
  { name: 'pub.directory.unit.v1', producer: 'directory', readers: ['participation', 'program', 'commitments'], partitions: 16, cleanup: 'compact' },
  { name: 'pub.program.progress.v1', producer: 'program', readers: ['reporting'], partitions: 1, cleanup: 'compact' },
  { name: 'int.program.experiment.v1', producer: 'program', readers: [], partitions: 4, cleanup: 'delete' },
  { name: 'int.program.readiness.v1', producer: 'program', readers: [], partitions: 4, cleanup: 'delete' },
  { name: 'int.participation.audience.v1', producer: 'participation', readers: ['survey'], partitions: 4, cleanup: 'delete' },
  { name: 'int.program.charter.v1', producer: 'program', readers: [], partitions: 1, cleanup: 'compact' },
  { name: 'int.program.priorities.v1', producer: 'program', readers: ['commitments'], partitions: 1, cleanup: 'compact' },
  { name: 'int.program.definition.v1', producer: 'program', readers: [], partitions: 1, cleanup: 'compact' },
  { name: 'int.program.initiative.v1', producer: 'program', readers: [], partitions: 4, cleanup: 'delete' },
  { name: 'int.program.practice.v1', producer: 'program', readers: ['commitments'], partitions: 4, cleanup: 'delete' },
  { name: 'int.program.quick-win.v1', producer: 'program', readers: ['commitments'], partitions: 4, cleanup: 'delete' },
  { name: 'int.program.forum.v1', producer: 'program', readers: [], partitions: 4, cleanup: 'delete' },
  { name: 'int.program.plan.v1', producer: 'program', readers: [], partitions: 4, cleanup: 'delete' },
  { name: 'pub.program.same-page.v1', producer: 'program', readers: [], partitions: 4, cleanup: 'delete' },
  { name: 'int.program.segment.v1', producer: 'program', readers: [], partitions: 4, cleanup: 'delete' },
  { name: 'int.commitments.review.v1', producer: 'commitments', readers: [], partitions: 4, cleanup: 'delete' },
  { name: 'int.commitments.handover.v1', producer: 'commitments', readers: [], partitions: 4, cleanup: 'delete' },
  { name: 'pub.commitments.roll-up.v1', producer: 'commitments', readers: [], partitions: 4, cleanup: 'delete' },
  { name: 'int.commitments.commitment.v1', producer: 'commitments', readers: [], partitions: 16, cleanup: 'delete' },
  { name: 'int.survey.wave.v1', producer: 'survey', readers: ['participation', 'scoring'], partitions: 4, cleanup: 'delete' },
  { name: 'int.survey.redemption.v1', producer: 'survey', readers: ['participation'], partitions: 4, cleanup: 'delete' },
  { name: 'int.survey.instrument.v1', producer: 'survey', readers: ['scoring'], partitions: 4, cleanup: 'delete' },
  { name: 'int.survey.tree.v1', producer: 'survey', readers: ['scoring'], partitions: 4, cleanup: 'delete' },
  { name: 'int.survey.sheet.v1', producer: 'survey', readers: ['scoring'], partitions: 16, cleanup: 'delete' },
  { name: 'int.survey.hand-over.v1', producer: 'survey', readers: ['scoring'], partitions: 4, cleanup: 'delete' },
  { name: 'int.scoring.re-emission.v1', producer: 'scoring', readers: ['survey'], partitions: 4, cleanup: 'delete' },
  { name: 'pub.scoring.release.v1', producer: 'scoring', readers: ['reporting', 'commitments'], partitions: 4, cleanup: 'delete' },
  { name: 'pub.scoring.score.v1', producer: 'scoring', readers: ['reporting', 'commitments'], partitions: 16, cleanup: 'delete' }
]
