import ts from 'typescript'
import { importsOf, parse, type Source } from './source.ts'

/** Of libraries that also hold clocks or chance, the names that neither use. */
const pureNames: Record<string, readonly string[]> = {
  'node:crypto': ['hash', 'createHash', 'createHmac', 'hkdfSync', 'timingSafeEqual', 'createCipheriv', 'createDecipheriv'],
  uuid: ['v5', 'validate', 'version', 'parse', 'stringify']
}
const impureGlobals = new Set(['process', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'performance', 'console', 'crypto'])

/** What a plain file does that its arguments do not decide: clock, chance, environment, network, output. */
export function impurities (source: Source): string[] {
  const found = importsOf(source)
    .filter(({ module, name }) => pureNames[module] !== undefined && !pureNames[module].includes(name))
    .map(({ module, name }) => `${name} of ${module}`)
  const visit = (node: ts.Node): void => {
    const what = impurityOf(node)
    if (what !== undefined) found.push(what)
    ts.forEachChild(node, visit)
  }
  visit(parse(source))
  return found.map(what => `${source.file}: ${what}`)
}

function impurityOf (node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && ['Date.now', 'Math.random'].includes(node.getText())) return node.getText()
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0) return 'new Date()'
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()'
  const used = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node) ? node.expression : undefined
  if (used && ts.isIdentifier(used) && impureGlobals.has(used.text) && !isDeclared(used)) return used.text
  return undefined
}

// A parameter or a local that happens to bear the name of a global is a value like any other.
function isDeclared (used: ts.Identifier): boolean {
  let declared = false
  const visit = (node: ts.Node): void => {
    if ((ts.isParameter(node) || ts.isVariableDeclaration(node) || ts.isBindingElement(node) || ts.isFunctionDeclaration(node)) && node.name?.getText() === used.text) declared = true
    ts.forEachChild(node, visit)
  }
  visit(used.getSourceFile())
  return declared
}

const domain = /\b(waves?|surveys?|persons?|people|employees?|boss(es)?|respondents?|units?|disciplines?|instruments?|scor(e|es|ed|ing)|commitments?|strat(um|a)|answer sheets?|invitations?|invitees?|participation|reporting|organisations?|departments?)\b/gi

/** Domain words in code or comments, inside camelCase names too. */
export function domainWords ({ file, text }: Source): string[] {
  // OpenTelemetry calls seconds and bytes a unit.
  const words = text.replace(/\bunit: '(s|\{\w+\})'/g, '').replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]/g, ' ')
  return [...words.matchAll(domain)].map(([word]) => `${file}: ${word.toLowerCase()}`)
}
