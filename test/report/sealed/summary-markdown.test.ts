import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import { describe, expect, it } from 'vitest'
import { summaryMarkdown } from '../../../src/report/sealed/summary-markdown.js'
import { aCheck, aFinding, aReport } from '../../report/documents.js'
import { sealedExample } from '../../support/sealed-example.js'

const withWhat = (whats: readonly string[]) =>
  sealedExample({
    report: aReport([
      aCheck({ findings: whats.map((what, index) => aFinding({ id: `f${index}`, messageId: 'm', what })) }),
    ]),
  })

type Node = ReturnType<typeof fromMarkdown> | ReturnType<typeof fromMarkdown>['children'][number]

/** Every node as a reader of Markdown makes it. */
const nodesIn = (markdown: string): readonly Node[] => {
  const within = (node: Node): readonly Node[] => [
    node,
    ...('children' in node ? node.children.flatMap((child) => within(child as Node)) : []),
  ]
  return within(
    fromMarkdown(markdown, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] }),
  )
}

const wordsIn = (markdown: string): string =>
  nodesIn(markdown)
    .flatMap((node) => (node.type === 'text' ? [node.value] : []))
    .join('\n')

describe('the summary for an issue', () => {
  it('begins with the verdict and the cause, and ends with versions and the case', () => {
    const lines = summaryMarkdown(sealedExample()).split('\n')
    expect(lines[0]).toBe('## Clawdbot doctor: Something is broken')
    const cause = lines.findIndex((line) => line.includes('claude/subscription!expired'))
    expect(cause).toBeGreaterThan(0)
    expect(cause).toBeLessThan(6)
    expect(lines.at(-2)).toContain('2026-01-15-k3f9')
  })

  it('is no longer than sixty lines however much was found', () => {
    const many = Array.from({ length: 500 }, (_, index) => `It is broken in way ${index}.`)
    const summary = summaryMarkdown(withWhat(many))
    expect(summary.split('\n').length).toBeLessThanOrEqual(60)
    expect(summary).toContain('more findings')
  })

  it.each([
    '@octocat broke it',
    'see #123 and octo/repo#5, or GH-77',
    'at https://example.com/x?y and www.example.com',
    'since 0123456789abcdef0123456789abcdef01234567',
    'ask ada@example.com',
    '@team/people',
  ])('makes no link, mention or reference of %s', (what) => {
    expect(wordsIn(summaryMarkdown(withWhat([what])))).not.toMatch(
      /@\w|#\d|GH-\d|:\/\/|www\.|\b[0-9a-f]{7,40}\b/,
    )
  })

  it('lets no text of a report become markup', () => {
    const odd = fc.stringMatching(/^[<>[\]()!`*_~|#&\\\w \n-]{1,60}$/)
    fc.assert(
      fc.property(odd, (what) => {
        const types = nodesIn(summaryMarkdown(withWhat([`a ${what} b`]))).map(({ type }) => type)
        const plain = nodesIn(summaryMarkdown(withWhat(['a b']))).map(({ type }) => type)
        const isWords = (type: string): boolean => type === 'text' || type === 'inlineCode'
        expect(types.filter((type) => !isWords(type))).toEqual(plain.filter((type) => !isWords(type)))
      }),
    )
  })
})
