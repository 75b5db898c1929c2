/**
 * For the tests of authors of checks.
 *
 * @module clawdbot-doctor/testing
 */
export type { CheckResult, JudgedFinding } from '../engine/check-result.js'
export { type CheckCase, type ExpectedFinding, type TestRunner, testCheck } from './check-tester.js'
export type { ReadPage } from './conformance/docs.js'
export { CONFORMANCE_RULES, type ConformanceRow, type ConformanceRule } from './conformance/row.js'
export { type WalkOptions, walkConformance } from './conformance/walk.js'
export type { Example, ExpectedOfExample } from './example.js'
export {
  createFakeContext,
  type FakeClock,
  type FakeContext,
  type FakeContextOptions,
} from './fake/context.js'
export type { FakeKeychain } from './fake/keychain.js'
export type { FakeAnswer, FakeNetResult, FakeResponse } from './fake/net.js'
export type { FakeProgram, ProgramResult } from './fake/programs.js'
export type { FakeFile } from './fake/tree.js'
export { createFakeSeal } from './fake-secret.js'
export type { GivenFacts } from './given-facts.js'
export { type HomeImage, IMAGE_NOW, type ImageFile, type ImageProgram } from './home-image.js'
export { homes } from './homes.js'
export { collectFact, runCheck } from './run-check.js'
export { testExamples } from './test-examples.js'
export { type WrittenHome, writeHome } from './write-home.js'
