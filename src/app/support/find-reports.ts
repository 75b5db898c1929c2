import { join } from 'node:path'
import { createProbeFs } from '../../ports/read-fs.js'

const REPORT = /\.(?:tar\.gz|json)(?:\.age)?$/

/** What may be a report: every file that was named, and those in a folder, at any depth, whose names end like one's. */
export interface FoundReports {
  readonly files: readonly string[]
  /** What was named, or stands in a named folder, and cannot be looked into. */
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[]
}

/**
 * What is hidden is left out, and links to folders are not followed: they may lead round in a circle. The order is the same
 * on every run.
 */
export const findReports = async (named: readonly string[]): Promise<FoundReports> => {
  const fs = createProbeFs()
  const files: string[] = []
  const unreadable: { readonly file: string; readonly reason: string }[] = []
  const walk = async (folder: string): Promise<void> => {
    const found = await fs.list(folder)
    if (found.state !== 'ok') {
      unreadable.push({ file: folder, reason: REASONS[found.state] })
      return
    }
    for (const name of found.names.filter((each) => !each.startsWith('.'))) {
      const path = join(folder, name)
      if (REPORT.test(name)) files.push(path)
      else {
        const stat = await fs.stat(path)
        if (stat.state === 'ok' && stat.kind === 'folder' && !stat.isLink) await walk(path)
      }
    }
  }
  for (const path of new Set(named)) {
    const stat = await fs.stat(path)
    if (stat.state === 'ok' && stat.kind === 'folder') await walk(path)
    else files.push(path)
  }
  return { files: [...new Set(files)], unreadable }
}

const REASONS = {
  absent: 'it is not there',
  'dangling-link': 'it is a link that leads nowhere',
  denied: 'it may not be read',
  folder: 'it is a folder',
  'not-text': 'it is no folder',
  failed: 'it cannot be read',
} as const
