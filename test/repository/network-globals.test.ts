import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { sources, textOf } from './files.js'

const NETWORK = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'])
const ROUND_ABOUT = new Set(['require', 'eval', 'Function'])

/** The names a source uses to reach the network, or to load what an import rule would have seen. */
function reaches(text: string): readonly string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      const whole = node.getText().replaceAll('?.', '.')
      if (/^(globalThis|global|self)\.\w+$/.test(whole) && NETWORK.has(node.name.text)) found.push(whole)
      if (/^process\.(getBuiltinModule|binding)$/.test(whole)) found.push(whole)
      visit(node.expression)
      return
    }
    if (ts.isPropertyAssignment(node)) {
      visit(node.initializer)
      return
    }
    if (ts.isIdentifier(node) && NETWORK.has(node.text)) found.push(node.text)
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && ROUND_ABOUT.has(node.expression.getText()))
      found.push(node.expression.getText())
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.ES2023, true))
  return found
}

describe('global network access', () => {
  it.each([
    ["await fetch('http://127.0.0.1')", 'fetch'],
    ['const get = fetch', 'fetch'],
    ['const answer = { get: fetch }', 'fetch'],
    ['const answer = { fetch }', 'fetch'],
    ['await globalThis.fetch(url)', 'globalThis.fetch'],
    ['new WebSocket(url)', 'WebSocket'],
    ["require('fs')", 'require'],
    ["process.getBuiltinModule('fs')", 'process.getBuiltinModule'],
    ["new Function('return 1')", 'Function'],
  ])('is seen in `%s`', (text, name) => {
    expect(reaches(text)).toContain(name)
  })

  it.each([
    'ctx.net.fetch(url)',
    '// fetch(url)',
    "const text = 'fetch(url)'",
    'const port = { fetch: ask }',
  ])('is not seen in `%s`', (text) => {
    expect(reaches(text)).toEqual([])
  })

  it('is found in no source outside the ports', () => {
    const outside = sources.filter((file) => !file.startsWith('src/ports/'))
    expect(outside.length).toBeGreaterThan(20)
    expect(outside.flatMap((file) => reaches(textOf(file)).map((name) => `${file}: ${name}`))).toEqual([])
  })
})
