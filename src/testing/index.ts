/**
 * For the tests of authors of checks.
 *
 * @module clawdbot-doctor/testing
 */
export { type CheckCase, type ExpectedFinding, type TestRunner, testCheck } from './check-tester.js'
export { createFakeSeal } from './fake-secret.js'
