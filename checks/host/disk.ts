import { type Disk, disk } from '../../plugins/host/facts/disk.js'
import { account } from '../../plugins/host/facts.js'
import { defineCheck, type Finding, type Messages } from '../../src/contract/index.js'

const LOST = 'A login that is renewed cannot be saved, and its old copy does not work a second time.'

const messages = {
  readOnlyMount: {
    what: '{{path|path}} is on a file system that is mounted read-only: {{mount}}.',
    why: LOST,
    next: 'Run `sudo mount -o remount,rw {{mount}}`; if that is refused, see `dmesg` for errors of the disk.',
  },
  notWritable: {
    what: '{{user}} may not write to the state folder {{path|path}}.',
    why: LOST,
    next: 'Run `sudo chown -R {{uid}} "{{path}}"` if the bot runs as {{user}}; otherwise run this as its user.',
  },
  full: {
    what: 'The disk of {{path|path}} is full.',
    why: LOST,
    next: 'Free some space; `sudo du -xh {{mount}} | sort -h | tail` shows what takes most of it.',
  },
  nearlyFull: {
    what: 'The disk of {{path|path}} has little room left: {{free}} MB, {{percent}} % of it.',
    why: `When it is full, ${LOST.charAt(0).toLowerCase()}${LOST.slice(1)}`,
    next: 'Free some space; `sudo du -xh {{mount}} | sort -h | tail` shows what takes most of it.',
  },
  fewFilesLeft: {
    what: 'The file system of {{path|path}} has room for {{free}} more files, {{percent}} % of all.',
    why: `When there is room for none, nothing can be written, however much space is free. ${LOST}`,
    next: 'Remove files that nothing needs; `sudo du -x --inodes {{mount}} | sort -n | tail` shows where most are.',
  },
} satisfies Messages

type Found = Finding<typeof messages>

const MB = 1_000_000
const FULL = MB
const LITTLE = 100 * MB
/** More than this is enough for years of logins, whatever part of a large disk it is. */
const PLENTY = 1000 * MB
const SMALL_SHARE = 0.01
const FEW_FILES = 1000

export default defineCheck({
  id: 'host/disk',
  title: 'The gateway can save what it has to',
  docsUrl: 'docs/checks/host/disk.md',
  severity: 'warning',
  tags: ['host'],
  needs: { disk, account },
  messages,
  volatile: ['free', 'percent'],
  evaluate: ({ disk, account: { userName, uid } }) => {
    const { path, mount, isThere, writable } = disk
    const about = foundOn(disk)
    const isReadOnly = mount?.readOnly === true
    return [
      ...(isReadOnly ? [about('readOnlyMount', 'mount', { mount: mount.at })] : []),
      ...(isThere && !writable && !isReadOnly
        ? [about('notWritable', 'folder', { user: userName, uid })]
        : []),
      ...spaceFindings(disk, about),
    ].map((finding) => ({ ...finding, evidence: [{ kind: 'file' as const, path }] }))
  },
})

type About = ReturnType<typeof foundOn>

const foundOn =
  ({ path, mount }: Disk) =>
  (
    messageId: Found['messageId'],
    noun: string,
    data: Readonly<Record<string, string | number>> = {},
    severity: Found['severity'] & string = 'warning',
  ): Found => ({
    messageId,
    subject: `state/${noun}`,
    severity,
    data: { path, mount: mount?.at ?? '/', ...data },
    evidence: [],
  })

/** Rounded down, so that nothing is called better than it is. */
const percent = (free: number, total: number): number => Math.floor((free / total) * 1000) / 10

const spaceFindings = ({ space }: Disk, about: About): readonly Found[] => {
  if (space === null || space.totalBytes === 0) return []
  const { freeBytes, totalBytes, freeFiles, totalFiles } = space
  const findings: Found[] = []
  const data = { free: Math.floor(freeBytes / MB), percent: percent(freeBytes, totalBytes) }
  const isLittle = freeBytes < LITTLE || freeBytes / totalBytes < SMALL_SHARE
  if (freeBytes < FULL) findings.push(about('full', 'space', {}, 'error'))
  else if (isLittle)
    findings.push(about('nearlyFull', 'space', data, freeBytes < PLENTY ? 'warning' : 'info'))
  if (freeFiles !== null && totalFiles !== null && freeFiles < FEW_FILES)
    findings.push(
      about('fewFilesLeft', 'files', { free: freeFiles, percent: percent(freeFiles, totalFiles) }),
    )
  return findings
}
