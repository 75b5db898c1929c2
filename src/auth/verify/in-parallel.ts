/** Does `work` for every item, at most `limit` at a time; the results stand in the order of the items. */
export const inParallel = async <T, U>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<U>,
): Promise<readonly U[]> => {
  const results = new Map<number, U>()
  const waiting = items.entries()
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) results.set(index, await work(item))
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, worker))
  return items.map((_, index) => results.get(index) as U)
}
