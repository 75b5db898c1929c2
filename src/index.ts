/**
 * The contract for authors of checks, and the doctor for programs that want to run it.
 *
 * @module clawdbot-doctor
 */
export type { DoctorOptions } from './app/doctor-options.js'
export type { ModelContext } from './app/model-context.js'
export { loadModelContext, resolveCredential, runDoctor } from './app/on-first-use.js'
export { Refusal } from './app/refusal.js'
export type { ResolvedCredential, ResolveOptions } from './app/resolve-credential.js'
export type { AskedSettings, RunSettings } from './app/settings.js'
export type { AgentConfig, AuthConfig, ProfileConfig, ProviderConfig } from './auth/config.js'
export type {
  ApiKeyCredential,
  Credential,
  OAuthCredential,
  Profiles,
  TokenCredential,
  UsageStats,
} from './auth/credential.js'
export type { EnvKeys } from './auth/env-keys.js'
export {
  applyModelMessage,
  type ModelMessage,
  type ModelReply,
} from './auth/sessions/apply-model-message.js'
export type { KnownNames } from './auth/sessions/directive-reference.js'
export { type ModelDirective, parseModelDirective } from './auth/sessions/model-directive.js'
export type { SessionEntry, SessionPatch } from './auth/sessions/session-entry.js'
export type { AuthStore, StoreIssue } from './auth/store.js'
export * from './contract/index.js'
export type { CheckResult, JudgedFinding } from './engine/check-result.js'
export type { Selection } from './engine/select.js'
export type { MachineOptions } from './ports/machine.js'
export type { Self } from './ports/types.js'
export type { DoctorConfig } from './report/doctor-config-schema.js'
export type { ErrorDocument, Report, ReportChange, ReportCheck, ReportFinding } from './report/schema.js'
export type { StatusDocument } from './report/status-schema.js'
