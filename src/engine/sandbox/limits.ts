/** What one plugin's process may come to; more than any honest plugin needs. */
export const LIMITS = {
  heapMegabytes: 128,
  memoryBytes: 400 * 1024 * 1024,
  outputBytes: 1024 * 1024,
  messageBytes: 8 * 1024 * 1024,
  /** Milliseconds for loading it, where a run's own limit is not shorter. */
  loadMs: 10_000,
  /** Of a file that it asks for. */
  fileBytes: 4 * 1024 * 1024,
  /** What it may ask for while one fact is collected. */
  calls: 5000,
  /** Of these, at once. */
  callsAtOnce: 8,
  /** Bytes that wait for it to be read. */
  unreadBytes: 16 * 1024 * 1024,
  /** How many of these may wait for an answer. */
  callsWaiting: 500,
  /** Of one question to this program. */
  callBytes: 64 * 1024,
  /** Values, members and elements of one message. */
  parts: 300_000,
  /** Texts that it may seal. */
  secrets: 1000,
  findings: 1000,
  /** How often its process is ended before no other is started. */
  ends: 5,
} as const
