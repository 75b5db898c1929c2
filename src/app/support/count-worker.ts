import { parentPort, workerData } from 'node:worker_threads'
import { countFile } from './count-file.js'

/** A thread of its own: it is sent names of files, and answers with what each of them adds to the summary. */
const { identity } = workerData as { readonly identity: string | null }

parentPort?.on('message', async (files: readonly string[]) => {
  parentPort?.postMessage(await Promise.all(files.map((file) => countFile(file, identity))))
})
