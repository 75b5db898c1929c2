import { type AnyFact, BUNDLED, type Needs, type Plugin } from '../contract/index.js'
import { factClosure, factsNeededBy } from '../engine/fact-graph.js'

/** A plugin's parts, each with its number: that is what the doctor asks for. */
export interface Parts {
  readonly facts: readonly AnyFact[]
  readonly plugin: Plugin
}

/** All facts that anything of the plugin needs, those included that it does not list. */
export const partsOf = (plugin: Plugin): Parts => {
  const roots = [...plugin.checks, ...plugin.fixes].flatMap(factsNeededBy)
  const touched = plugin.fixes.flatMap((fix) => fix.touches)
  return { plugin, facts: [...factClosure([...plugin.facts, ...roots, ...touched])] }
}

/** What the doctor is told of a plugin: everything of it but its functions. */
export const describe = ({ plugin, facts }: Parts): object => {
  const numberOf = (fact: AnyFact): number => facts.indexOf(fact)
  const needsOf = (needs: Needs): readonly unknown[] =>
    Object.entries(needs).map(([alias, need]) =>
      'outcomeOf' in need ? [alias, numberOf(need.outcomeOf), true] : [alias, numberOf(need), false],
    )
  return {
    plugin: plugin.id,
    facts: facts.map((fact) => ({
      id: fact.id,
      bundled: BUNDLED in fact,
      timeoutMs: fact.timeoutMs ?? null,
      needs: needsOf(fact.needs),
    })),
    checks: plugin.checks.map((check) => ({
      id: check.id,
      title: check.title,
      docsUrl: check.docsUrl,
      severity: check.severity,
      tags: check.tags,
      messages: check.messages,
      volatile: check.volatile ?? [],
      needs: needsOf(check.needs),
    })),
    fixes: plugin.fixes.map((fix) => ({
      id: fix.id,
      title: fix.title,
      risk: fix.risk,
      touches: fix.touches.map(numberOf),
      needs: needsOf(fix.needs),
    })),
    redactors: plugin.redactors.map(({ id, pattern }) => ({
      id,
      source: pattern.source,
      flags: pattern.flags,
    })),
  }
}
