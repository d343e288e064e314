import { constants, crc32, deflateRawSync, gzipSync } from 'node:zlib'

/** A page in both shapes that browsers ask for; made when it is asked for. */
export type HtmlPage = { body: () => Buffer | string, packed: () => Buffer }

export const pageOf = (html: string): HtmlPage => ({ body: () => html, packed: () => gzipSync(html, { level: 3 }) })

export function fixedPage (html: string): HtmlPage {
  const [body, packed] = [Buffer.from(html), gzipSync(html)]
  return { body: () => body, packed: () => packed }
}

const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])

/**
 * Pages that differ in one short text between two long ones. The long ones are packed once: deflate blocks may stand side by side when
 * each ends on a byte (RFC 1951, a sync flush), and the CRC goes on from where it was (RFC 1952). Packing each whole took a fifth of a page's time.
 */
export function pagesAround (before: string, after: string): (middle: string) => HtmlPage {
  const head = Buffer.from(before)
  const [headCrc, packedHead] = [crc32(head), pack(before)]
  const packedTail = deflateRawSync(after)
  return middle => ({
    body: () => before + middle + after,
    packed: () => {
      const rest = Buffer.from(middle + after)
      const foot = Buffer.alloc(8)
      foot.writeUInt32LE(crc32(rest, headCrc), 0)
      foot.writeUInt32LE(head.length + rest.length, 4)
      return Buffer.concat([GZIP_HEADER, packedHead, pack(middle), packedTail, foot])
    }
  })
}

const pack = (text: string) => deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH })
