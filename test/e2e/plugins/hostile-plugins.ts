import { finding, type PluginSource } from './plugin-folders.js'

const WIRE = `import { writeSync } from 'node:fs'; const raw = (line) => { const all = Buffer.from(line + '\\n'); for (let at = 0; at < all.length; ) { try { at += writeSync(3, all, at) } catch (e) { if (e.code !== 'EAGAIN') throw e } } }; const say = (message) => raw(JSON.stringify(message))`

/** Milliseconds that each question may take. */
export const PATIENCE_MS = 2500

/** What each hostile plugin does, how its check ends, and what is said of why. */
export const HOSTILE: readonly (readonly [string, PluginSource, 'error' | 'timeout', RegExp])[] = [
  ['throws while it is loaded', { before: 'throw new Error("boom")' }, 'error', /cannot be loaded: boom/],
  ['has a syntax error', { before: 'const = ;' }, 'error', /cannot be loaded: /],
  [
    'never ends loading',
    { before: 'await new Promise(() => setInterval(() => 0, 1000))' },
    'error',
    /loading it took longer than 2500 ms/,
  ],
  [
    'loops for ever while it is loaded',
    { before: 'for (;;);' },
    'error',
    /loading it took longer than 2500 ms/,
  ],
  [
    'ends its process while it is loaded',
    { before: 'process.exit(0)' },
    'error',
    /ended its own process, with exit code 0 while it was loaded/,
  ],
  [
    'throws in collect',
    { collect: 'async () => { throw new Error("boom") }' },
    'error',
    /could not find out third\/fact: boom/,
  ],
  [
    'throws nothing at all in collect',
    { collect: 'async () => { throw undefined }' },
    'error',
    /third\/fact: unknown error/,
  ],
  [
    'throws a trap in collect',
    { collect: 'async () => { throw new Proxy({}, { get() { throw 1 } }) }' },
    'error',
    /third\/fact: unknown error/,
  ],
  ['throws in evaluate', { evaluate: '() => { throw new Error("boom") }' }, 'error', /^boom$/],
  ['promises in evaluate', { evaluate: 'async () => []' }, 'error', /a check is synchronous/],
  ['loops for ever in evaluate', { evaluate: '() => { for (;;); }' }, 'timeout', /no answer within 2500 ms/],
  [
    'loops for ever in collect',
    { collect: 'async () => { for (;;); }' },
    'error',
    /third\/fact: it took longer than 2500 ms/,
  ],
  [
    'never answers in collect',
    { collect: '() => new Promise(() => setInterval(() => 0, 1000))' },
    'error',
    /it took longer than 2500 ms/,
  ],
  [
    'loops for ever in microtasks',
    {
      collect:
        'async () => { const again = () => queueMicrotask(again); again(); await new Promise(() => 0) }',
    },
    'error',
    /it took longer than 2500 ms/,
  ],
  [
    'loops for ever in ticks',
    {
      collect:
        'async () => { const again = () => process.nextTick(again); again(); await new Promise(() => 0) }',
    },
    'error',
    /it took longer than 2500 ms/,
  ],
  [
    'asks the machine for ever',
    { collect: 'async (c) => { for (;;) await c.fs.stat("/") }' },
    'error',
    /it took longer than 2500 ms|asked for more than 5000 things/,
  ],
  [
    'ends its process in evaluate',
    { evaluate: '() => process.exit(0)' },
    'error',
    /ended its own process, with exit code 0/,
  ],
  ['aborts its process', { evaluate: '() => process.abort()' }, 'error', /its process was ended by SIGABRT/],
  [
    'eats the heap',
    { evaluate: '() => { const all = []; for (;;) all.push(new Array(100_000).fill(1.5)) }' },
    'error',
    /more memory than/,
  ],
  [
    'eats memory beside the heap',
    { evaluate: '() => { const all = []; for (;;) all.push(Buffer.alloc(16 * 1024 * 1024, 1)) }' },
    'error',
    /more memory than/,
  ],
  [
    'floods standard output',
    {
      collect:
        'async () => { for (;;) await new Promise((go) => process.stdout.write("x".repeat(65536), go)) }',
    },
    'error',
    /printed more than/,
  ],
  [
    'floods standard error',
    {
      collect:
        'async () => { for (;;) await new Promise((go) => process.stderr.write("x".repeat(65536), go)) }',
    },
    'error',
    /printed more than/,
  ],
  [
    'writes nonsense where messages go',
    {
      before: 'import { writeSync } from "node:fs"',
      evaluate: '() => { writeSync(3, "nonsense\\n"); return [] }',
    },
    'error',
    /something that is no message/,
  ],
  [
    'writes a message without end',
    {
      before: 'import { writeSync } from "node:fs"',
      evaluate: '() => { for (;;) writeSync(3, "x".repeat(65536)) }',
    },
    'error',
    /sent more than 8 MB at once/,
  ],
  [
    'answers what was never asked',
    {
      before: 'import { writeSync } from "node:fs"',
      evaluate: `() => { writeSync(3, '{"kind":"done","ask":99,"value":null}\\n'); return [] }`,
    },
    'error',
    /something that is no message/,
  ],
  [
    'gives every object a toJSON',
    { evaluate: '() => { Object.prototype.toJSON = () => "x"; return [] }' },
    'error',
    /something that is no message/,
  ],
  [
    'breaks Array.prototype',
    {
      collect: 'async () => { Array.prototype.map = () => { throw new Error("mine") }; return 1 }',
      evaluate: '() => [1]',
      checks: '[check, { ...sibling, needs: { fact } }]',
    },
    'error',
    /./,
  ],
  [
    'returns a circle from collect',
    { collect: 'async () => { const a = []; a.push(a); return a }' },
    'error',
    /third\/fact: it goes round in a circle/,
  ],
  ['returns a function from collect', { collect: 'async () => ({ f() {} })' }, 'error', /not JSON data/],
  ['returns what is not a number', { collect: 'async () => Number.NaN' }, 'error', /not JSON data/],
  [
    'returns a huge value',
    { collect: 'async () => "x".repeat(20 * 1024 * 1024)' },
    'error',
    /sent more than 8 MB at once/,
  ],
  [
    'returns a value of a million parts',
    { collect: 'async () => Array.from({ length: 1e6 }, () => 0)' },
    'error',
    /more than 250000 parts/,
  ],
  [
    'returns a value too deep',
    { collect: 'async () => { let v = 0; for (let i = 0; i < 100; i++) v = [v]; return v }' },
    'error',
    /nested too deep/,
  ],
  ['returns no list of findings', { evaluate: '() => 7' }, 'error', /not a list of findings/],
  [
    'returns 10,000 findings',
    { evaluate: `() => Array.from({ length: 10000 }, (_, i) => ${finding('subject: "s" + i')})` },
    'error',
    /10000 findings; more than 1000/,
  ],
  [
    'returns a message that is not there',
    { evaluate: `() => [${finding('messageId: "none"')}]` },
    'error',
    /no message in the check/,
  ],
  [
    'names a bundled fix for what it finds',
    { evaluate: `() => [${finding('fixes: ["auth/sync"]')}]` },
    'error',
    /names the fix auth\/sync, which is none of third-party's/,
  ],
  [
    'names the fix of another plugin',
    { evaluate: `() => [${finding('fixes: ["honest/fix"]')}]` },
    'error',
    /names the fix honest\/fix/,
  ],
  [
    'defines other checks than its package names',
    { checks: '[check]' },
    'error',
    /its package names the checks third\/check, third\/sibling, and it defines third\/check/,
  ],
  ["takes a domain of this program's", { domain: 'auth' }, 'error', /its package names the checks/],
  [
    'has a redactor that takes for ever',
    { redactors: '[{ id: "slow", pattern: /^(a+)+$/g }]', collect: 'async () => "a".repeat(40) + "b"' },
    'error',
    /its redactors took longer than 200 ms/,
  ],
  [
    'wants its fix made without being asked',
    {
      fixes:
        '[{ id: "third/fix", title: "Mend", risk: "automatic", needs: {}, touches: [], plan: () => [] }]',
    },
    'error',
    /wants to be made without being asked for/,
  ],
  [
    'asks for thousands of things at once',
    {
      before: WIRE,
      collect: `async () => { for (let i = 0; i < 9000; i++) say({ kind: 'call', ask: 1, call: i, method: 'fs.stat', args: ['/'] }); return 1 }`,
    },
    'error',
    /asked for more than 5000 things/,
  ],
  [
    'sends millions of values in one message',
    {
      before: WIRE,
      collect: `async () => { raw('{"kind":"done","ask":1,"value":[' + Array(2500000).fill('[]').join(',') + ']}'); return 1 }`,
    },
    'error',
    /more than 300000 values at once/,
  ],
  [
    'reads nothing of what it asks for',
    {
      before: WIRE,
      collect: `async (c) => { for (let i = 0; i < 400; i++) say({ kind: 'call', ask: 1, call: i, method: 'fs.readText', args: [c.home + '/large'] }); for (;;); }`,
    },
    'error',
    /read nothing of what it had asked for|longer than 2500 ms/,
  ],
  [
    'has patterns that take long together',
    {
      redactors: 'Array.from({ length: 50 }, (_, i) => ({ id: "s" + i, pattern: /(.?){20}Z/ }))',
      collect:
        'async (c) => { for (let i = 0; i < 400; i++) await c.fs.readText("/none/" + "x".repeat(60) + i); return "x".repeat(60) }',
    },
    'error',
    /its redactors took longer than/,
  ],
  [
    'seals more than anybody has secrets',
    { collect: 'async (c) => Array.from({ length: 5000 }, (_, i) => c.seal("secret-" + i))' },
    'error',
    /sealed more than 1000 texts/,
  ],
  [
    'tells of checks before it is loaded, under names that are none',
    {
      before: `${WIRE}; say({ kind: 'loaded', definition: { plugin: 'x', facts: [], checks: [{ id: 'third/\\u001b]0;x\\u0007', title: 'x\\n::error::x', docsUrl: '', severity: 'error', tags: [], messages: {}, volatile: [], needs: [] }], fixes: [], redactors: [] } }); await new Promise(() => setInterval(() => 0, 1000))`,
    },
    'error',
    /something that is no message/,
  ],
  [
    'has a definition that is a trap',
    { before: 'const trap = new Proxy({}, { get() { throw new Error("a trap") } })', checks: '[trap]' },
    'error',
    /./,
  ],
]
