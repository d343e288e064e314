import { Refusal } from '@weft/service-kit/refusal'

export const noForum = () => new Refusal('not-found', 'no-such-forum', 'There is no such forum.')
