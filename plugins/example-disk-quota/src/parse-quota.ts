/** How much of one thing is used, and how much may be. A limit of 0 is none. */
export interface Usage {
  readonly used: number
  /** More than this is allowed for a while only. */
  readonly soft: number
  /** More than this is never allowed. */
  readonly hard: number
}

/** A user's quota on one file system. */
export interface Quota {
  readonly fileSystem: string
  /** In bytes. */
  readonly space: Usage
  /** In files. */
  readonly files: Usage
}

const KIB = 1024

/** A number, with a star behind it where it is over its soft limit, and the unit that `-s` would print left out. */
const NUMBER = String.raw`(\d+)\*?`
const GRACE = String.raw`\d+`
const ROW = new RegExp(
  String.raw`^\s*(\S+)\s+${[NUMBER, NUMBER, NUMBER, GRACE, NUMBER, NUMBER, NUMBER, GRACE].join(String.raw`\s+`)}\s*$`,
)

/** Reads what `quota -w -p` prints: one file system a line, blocks of 1 KiB. Whatever is no such line is left out. */
export const parseQuota = (output: string): readonly Quota[] =>
  output.split('\n').flatMap((line) => {
    const row = ROW.exec(line)
    if (row === null) return []
    const [, fileSystem = '', ...numbers] = row
    const [used = 0, soft = 0, hard = 0, usedFiles = 0, softFiles = 0, hardFiles = 0] = numbers.map(Number)
    return [
      {
        fileSystem,
        space: { used: used * KIB, soft: soft * KIB, hard: hard * KIB },
        files: { used: usedFiles, soft: softFiles, hard: hardFiles },
      },
    ]
  })
