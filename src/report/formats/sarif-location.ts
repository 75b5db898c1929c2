import { toUSVString } from 'node:util'
import type { Location } from 'sarif'
import { shortPath } from '../message.js'
import type { ReportFinding } from '../schema.js'

/** Stands for the home folder, so that no document has to say where that is. */
export const HOME_ID = 'HOME'

/** Of a path of either kind of system, with every character that is not plain percent-encoded. */
const encoded = (path: string): string =>
  toUSVString(path)
    .replaceAll('\\', '/')
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/')

const artifact = (path: string, home: string) => {
  const short = shortPath(path, home)
  if (short !== path) {
    const rest = encoded(short.slice(2))
    // A base needs something relative to it, also where it is meant itself.
    return { uri: rest === '' ? './' : rest, uriBaseId: HOME_ID }
  }
  const drive = /^[A-Za-z]:/.exec(path)?.[0] ?? ''
  const rest = encoded(path.slice(drive.length))
  return { uri: `file://${drive === '' ? '' : `/${drive}`}${rest.startsWith('/') ? '' : '/'}${rest}` }
}

/**
 * A location for each file a finding rests on, with its subject. What rests on no file is placed at the home folder:
 * code scanning takes no result without a place.
 */
export const locationsOf = (finding: ReportFinding, home: string): Location[] => {
  const logicalLocations = [{ fullyQualifiedName: finding.subject, kind: 'resource' }]
  const files = finding.evidence.flatMap((each) => (each.kind === 'file' ? [each] : []))
  if (files.length === 0)
    return [
      {
        physicalLocation: { artifactLocation: { uri: './', uriBaseId: HOME_ID } },
        logicalLocations,
      },
    ]
  return files.map(({ path, line, column }) => ({
    physicalLocation: {
      artifactLocation: artifact(path, home),
      ...(line === undefined
        ? {}
        : { region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) } }),
    },
    logicalLocations,
  }))
}
