import { z } from 'zod'

export type DoorwayOptions = {
  door: string
  /** Makes tokens in the operator's name. */
  sign: () => Promise<string>
  officeSignIn: string
  /** Ends the loading between two steps. */
  signal: AbortSignal
}

/** /v1 of the door, as the program office. */
export type Doorway = {
  call: (method: 'GET' | 'POST', path: string, body?: object) => Promise<unknown>
  /** Files in the order given. */
  upload: (path: string, files: readonly (readonly [field: string, name: string, text: string])[]) => Promise<unknown>
}
type Guests = readonly { signIn: string, name: string, role: string }[]

/** Marks the installation as a demonstration before anything comes in, then takes a key as the program office. */
export async function openDoorway ({ door, sign, officeSignIn, signal }: DoorwayOptions, guests: Guests): Promise<Doorway> {
  const send = async (authorization: string, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> => {
    if (signal.aborted) throw new Error('The loading was stopped.')
    const asForm = body instanceof FormData
    const response = await fetch(`${door}/v1${path}`, {
      method, headers: { authorization, ...(body !== undefined && !asForm && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: asForm ? body : JSON.stringify(body) }), signal: AbortSignal.any([signal, AbortSignal.timeout(120_000)])
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${(await response.text()).slice(0, 500)}`)
    return response.json()
  }
  await send(`Bearer ${await sign()}`, 'POST', '/demonstration', { guests })
  const { key } = z.object({ key: z.string() }).parse(await send(`Bearer ${await sign()}`, 'POST', '/keys', { signIn: officeSignIn, name: 'Demonstration' }))
  return {
    call: (method, path, body) => send(`Bearer ${key}`, method, path, body),
    upload: (path, files) => {
      const form = new FormData()
      for (const [field, name, text] of files) form.append(field, new Blob([text]), name)
      return send(`Bearer ${key}`, 'POST', path, form)
    }
  }
}
