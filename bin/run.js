#!/usr/bin/env node
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const load = () =>
  import('../dist/src/app/main.js').catch((error) => {
    // Nothing of the program itself can be loaded here, so its own ways of telling are not there either.
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    const message = 'This program is not whole: it has not been built, or not been installed to the end.'
    const hint = 'In a clone run `npm ci && npm run build`; otherwise install it again.'
    if (process.argv.includes('--json'))
      process.stdout.write(`${JSON.stringify({ error: { code: 'NOT_WHOLE', message, hint } }, null, 2)}\n`)
    else process.stderr.write(`✖ error: ${message}\n  next  ${hint}\n`)
    process.exitCode = 3
    return null
  })

const program = await load()
if (program !== null) await program.main(process.argv.slice(2), root)
