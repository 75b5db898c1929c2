/** How large an archive may be; all in bytes but `entries` and `ratio`. */
export interface ArchiveLimits {
  /** Of the file itself. */
  readonly packed: number
  /** Of all that is in it, with the headers. */
  readonly unpacked: number
  /** What any archive may unpack to, however well it is compressed. */
  readonly modest: number
  /** How many times its own size one may unpack to that is larger than modest. */
  readonly ratio: number
  readonly entries: number
  /** Of one entry. */
  readonly entry: number
}

const MiB = 1024 * 1024

/** Nobody mails more than this, and a machine that reads it has the memory for it. */
export const ARCHIVE_LIMITS: ArchiveLimits = {
  packed: 64 * MiB,
  unpacked: 128 * MiB,
  modest: 16 * MiB,
  ratio: 100,
  entries: 1000,
  entry: 64 * MiB,
}
