/** The public entry: the contract for authors of checks, and the doctor for programs that want to run it. */
export { type DoctorOptions, runDoctor } from './app/doctor.js'
export { loadModelContext, type ModelContext } from './app/model-context.js'
export { Refusal } from './app/refusal.js'
export { type ResolvedCredential, type ResolveOptions, resolveCredential } from './app/resolve-credential.js'
export {
  applyModelMessage,
  type ModelMessage,
  type ModelReply,
} from './auth/sessions/apply-model-message.js'
export { type ModelDirective, parseModelDirective } from './auth/sessions/model-directive.js'
export * from './contract/index.js'
export type { DoctorConfig } from './report/doctor-config-schema.js'
export type { ErrorDocument, Report, ReportChange, ReportCheck, ReportFinding } from './report/schema.js'
export type { StatusDocument } from './report/status-schema.js'
