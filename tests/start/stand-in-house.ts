import { house, type House } from '@weft/infra/small-default/house'

/** The real zones and topics, with a stand-in for every service. */
export const standInHouse: House = {
  ...house,
  moduleOf: () => new URL('stand-in.ts', import.meta.url).href,
  migrationsOf: () => new URL('migrations', import.meta.url).href
}
