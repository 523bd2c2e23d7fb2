import { describe, expect, it } from 'vitest';

import type { Outcome } from '../../../src/model/outcome.ts';
import { anExec, command } from './an-exec.ts';

const busy = 'import time\nend = time.process_time() + 0.2\nwhile time.process_time() < end: pass';

const measured = ({ measured: all = [] }: Outcome): readonly number[] => all;

describe('what is measured of a command', () => {
  it('is named in order', async () => {
    await using exec = anExec([]);
    expect(exec.driver.measures.map(({ name, unit }) => `${name} ${unit}`)).toEqual(['user ms', 'system ms', 'peak-rss MB']);
  });

  it('is its CPU time, also that of its children', async () => {
    await using exec = anExec([command(['python3', '-c', busy]), command(`python3 -c '${busy}'; true`), command('sleep 0.2')]);
    for (const operation of [0, 1]) {
      const [user = 0, system = 0] = measured(await exec.perform(operation));
      expect(user + system).toBeGreaterThanOrEqual(200);
      expect(user + system).toBeLessThan(1_000);
    }
    const [user = 0, system = 0] = measured(await exec.perform(2));
    expect(user + system).toBeLessThan(50);
  });

  it('is its peak of memory, which is not ours', async () => {
    await using exec = anExec([command(['sleep', '0']), command(['python3', '-c', 'bytearray(64 * 1024 ** 2)'])]);
    const [, , small = 0] = measured(await exec.perform(0));
    const [, , large = 0] = measured(await exec.perform(1));
    expect(small).toBeGreaterThan(0.5);
    expect(small).toBeLessThan(6);
    expect(large).toBeGreaterThan(64);
    expect(large).toBeLessThan(100);
  });

  it('is there for failures too, and missing where there was no process', async () => {
    await using exec = anExec([command('exit 1'), command('sleep 9'), command(['no-such-program'])], { timeoutMs: 300 });
    for (const operation of [0, 1]) expect(measured(await exec.perform(operation))[2]).toBeGreaterThan(0.5);
    expect(measured(await exec.perform(2))).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it('is nothing where nobody can, and the time is still told', async () => {
    await using exec = anExec([command('sleep 0.1')], {}, 'plain');
    const outcome = await exec.perform();
    expect(measured(outcome)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(outcome.endedAtMs - outcome.sentAtMs).toBeGreaterThanOrEqual(99);
  });

  it('leaves out what starting the launcher took', async () => {
    await using exec = anExec([command(['true'])]);
    const askedMs = performance.now();
    const first = await exec.perform();
    expect(first.endedAtMs - first.sentAtMs).toBeLessThan(performance.now() - askedMs);
  });
});

describe('a launcher', () => {
  it('that is killed fails what it ran, and is replaced', async () => {
    await using exec = anExec([command('kill -9 $PPID; sleep 9'), command('true')]);
    expect(await exec.perform(0)).toMatchObject({ error: 'reset', detail: expect.stringContaining('nobody knows what became of it') });
    expect(await exec.perform(1)).toMatchObject({ kind: 'ok' });
  });

  it('is used again by the next session', async () => {
    const parent = command('echo $PPID', {}, { deed: { kind: 'read', key: 'a', value: null, maxStaleMs: 0 } });
    await using exec = anExec([parent]);
    const first = await exec.perform();
    await exec.session.close();
    const next = exec.driver.openSession(4);
    const second = await new Promise<Outcome>((resolve) => next.perform(0, { uuid: '', n: 1, key: 'k' }, performance.now(), resolve));
    expect(second).toMatchObject({ kind: 'ok', told: first.kind === 'ok' ? first.told : null });
  });
});
