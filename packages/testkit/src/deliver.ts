import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { exportJWK, generateKeyPair } from 'jose'
import type { Contract } from '@weft/contracts/envelope'
import { tokenSigner, tokenVerifier } from '@weft/service-kit/access'
import { receiveBatch, type Reaction } from '@weft/service-kit/inbox'

const quiet = { info: () => {}, warn: () => {}, error: () => {} }

export type Delivery<Data = unknown> = { contract: Contract<Data>, key: string, data: Data, id?: string }
export const delivery = <Data>(contract: Contract<Data>, key: string, data: Data, id: string = randomUUID()): Delivery => ({ contract, key, data, id })

/** Brings events to a service's reactions as a transport would: as records, in batches of one. What is put aside is in `dead_letter`. */
export async function deliver (pool: pg.Pool, reactions: readonly Reaction[], deliveries: readonly Delivery[]): Promise<void> {
  for (const [offset, { contract, key, data, id }] of deliveries.entries()) {
    await receiveBatch(pool, reactions, {
      topic: contract.topic, partition: 0,
      records: [{
        topic: contract.topic, partition: 0, offset: String(offset), key, value: JSON.stringify(data), time: '2027-03-01',
        headers: { ce_id: id ?? randomUUID(), ce_type: contract.type, ce_time: '2027-03-01' }
      }]
    }, quiet)
  }
}

/** A door of its own for one service: its verifier, and headers signed for somebody with these roles. */
export async function doorTo (service: string) {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true })
  const sign = await tokenSigner(await exportJWK(privateKey))
  return {
    publicKey: await exportJWK(publicKey),
    verify: await tokenVerifier(await exportJWK(publicKey), service),
    as: async (...roles: string[]) => ({ authorization: `Bearer ${await sign(service, { subject: 'somebody', roles })}` })
  }
}
