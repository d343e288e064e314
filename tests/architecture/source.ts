import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from './tree.ts'

export type Source = { file: string, text: string }
/** One imported name; `name` is `*` for a whole module. */
export type Import = { module: string, name: string }

/** Every file of the product under a folder, tests left out. */
export function sourcesIn (pattern: string): Source[] {
  return globSync(pattern, { cwd: root, exclude: path => /node_modules$/.test(path) })
    .filter(file => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map(file => ({ file, text: readFileSync(join(root, file), 'utf8') }))
}

export function parse ({ file, text }: Source): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
}

/** Static imports and re-exports by name, types included, and dynamic imports of a written name. */
export function importsOf (source: Source): Import[] {
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) found.push(...namesOf(node).map(name => ({ module: textOf(node.moduleSpecifier), name })))
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) found.push({ module: textOf(node.moduleSpecifier), name: '*' })
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0]) found.push({ module: textOf(node.arguments[0]), name: '*' })
    ts.forEachChild(node, visit)
  }
  visit(parse(source))
  return found
}

const textOf = (node: ts.Node): string => ts.isStringLiteralLike(node) ? node.text : ''

function namesOf ({ importClause }: ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings
  const named = bindings === undefined ? [] : ts.isNamespaceImport(bindings) ? ['*'] : bindings.elements.map(element => (element.propertyName ?? element.name).text)
  return importClause?.name ? ['default', ...named] : named.length > 0 ? named : ['*']
}
