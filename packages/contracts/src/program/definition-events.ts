import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day, languageTag } from '../vocabulary.ts'

const published = z.object({ version: z.int().positive(), publishedOn: day, texts: z.array(z.object({ language: languageTag, text: z.string().min(1) })).min(1).max(12) })
export type DefinitionPublished = z.infer<typeof published>
export const definitionPublished = contract<DefinitionPublished>({
  topic: 'int.program.definition.v1', type: 'definition-published', key: 'always `definition`', content: 'structure',
  meaning: 'A version of what customer centricity means here is in force; everybody is asked to read it.',
  data: published,
  example: { version: 1, publishedOn: '2027-03-01', texts: [{ language: 'en', text: 'We understand customers, see what they will need, and act on it together.' }] }
})
