import { parseSync, Visitor } from 'rolldown/utils'

/**
 * A text of JavaScript in which no argument is a function in parentheses. V8 takes these as a sign that the function is
 * about to be called and compiles it with all that its file holds: the bundler puts them around every CommonJS module,
 * and most of those are never called in a run.
 * @param {string} code
 * @param {string} fileName
 */
export const withoutCompileHints = (code, fileName) => {
  const { program, errors } = parseSync(fileName, code, { preserveParens: true, sourceType: 'script' })
  if (errors.length > 0) throw new Error(`${fileName}: ${errors[0]?.message}`)
  /** @type {number[]} */
  const parentheses = []
  new Visitor({
    CallExpression({ arguments: given }) {
      for (const each of given)
        if (each.type === 'ParenthesizedExpression' && each.expression.type === 'ArrowFunctionExpression')
          parentheses.push(each.start, each.end - 1)
    },
  }).visit(program)
  return parentheses
    .toSorted((a, b) => b - a)
    .reduce((text, at) => text.slice(0, at) + text.slice(at + 1), code)
}
