/** The public entry `clawdbot-doctor/testing`: for authors of checks. */
export { type CheckCase, type ExpectedFinding, type TestRunner, testCheck } from './check-tester.js'
export { createFakeSeal } from './fake-secret.js'
