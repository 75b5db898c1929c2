// Makes of the compiled program what starts fast and needs nothing installed beside it. Each part says what it buys.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleCli } from './cli.mjs'
import { noticesOf } from './notices.mjs'
import { bundlePublic } from './public.mjs'
import { bundleSandbox } from './sandbox.mjs'

const dist = process.argv[2] ?? join(import.meta.dirname, '..', 'dist')
await bundleSandbox(dist)
const modules = [...(await bundleCli(dist)), ...(await bundlePublic(dist))]
const libraries = modules.filter((id) => !id.startsWith(join(dist, '/')))
writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), noticesOf(libraries))
