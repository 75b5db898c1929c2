import { shortPath } from '../message.js'
import type { ReportFinding } from '../schema.js'
import { oneLine } from './printable.js'

/** Where to look: files with their line, environment variables, and commands with how they ended; each once. */
export const placesOf = ({ evidence }: ReportFinding, home: string): readonly string[] => {
  const places = evidence.flatMap((each) => {
    switch (each.kind) {
      case 'file': {
        const { path, line, column } = each
        return [[shortPath(path, home), line, column].filter((part) => part !== undefined).join(':')]
      }
      case 'environment':
        return [`$${each.name}`]
      case 'command':
        return [`${each.argv.join(' ')}${each.code === null ? '' : ` (exit code ${each.code})`}`]
      default:
        return []
    }
  })
  return [...new Set(places.map(oneLine))].filter((place) => place !== '')
}
