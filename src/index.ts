/** The public entry: the contract for authors of checks, and the doctor for programs that want to run it. */
export { type DoctorOptions, runDoctor } from './app/doctor.js'
export { Refusal } from './app/refusal.js'
export * from './contract/index.js'
export type { ErrorDocument, Report, ReportChange, ReportCheck, ReportFinding } from './report/schema.js'
export type { StatusDocument } from './report/status-schema.js'
