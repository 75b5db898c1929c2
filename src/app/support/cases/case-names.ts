import { z } from 'zod'
import { type CaseMachine, caseFiles } from './case-files.js'

const namesFile = z.object({
  namesVersion: z.literal(1),
  names: z.array(z.object({ name: z.string(), kind: z.string(), original: z.string() })),
})

/** What a name of a case stands for: a person, a machine, an address; never a secret. */
export type CaseName = z.infer<typeof namesFile>['names'][number]

/** What is known of a case's names here; none where nothing is, or what there is cannot be read. */
export const readCaseNames = async (
  { probes }: Pick<CaseMachine, 'probes'>,
  id: string,
): Promise<CaseName[]> => {
  const found = await probes.fs.readText(caseFiles(probes, id).names)
  if (found.state !== 'ok') return []
  try {
    const parsed = namesFile.safeParse(JSON.parse(found.text))
    return parsed.success ? parsed.data.names : []
  } catch {
    return []
  }
}

/** Keeps these names beside those that are known of the case. The folder has to be there. Throws a {@link MachineError}. */
export const keepCaseNames = async (
  machine: CaseMachine,
  id: string,
  names: readonly CaseName[],
): Promise<void> => {
  const known = await readCaseNames(machine, id)
  const all = new Map(
    [...known, ...names].map((each) => [JSON.stringify([each.kind, each.name, each.original]), each]),
  )
  if (all.size === known.length) return
  const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
  const document = { namesVersion: 1, names: sorted }
  await machine.writer.replace(
    caseFiles(machine.probes, id).names,
    [`${JSON.stringify(document, null, 2)}\n`],
    {
      mode: 0o600,
    },
  )
}
