import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { patchedText } from './copy.ts'
import { guards } from './guards.ts'

const root = resolve(import.meta.dirname, '../..')

test.each(guards)('When the guard "$name" is to be taken out, then every place it stands at is still there, once', ({ patches }) => {
  const texts = new Map<string, string>()
  const textOf = (file: string) => texts.get(file) ?? readFileSync(join(root, file), 'utf8')
  expect(() => patches.forEach(patch => texts.set(patch.file, patchedText(textOf(patch.file), patch)))).not.toThrow()
})
