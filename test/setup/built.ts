import { buildIfStale } from '../../scripts/build-if-stale.mjs'

/** Runs once, and only when a test that needs the built program is about to run. */
export default function setup(): void {
  buildIfStale()
}
