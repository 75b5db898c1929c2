/**
 * The same function of frozen values, asked once for each pair of them. What the facts tell is frozen throughout, and a
 * dozen checks want the same worked out from it; what is not frozen is worked out anew each time.
 */
export const remembered = <A extends object, B extends object, R>(work: (a: A, b: B) => R) => {
  const results = new WeakMap<A, WeakMap<B, { readonly result: R }>>()
  return (a: A, b: B): R => {
    if (!Object.isFrozen(a) || !Object.isFrozen(b)) return work(a, b)
    const ofA = results.get(a) ?? new WeakMap<B, { readonly result: R }>()
    results.set(a, ofA)
    const known = ofA.get(b) ?? { result: work(a, b) }
    ofA.set(b, known)
    return known.result
  }
}

/** The same for a function of one value. */
export const rememberedOf = <A extends object, R>(work: (a: A) => R) => {
  const both = remembered((a: A, _: object) => work(a))
  return (a: A): R => both(a, NOTHING)
}

const NOTHING = Object.freeze({})
