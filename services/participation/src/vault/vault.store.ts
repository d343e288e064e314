import { randomBytes } from 'node:crypto'
import { constants, existsSync } from 'node:fs'
import { link, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '@weft/service-kit/refusal'

const KEY_BYTES = 32

/** Keys in files, one a wave, outside the database and its backups. */
export type Vault = {
  /** The wave's key; made when there is none. Running it again gives the same. */
  keep: (waveId: string) => Promise<Buffer>
  /** The wave's key, or undefined when there is none (any more). */
  read: (waveId: string) => Promise<Buffer | undefined>
  /** Overwrites and removes the wave's key, leaving a mark that it did. Running it again does nothing. Without key and mark: `vault-key-missing` (unavailable). */
  destroy: (waveId: string) => Promise<void>
}

/** The vault in this folder. Files are readable by this account only. */
export function openVault (folder: string): Vault {
  const fileOf = (waveId: string) => join(folder, `${waveId}.key`)
  const markOf = (waveId: string) => join(folder, `${waveId}.destroyed`)
  const read = async (waveId: string) => {
    const key = await readFile(fileOf(waveId)).catch(undefinedWhen('ENOENT'))
    if (key !== undefined && key.length !== KEY_BYTES) throw new Error(`The vault key of wave ${waveId} is damaged.`)
    return key
  }
  return {
    read,
    keep: async waveId => {
      const found = await read(waveId)
      if (found !== undefined) return found
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await place(folder, fileOf(waveId))
      return await read(waveId) ?? failed(waveId)
    },
    destroy: async waveId => {
      const file = await open(fileOf(waveId), constants.O_WRONLY).catch(undefinedWhen('ENOENT'))
      if (file === undefined) {
        // A folder that is not mounted has no key either: that one must not be called destroyed.
        if (existsSync(markOf(waveId))) return
        throw new Refusal('unavailable', 'vault-key-missing', 'The vault key of this wave is not in this folder, and nothing says that it was destroyed. Is the folder the right one?')
      }
      try {
        await file.write(randomBytes(KEY_BYTES), 0, KEY_BYTES, 0)
        await file.sync()
      } finally {
        await file.close()
      }
      await writeFile(markOf(waveId), '', { mode: 0o600 })
      await rm(fileOf(waveId))
      await syncFolder(folder)
    }
  }
}

// Written whole under another name and then linked: a death in between leaves no half key, and of two writers one wins.
async function place (folder: string, path: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(randomBytes(KEY_BYTES))
    await file.sync()
    await link(draft, path).catch(undefinedWhen('EEXIST'))
  } finally {
    await file.close()
    await rm(draft, { force: true })
  }
  await syncFolder(folder)
}

async function syncFolder (folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY)
  await handle.sync().finally(() => handle.close())
}

function failed (waveId: string): never {
  throw new Error(`The vault key of wave ${waveId} could not be kept.`)
}

const undefinedWhen = (code: string) => (error: unknown): undefined => {
  if ((error as NodeJS.ErrnoException).code !== code) throw error
}
