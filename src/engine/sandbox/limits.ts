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
  findings: 1000,
  /** How often its process is ended before no other is started. */
  ends: 5,
} as const
