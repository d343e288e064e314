import { isSecret } from '@weft/service-kit/config'
import type { z } from 'zod'

/** What stands in a configuration schema: variable → how it is read. */
export type Shape = Readonly<Record<string, z.ZodType>>
export type Configurations = {
  /** What `npm start` itself reads. */
  start: Shape
  /** What every service reads. */
  every: Shape
  /** What each service reads, with what every one does. */
  services: Readonly<Record<string, Shape>>
  /** Whether `npm start` hands a variable of its own environment on to the services that know it. */
  isHandedOn: (name: string) => boolean
}

/** docs/configuration.md: every environment variable with its default and meaning. Throws for a variable without a meaning. */
export function configurationPage ({ start, every, services, isHandedOn }: Configurations): string {
  const own = Object.entries(services).map(([service, shape]) => [service, without(shape, every)] as const)
  const handedOn = Object.assign({}, every, ...own.map(([, shape]) => shape)) as Shape
  const forStart = { ...Object.fromEntries(Object.entries(handedOn).filter(([name]) => isHandedOn(name))), ...start }
  const sections = own.filter(([, shape]) => Object.keys(shape).length > 0).map(([service, shape]) => `## ${service}\n\n${tableOf(shape)}`)
  return `${[intro, `## npm start\n\n${startIntro}\n\n${tableOf(forStart, 'set by `npm start`')}`, `## Every service\n\n${tableOf(every)}`, ...sections].join('\n\n')}\n`
}

const intro = `# Configuration

Generated from the schema in each service's \`src/config.ts\` by \`npm run docs\`; change it there. A test fails when this page is behind.

Everything is an environment variable, read once at the start. A value that does not fit stops the start, with the variable's name and never its value.

A variable marked *or by file* may be given as \`<NAME>_FILE\` instead: the path of a file that holds the value, so that a secret stands in no environment. The file is read once at the start; one
line break at its end is not part of it. Both at once are refused.`

const startIntro = 'The small default needs none of these. It makes databases, keys and addresses itself and gives each service its own.'

const without = (shape: Shape, known: Shape): Shape => Object.fromEntries(Object.entries(shape).filter(([name]) => !(name in known)))

function tableOf (shape: Shape, whenNeeded = 'needed'): string {
  const rows = Object.entries(shape).sort(([a], [b]) => a < b ? -1 : 1).map(([name, field]) => {
    if (field.description === undefined) throw new Error(`${name} has no meaning: describe it in its config.ts`)
    return `| \`${name}\` | ${defaultOf(field) ?? whenNeeded} | ${cellText(field.description)}${isSecret(field) ? '; *or by file*' : ''} |`
  })
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n')
}

/** What stands for a variable that is not given, in words; undefined where it must be. */
function defaultOf (field: z.ZodType): string | undefined {
  const parsed = field.safeParse(undefined)
  if (!parsed.success) return undefined
  if (parsed.data === '') return 'empty'
  return `\`${typeof parsed.data === 'string' ? parsed.data : JSON.stringify(parsed.data)}\``
}

const cellText = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
