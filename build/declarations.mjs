// Writes the declarations of the public entries: all of them in one file, so that a type is the same from whichever entry
// it is imported, and beside it what each entry exports of it. Not bundled with the rest, as API Extractor takes whatever
// lies below a node_modules, where the build begins, for somebody else's.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { extract } from './extractor.mjs'

const root = join(import.meta.dirname, '..')

/** The compiled entries, from the folder that is published. */
const ENTRIES = { index: '../src/index', testing: '../src/testing/index' }

/** Of a type that is derived from a schema of zod's: what it comes to. */
const SPELLED_OUT =
  ts.NodeBuilderFlags.NoTruncation |
  ts.NodeBuilderFlags.InTypeAlias |
  ts.NodeBuilderFlags.MultilineObjectLiterals

/** @param {string} to the folder */
const writeDeclarations = (to) => {
  const all = join(to, 'all.d.ts')
  const together = join(to, 'declarations.d.ts')
  const entries = Object.entries(ENTRIES).map(([name, entry]) => ({
    name,
    file: join(to, `${entry}.d.ts`),
    entry,
  }))
  writeFileSync(all, entries.map(({ entry }) => `export * from '${entry}.js'\n`).join(''))
  extract(all, { dtsRollup: { enabled: true, untrimmedFilePath: together } })
  rmSync(all)
  const program = programOf([together, ...entries.map(({ file }) => file)])
  const checker = program.getTypeChecker()
  for (const { name, file } of entries) {
    const module = checker.getSymbolAtLocation(sourceIn(program, file))
    const names = module ? checker.getExportsOfModule(module).map((symbol) => symbol.name) : []
    const list = names.sort().map((name) => `  ${name},\n`)
    writeFileSync(join(to, `${name}.d.ts`), `export {\n${list.join('')}} from './declarations.js'\n`)
  }
  writeFileSync(together, withoutSchemas(program, together))
}

/** @param {readonly string[]} files */
const programOf = (files) => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)
  // Else the order of a union's members depends on what else was compiled.
  return ts.createProgram(files, { ...options, stableTypeOrdering: true })
}

/**
 * @param {ts.Program} program
 * @param {string} file
 */
const sourceIn = (program, file) => {
  const source = program.getSourceFile(file)
  if (!source) throw new Error(`${file} was not compiled.`)
  return source
}

/**
 * The text of a file of declarations, with each type that is derived from a schema written out, and without the schemas:
 * whoever uses the package needs no zod for it, and can read it.
 * @param {ts.Program} program
 * @param {string} file
 */
const withoutSchemas = (program, file) => {
  const checker = program.getTypeChecker()
  const source = sourceIn(program, file)
  const printer = ts.createPrinter()
  const known = new Set(checker.getSymbolsInScope(source, ts.SymbolFlags.Type).map(({ name }) => name))
  /** @type {Map<string, string>} */
  const added = new Map()

  /** @param {ts.Node} node */
  const addUnknown = (node) => {
    if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName) && !known.has(node.typeName.text))
      added.set(node.typeName.text, aliasNamed(program, node.typeName.text))
    ts.forEachChild(node, addUnknown)
  }

  /** @param {ts.TypeAliasDeclaration} alias */
  const spelledOut = (alias) => {
    const node = checker.typeToTypeNode(checker.getTypeAtLocation(alias.name), undefined, SPELLED_OUT)
    if (!node) throw new Error(`${alias.name.text} cannot be written out.`)
    addUnknown(node)
    const before = source.text.slice(alias.getFullStart(), alias.type.getFullStart())
    return `${before} ${printer.printNode(ts.EmitHint.Unspecified, node, source)};`
  }

  /** @param {ts.Statement} statement */
  const plain = (statement) => {
    const text = statement.getText(source)
    if (text === "import { z } from 'zod';" || (ts.isVariableStatement(statement) && / z\.\w/.test(text)))
      return ''
    if (ts.isTypeAliasDeclaration(statement) && statement.type.getText(source).startsWith('z.infer<'))
      return spelledOut(statement)
    return statement.getFullText(source)
  }
  const text = source.statements.map(plain).join('').trim()
  return `${[...added.values(), text].join('\n\n')}\n`
}

/**
 * @param {ts.Program} program
 * @param {string} name
 */
const aliasNamed = (program, name) => {
  for (const source of program.getSourceFiles())
    for (const statement of source.statements)
      if (ts.isTypeAliasDeclaration(statement) && statement.name.text === name)
        return statement.getText(source).replace(/^export /, 'declare ')
  throw new Error(`The public declarations name ${name}, which nothing declares.`)
}

writeDeclarations(process.argv[2] ?? join(root, 'dist', 'public'))
