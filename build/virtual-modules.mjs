/**
 * A plugin of rolldown's for modules that are not on the disk, or that are to be other ones than those there.
 * @param {Readonly<Record<string, string>>} texts of the modules, by what they are imported as or where they lie
 */
export const virtualModules = (texts) => ({
  name: 'virtual-modules',
  /** @param {string} id */
  resolveId: (id) => (Object.hasOwn(texts, id) ? id : null),
  /** @param {string} id */
  load: (id) => (Object.hasOwn(texts, id) ? { code: texts[id], moduleType: 'js' } : null),
})
