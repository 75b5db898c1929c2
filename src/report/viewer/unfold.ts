/** Opens every fold that an element stands in, and its own. */
export const unfold = (target: Element): void => {
  for (
    let fold = target.closest('details');
    fold !== null;
    fold = fold.parentElement?.closest('details') ?? null
  )
    fold.open = true
}

/** A link leads to what can be seen. */
export const openWhatIsLinkedTo = (): void => {
  const open = (): void => {
    const target = document.getElementById(location.hash.slice(1))
    if (target === null) return
    unfold(target)
    target.scrollIntoView()
  }
  addEventListener('hashchange', open)
  if (location.hash !== '') open()
}
