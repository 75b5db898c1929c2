type Content = Node | string

/** An element with this class and content. Text stays text: there is no way to hand it markup. */
export const element = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  ...content: readonly Content[]
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(name)
  if (className !== '') made.className = className
  made.append(...content)
  return made
}

/** A link to a place of this page. */
export const linkTo = (id: string, ...content: readonly Content[]): HTMLAnchorElement => {
  const made = element('a', '', ...content)
  made.href = `#${id}`
  return made
}
