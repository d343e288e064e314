import type { Subject } from '@weft/service-kit/access'
import { inTransaction, type Sql } from '@weft/service-kit/database'
import { Refusal } from '@weft/service-kit/refusal'
import type { Deps } from '../deps.ts'
import { findSegment, lockSegments, type SegmentRow } from '../segment/segment.store.ts'
import { mustSpeak } from '../segment/voice.store.ts'
import type { Draft } from './persona.ts'
import { draftOf } from './persona.store.ts'

/** Works on the draft that was read: the segment is locked, so a view that changes waits, or has changed before. Another draft meanwhile is 409. */
export const onDraft = <T>(pool: Deps['pool'], segmentId: string, subject: Subject, draftVersion: number, work: (tx: Sql, segment: SegmentRow, draft: Draft) => Promise<T>): Promise<T> =>
  inTransaction(pool, async tx => {
    await lockSegments(tx, [segmentId])
    const segment = await findSegment(tx, segmentId)
    await mustSpeak(tx, subject, segment.voiceId)
    const draft = await draftOf(tx, segmentId)
    if (draft.version !== draftVersion) throw new Refusal('conflict', 'changed-meanwhile', 'Somebody changed this draft while you did. Look at what stands now, then change it.')
    return work(tx, segment, draft)
  })
