import { expect, it } from 'vitest'
import { pageText } from '../../src/report/page-text.js'

const PAGE = `# auth/some: a title that is longer than the terminal is wide

One paragraph that
stands on two lines of the file.

| table | kept as it is, however wide |
|---|---|

- an item that is too long for one line
- another

\`\`\`sh
code that is kept, too, whatever

its length
\`\`\`
`

const style = { color: false, unicode: true }

it('breaks the paragraphs of a page for the width, and keeps titles, tables and code', () => {
  expect(pageText(PAGE, { ...style, width: 24 })).toBe(
    `# auth/some: a title that is longer than the terminal is wide

One paragraph that
stands on two lines of
the file.

| table | kept as it is, however wide |
|---|---|

- an item that is too
  long for one line
- another

\`\`\`sh
code that is kept, too, whatever

its length
\`\`\`
`,
  )
})

it('leaves a page as it is where nobody sees lines', () => {
  expect(pageText(PAGE, { ...style, width: Number.POSITIVE_INFINITY })).toBe(PAGE)
})
