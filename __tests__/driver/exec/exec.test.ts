import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../../support/cli.ts';
import { perform } from '../../support/driving.ts';
import { values } from '../../support/operations.ts';
import { anExec, command } from './an-exec.ts';
import { lives, until } from '../../support/processes.ts';

describe.each(['launcher', 'plain'] as const)('a command by the %s runner', (by) => {
  it('succeeds with its exit code, and its time is from its start to its end', async () => {
    await using exec = anExec([command('sleep 0.1')], {}, by);
    const outcome = await exec.perform();
    expect(outcome).toMatchObject({ kind: 'ok', bytes: 0 });
    // Without a launcher we look at the clock when we have a core again after the start, which may be late.
    expect(outcome.endedAtMs - outcome.sentAtMs).toBeGreaterThanOrEqual(by === 'plain' ? 50 : 99);
  });

  it('is filled with values, in its arguments and in its input', async () => {
    const echo = command(['printf', '%s|%s', '{{key}}', '{{user}}'], { expect: { output: '^k 1\\|3$' } });
    const cat = command(['cat'], { input: '{"n":{{n}},"key":"{{key}}"}', expect: { json: [{ path: '$.key', equals: 'a"b' }] } });
    await using exec = anExec([echo, cat], {}, by);
    expect(await exec.perform(0)).toMatchObject({ kind: 'ok', bytes: 5 });
    expect(await exec.perform(1, { ...values, key: 'a"b' })).toMatchObject({ kind: 'ok' });
  });

  it('is read where something is expected of it', async () => {
    const json = { expect: { json: [{ path: '$.a', equals: 1 }] } };
    const operations = [command(`echo '{"a":1}'`, json), command(`echo '{"a":2}'`, json), command('echo a', json)];
    await using exec = anExec([...operations, command('echo no', { expect: { output: '^yes' } })], {}, by);
    expect(await exec.perform(0)).toMatchObject({ kind: 'ok' });
    expect(await exec.perform(1)).toMatchObject({ error: 'assertion', detail: '$.a is 2, expected 1' });
    expect(await exec.perform(2)).toMatchObject({ error: 'assertion', detail: 'what it printed is not JSON' });
    expect(await exec.perform(3)).toMatchObject({ error: 'assertion', detail: 'what it printed does not match ^yes' });
  });

  it('tells what its meaning asks for', async () => {
    const reads = command('echo 41', {}, { deed: { kind: 'read', key: 'a', value: null, maxStaleMs: 0 } });
    const swap = { kind: 'compare-and-set', key: 'a', value: 'uuid', swapped: null } as const;
    const swaps = command('exit 1', { expect: { code: [0, 1] } }, { deed: swap });
    await using exec = anExec([reads, swaps], {}, by);
    expect(await exec.perform(0)).toMatchObject({ told: { value: '41' } });
    expect(await exec.perform(1)).toMatchObject({ kind: 'ok', told: { value: 'false' } });
  });

  it('fails with its exit status and the last line of its standard error', async () => {
    await using exec = anExec(
      [command('echo; echo "\u001b[31mbad\u001b[0m flag" >&2; echo >&2; exit 2'), command('exit 3', { expect: { code: [3, 4] } })],
      {},
      by,
    );
    expect(await exec.perform(0)).toMatchObject({ error: 'status', detail: 'exit status 2: bad flag', bytes: 1 });
    expect(await exec.perform(1)).toMatchObject({ kind: 'ok' });
  });

  it('that dies of a signal crashed', async () => {
    await using exec = anExec([command('kill -SEGV $$'), command("(kill -SEGV $BASHPID; sh -c 'kill -ABRT $$'); exit $?")], {}, by);
    expect(await exec.perform(0)).toMatchObject({ error: 'crash', detail: 'the process was killed by SIGSEGV' });
    expect(await exec.perform(1)).toMatchObject({ error: 'status', detail: expect.stringMatching(/^exit status 134 \(SIGABRT\)/) });
  });

  it('that cannot be started is refused', async () => {
    const huge = command(['echo', 'x'.repeat(200_000)]);
    await using exec = anExec([command(['no-such-program', 'a']), command(['/etc/passwd']), huge, command('true')], {}, by);
    expect(await exec.perform(0)).toMatchObject({ error: 'refused', detail: 'there is no program "no-such-program" (ENOENT)' });
    expect(await exec.perform(1)).toMatchObject({ error: 'refused', detail: '"/etc/passwd" may not be executed (EACCES)' });
    expect(await exec.perform(2)).toMatchObject({ error: 'refused', detail: 'its arguments are too long (E2BIG)' });
    expect(await exec.perform(3)).toMatchObject({ kind: 'ok' });
  });

  it('that does not end in time is killed with all that it started', async () => {
    await using folder = await temporaryFolder();
    const file = `${folder.path}/pids`;
    const stubborn = command(`trap '' TERM INT; sleep 60 & echo $! $$ > ${file}; wait; sleep 60`);
    await using exec = anExec([stubborn, command('true')], { timeoutMs: 400 }, by);
    const outcome = await exec.perform(0);
    expect(outcome).toMatchObject({ error: 'timeout', detail: 'it had not ended after 400 ms and was killed' });
    const pids = readFileSync(file, 'utf8').trim().split(' ').map(Number);
    expect(pids).toHaveLength(2);
    await until(() => !pids.some(lives));
    expect(await exec.perform(1)).toMatchObject({ kind: 'ok' });
  });

  it('leaves nothing running in the background', async () => {
    await using folder = await temporaryFolder();
    await using exec = anExec([command(`sleep 60 & echo $! > ${folder.path}/pid`)], {}, by);
    expect(await exec.perform()).toMatchObject({ kind: 'ok' });
    const pid = Number(readFileSync(`${folder.path}/pid`, 'utf8'));
    await until(() => !lives(pid));
  });

  it('that prints without end is stopped where it is read, and drained where it is not', async () => {
    const reads = command('yes', { expect: { output: 'y' } });
    const counts = command(['head', '-c', '20000000', '/dev/zero']);
    await using exec = anExec(
      [reads, counts, command(`head -c 20000000 /dev/zero >&2; echo end >&2; exit 1`)],
      { maxBodyBytes: 10_000 },
      by,
    );
    expect(await exec.perform(0)).toMatchObject({ error: 'too-large', detail: 'it printed more than 9.77 KB' });
    expect(await exec.perform(1)).toMatchObject({ kind: 'ok', bytes: 20_000_000 });
    expect(await exec.perform(2)).toMatchObject({ error: 'status', detail: 'exit status 1: end' });
  });

  it('reads a long input, or does not', async () => {
    const input = 'x'.repeat(500_000);
    const operations = [
      command(['wc', '-c'], { input, expect: { output: '^\\s*500000$' } }),
      command(['true'], { input }),
      command(['cat']),
    ];
    await using exec = anExec(operations, {}, by);
    for (const operation of [0, 1, 2]) expect(await exec.perform(operation)).toMatchObject({ kind: 'ok' });
  });

  it('has its variables and its directory, and no others', async () => {
    const shows = command('echo "$PERL5OPT $A $PWD [$HOME$VITEST]"', { expect: { output: `^-Mno_such ü ${import.meta.dirname} \\[\\]$` } });
    await using exec = anExec([shows], {}, by, { PERL5OPT: '-Mno_such', A: 'ü' });
    expect(await exec.perform()).toMatchObject({ kind: 'ok' });
  });

  it('may open its output by name', async () => {
    await using exec = anExec([command('echo a > /dev/stdout; echo b > /dev/stderr', { expect: { output: '^a$' } })], {}, 'launcher');
    expect(await exec.perform()).toMatchObject({ kind: 'ok' });
  });

  it('in flight is a reset when its session is closed, and gone', async () => {
    await using folder = await temporaryFolder();
    await using exec = anExec([command(`echo $$ > ${folder.path}/pid; sleep 60`)], {}, by);
    const outcome = exec.perform();
    const pid = (): number => {
      try {
        return Number(readFileSync(`${folder.path}/pid`, 'utf8'));
      } catch {
        return 0;
      }
    };
    await until(() => pid() > 0);
    await exec.session.close();
    expect(await outcome).toMatchObject({ error: 'reset', detail: 'the session was closed' });
    await until(() => !lives(pid()));
    expect(await exec.perform()).toMatchObject({ error: 'reset', detail: 'the session is closed' });
  });

  it.runIf(by === 'launcher')('goes with its launcher, and the next one has another', async () => {
    await using exec = anExec([command('exec sleep 60'), command('true')], {}, by);
    const outcome = exec.perform(0);
    await until(() => exec.lists.length > 0);
    const [pid = 0] = exec.lists[0] ?? [];
    process.kill(Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' })), 'SIGKILL');
    expect(await outcome).toMatchObject({ error: 'reset', detail: expect.stringMatching(/^what had started the process is gone/) });
    await until(() => !lives(pid));
    expect(await exec.perform(1)).toMatchObject({ kind: 'ok' });
  });

  it('is one of a session at a time, and of many sessions at once', async () => {
    await using exec = anExec([command('sleep 0.2')], {}, by);
    await exec.driver.prepare?.([0, 1, 2]);
    const sessions = [0, 1, 2].map((user) => exec.driver.openSession(user));
    const all = sessions.map((session) => perform(session, 0));
    expect(await perform(sessions[0] ?? exec.session, 0)).toMatchObject({ error: 'reset', detail: 'the session is busy' });
    expect((await Promise.all(all)).map(({ kind }) => kind)).toEqual(['ok', 'ok', 'ok']);
  });

  it('is told of while it lives, and when it is gone', async () => {
    await using exec = anExec([command('sleep 0.3')], {}, by);
    const outcome = exec.perform();
    await until(() => exec.lists.length === 1);
    const [pid = 0] = exec.lists[0] ?? [];
    expect(lives(pid)).toBe(true);
    await outcome;
    await until(() => exec.lists.length === 2);
    expect(exec.lists[1]).toEqual([]);
  });
});
