import { waveClosed, waveLaunchRequested, waveOpened, wavePlanned } from '@weft/contracts/survey/events'
import { eventOf, type OutEvent } from '@weft/service-kit/event'
import type { Wave } from './wave.ts'

const contractOf = { planned: wavePlanned, 'launch-requested': waveLaunchRequested, opened: waveOpened, closed: waveClosed }

/** What others hear of a wave's state; the contract leaves the hand-over out. `day` is a date: no instant leaves this zone. */
export const waveEvent = (wave: Wave, id: string, day: string): OutEvent =>
  eventOf(contractOf[wave.state], { id, key: wave.waveId, time: day, data: wave })
