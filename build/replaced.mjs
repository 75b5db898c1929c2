/** @typedef {readonly [before: string, after: string]} Replacement */

/**
 * The text of a library's module with parts of it replaced. Where one of them is not there, the library is another one than
 * this was written for, and the build fails.
 * @param {string} code
 * @param {string} id of the module
 * @param {readonly Replacement[]} replacements
 */
export const replaced = (code, id, replacements) =>
  replacements.reduce((text, [before, after]) => {
    if (!text.includes(before)) throw new Error(`${id} holds no ${before}`)
    return text.replace(before, () => after)
  }, code)
