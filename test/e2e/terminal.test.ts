import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CREDENTIALS, hour, listing, login, makeHome, node, runCli, STORE, script } from './cli.js'
import { hasColour, inTerminal, plain } from './terminal.js'

/** A `claude` that tells its process id and answers when there is a file `go` in the home, or after a minute. */
const SLOW = {
  text: '#!/bin/sh\necho $$ >"$HOME/claude.pid"\nn=0\nwhile [ ! -e "$HOME/go" ] && [ $n -lt 1200 ]; do sleep 0.05; n=$((n + 1)); done\necho "2.1.330 (Claude Code)"\n',
  mode: 0o755,
}
const QUICK = { text: '#!/bin/sh\necho "2.1.330 (Claude Code)"\n', mode: 0o755 }

const homeWith = (claude: typeof SLOW, mode = 0o600): string =>
  makeHome({
    'bin/claude': claude,
    [CREDENTIALS]: { text: JSON.stringify(login(Date.now() + 30 * hour).json), mode },
  })
const go = (home: string): void => writeFileSync(join(home, 'go'), '')
const modeOf = (home: string): number => statSync(join(home, CREDENTIALS)).mode & 0o777

const FIRST_TITLE = 'Claude Code is installed and can be found'

describe.skipIf(process.platform === 'win32')('on a terminal', () => {
  it('a list of the checks is drawn on stderr while they run, and is gone in the end', async () => {
    const home = homeWith(SLOW)
    const stdoutTo = join(home, 'stdout.txt')
    const { code, raw, screen } = await inTerminal(['doctor'], {
      home,
      stdoutTo,
      onOutput: (text) => text.includes(FIRST_TITLE) && go(home),
    })
    expect({ code, left: screen.lines() }).toEqual({ code: 0, left: [] })
    expect(raw).toContain(FIRST_TITLE)
    expect([screen.everHidden, screen.cursorVisible]).toEqual([true, true])
    const report = readFileSync(stdoutTo, 'utf8')
    expect(report).toContain('Nothing wrong was found')
    expect(hasColour(report)).toBe(false)
  })

  it('the report takes the place of the list', async () => {
    const home = homeWith(SLOW, 0o644)
    const onOutput = (text: string): unknown => text.includes(FIRST_TITLE) && go(home)
    const { code, screen } = await inTerminal(['doctor'], { home, onOutput })
    expect(code).toBe(2)
    const [first, ...rest] = screen.lines()
    expect(first).toMatch(/^✔ done: /)
    expect(rest.join('\n')).not.toContain(FIRST_TITLE)
    expect(rest.at(-1)).toMatch(/^1 warning; /)
  })

  it.each([
    ['40', 40, undefined, 40],
    ['80', 80, undefined, 80],
    ['200, of which it uses 100', 200, undefined, 100],
    ['0, for which it takes 80', 80, 'stty cols 0 rows 0', 80],
  ])('of %s columns the report fits, and no command is broken', async (_, columns, before, widest) => {
    const home = makeHome()
    const { code, raw } = await inTerminal(['doctor'], { home, columns, ...(before ? { before } : {}) })
    expect(code).toBe(1)
    const report = plain(raw.slice(raw.lastIndexOf('✖'))).replaceAll('\r', '')
    expect(report).toMatch(/`npm install -g @anthropic-ai\/claude-code`|`clawdbot models auth [^`\n]*`/)
    const lines = report.split('\n')
    const withoutCommands = lines.filter((line) => !line.includes('`') && !line.includes('/'))
    expect(Math.max(...withoutCommands.map((line) => line.length))).toBeLessThanOrEqual(widest)
    expect(Math.max(...lines.map((line) => line.length))).toBeGreaterThan(widest / 2)
    for (const line of lines) expect(line.match(/`/g)?.length ?? 0, line).not.toBe(1)
  })

  it.each<[Record<string, string>, boolean]>([
    [{}, true],
    [{ NO_COLOR: '1' }, false],
    [{ NO_COLOR: '' }, true],
    [{ TERM: 'dumb' }, false],
    [{ FORCE_COLOR: '0' }, false],
    [{ TERM: 'dumb', FORCE_COLOR: '1' }, true],
  ])('with %o colours are used: %s', async (env, coloured) => {
    const { raw } = await inTerminal(['doctor'], { home: makeHome(), env })
    const first = raw.search(/(?:✖ )?error:/)
    const report = raw.slice(Math.max(0, raw.lastIndexOf('\n', first) + 1))
    expect(hasColour(report)).toBe(coloured)
    expect(plain(report)).toMatch(env.TERM === 'dumb' ? /^error: / : /✖ error: /)
    if (!coloured && env.FORCE_COLOR === undefined) expect(hasColour(raw)).toBe(false)
  })

  it('that cannot move its cursor no list is drawn', async () => {
    const home = homeWith(QUICK)
    const { raw } = await inTerminal(['doctor'], { home, env: { TERM: 'dumb' } })
    expect(raw).not.toContain('\u001b')
    expect(raw).not.toContain(FIRST_TITLE)
  })
})

describe.skipIf(process.platform === 'win32')('somebody who stops it while a fact hangs', () => {
  /** A process that has ended and that nobody has asked about yet is no process any more. */
  const isAlive = (pid: string): boolean => {
    const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid.trim()], { encoding: 'utf8' })
    return !/^(?:Z.*)?$/.test(stdout.trim())
  }
  const expectNothingLeft = async (home: string): Promise<void> => {
    const pid = readFileSync(join(home, 'claude.pid'), 'utf8')
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false)
    expect(Object.keys(listing(home)).filter((path) => /\.lock$|\.tmp|\.\d+$/.test(path))).toEqual([])
  }

  it.each<
    [string, (hands: { type(text: string): void; signal(name: 'SIGINT' | 'SIGTERM'): void }) => void, string]
  >([
    ['Ctrl-C', (hands) => hands.type('\u0003'), 'Stopped at your request.'],
    ['SIGINT', (hands) => hands.signal('SIGINT'), 'Stopped at your request.'],
    ['SIGTERM', (hands) => hands.signal('SIGTERM'), 'Stopped by SIGTERM.'],
  ])('by %s gets the cursor back at once, with the list gone and no process left', async (_, stop, words) => {
    const home = homeWith(SLOW)
    let stopped = 0
    const { code, killedBy, screen } = await inTerminal(['doctor', '--timeout', '1h'], {
      home,
      onOutput: (raw, hands) => {
        if (stopped > 0 || !raw.includes(FIRST_TITLE) || !existsSync(join(home, 'claude.pid'))) return
        stopped = Date.now()
        stop(hands)
      },
    })
    expect({ code, killedBy, lines: screen.lines().filter((line) => line !== '^C') }).toEqual({
      code: 3,
      killedBy: 0,
      lines: [`✖ error: ${words}`],
    })
    expect(Date.now() - stopped).toBeLessThan(3000)
    expect(screen.cursorVisible).toBe(true)
    await expectNothingLeft(home)
  })

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'by %s gets one document where that was asked for',
    async (name) => {
      const home = homeWith(SLOW)
      const env = { PATH: `${home}/bin:/usr/bin:/bin`, HOME: home }
      const child = spawn(node, [script, 'doctor', '--json'], {
        env,
        cwd: home,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let out = ''
      let err = ''
      child.stdout.on('data', (chunk) => {
        out += chunk
      })
      child.stderr.on('data', (chunk) => {
        err += chunk
      })
      await expect.poll(() => existsSync(join(home, 'claude.pid')), { timeout: 20_000 }).toBe(true)
      child.kill(name)
      const ended = await new Promise((resolve) =>
        child.on('close', (code, killer) => resolve([code, killer])),
      )
      expect([ended, err]).toEqual([[3, null], ''])
      expect(JSON.parse(out)).toMatchObject({ error: { code: 'INTERRUPTED', hint: null } })
      await expectNothingLeft(home)
    },
  )
})

describe.skipIf(process.platform === 'win32')('--fix', () => {
  const QUESTION = 'Do it?'

  it('--yes asks nothing', async () => {
    const home = homeWith(QUICK, 0o644)
    const { code, raw } = await inTerminal(['doctor', '--fix', '--yes'], { home })
    expect({ code, mode: modeOf(home), asked: plain(raw).includes(QUESTION) }).toEqual({
      code: 0,
      mode: 0o600,
      asked: false,
    })
  })

  it.each([
    ['doctor --fix', 0],
    ['doctor --fix --json', 0],
    ['doctor', 2],
    ['models status', 0],
  ])('`%s` never waits for a stdin that nobody closes', async (line, expected) => {
    const home = homeWith(QUICK, 0o644)
    const env = { PATH: `${home}/bin:/usr/bin:/bin`, HOME: home }
    const child = spawn(node, [script, ...line.split(' ')], {
      env,
      cwd: home,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    const code = await new Promise((resolve) => child.on('close', resolve))
    child.stdin.destroy()
    expect({ code, mode: modeOf(home) }).toEqual({
      code: expected,
      mode: line.includes('--fix') ? 0o600 : 0o644,
    })
    expect(existsSync(join(home, STORE))).toBe(true)
  })
})

describe('without a terminal', () => {
  it('nothing is drawn, coloured or broken into lines', async () => {
    const home = homeWith(QUICK, 0o644)
    const { stdout, stderr } = await runCli(['doctor'], { home, env: { COLUMNS: '40' } })
    expect(stderr).toBe('')
    expect(stdout).not.toContain('\u001b')
    expect(stdout).toMatch(
      /^▲ warning: ~\/\.claude\/\.credentials\.json may be used by others than its owner \(mode 0644\)\.$/m,
    )
  })

  it.each<[Record<string, string>, boolean]>([
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [{ TERM: 'xterm-256color' }, false],
  ])('with %o colours are used: %s', async (env, coloured) => {
    const { stdout } = await runCli(['doctor'], { home: makeHome(), env })
    expect(hasColour(stdout)).toBe(coloured)
  })

  it('a reader that has seen enough is no fault', async () => {
    const home = makeHome()
    const words = [node, script, 'doctor', '--help'].map((word) => `'${word}'`).join(' ')
    const child = spawn('/bin/sh', ['-c', `${words} | head -1`], {
      env: { PATH: '/usr/bin:/bin', HOME: home },
    })
    let err = ''
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    await new Promise((resolve) => child.on('close', resolve))
    expect(err).toBe('')
  })

  it.skipIf(!existsSync('/dev/full'))('output that cannot be written is said, and ends with 3', async () => {
    const words = [node, script, 'checks', 'list'].map((word) => `'${word}'`).join(' ')
    const env = { PATH: '/usr/bin:/bin', HOME: makeHome() }
    const child = spawn('/bin/sh', ['-c', `exec ${words} >/dev/full`], { env })
    let err = ''
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect({ code, err }).toEqual({
      code: 3,
      err: expect.stringMatching(/^✖ error: The output could not be written: .*ENOSPC/),
    })
  })
})
