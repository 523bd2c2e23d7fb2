import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { plimsoll, processesWith } from '../support/cli.ts';

interface Told {
  readonly kind: string;
  readonly checks: readonly { readonly id: string; readonly kind: string; readonly sentence: string; readonly advice?: string }[];
  readonly rounds: readonly unknown[];
}

describe('plimsoll doctor', () => {
  it('says as JSON whether this machine is fit, why, and from which numbers', async () => {
    const { status, stdout } = await plimsoll(['doctor', '--budget', '6s', '--json']);
    const told = JSON.parse(stdout) as Told;
    expect(told).toMatchObject({
      kind: expect.stringMatching(/^(ok|limited|unfit)$/),
      sentence: expect.stringMatching(/^This machine is (not )?fit to measure on/),
      generatorPerSecond: expect.any(Number),
      smallestDifferencePercent: expect.any(Number),
      runner: { cores: expect.any(Number), node: expect.any(String) },
    });
    // Fit or not is this machine's own affair; the status follows it.
    expect(status).toBe(told.kind === 'unfit' ? 3 : 0);
    expect(told.checks.map(({ id }) => id)).toEqual(['timer', 'generator', 'noise', 'machine']);
    for (const { kind, advice } of told.checks) expect(advice === undefined).toBe(kind === 'ok');
    expect(told.rounds).toHaveLength(5);
    expect(told.rounds[0]).toMatchObject({
      paces: [{ plannedPerSecond: 100 }, { plannedPerSecond: 1_000, lagP50Ms: expect.any(Number) }],
      speed: { ratePerSecond: expect.any(Number), requestsPerCpuSecond: expect.any(Number) },
      work: { blocksMs: expect.any(Array) },
    });
  });

  it('for people begins with the answer and tells each check', async () => {
    const { stdout, stderr } = await plimsoll(['doctor', '--budget', '5s']);
    expect(stdout).toMatch(/^\S+ This machine is (not )?fit to measure on/);
    expect(stdout).toMatch(/timer[\s\S]*generator[\s\S]*noise[\s\S]*machine/);
    expect(stderr).toMatch(/round 5 of 5/);
  });

  it('interrupted leaves no process behind', async () => {
    const id = randomUUID();
    const { status } = await plimsoll(['doctor', '--quiet'], {
      env: { PLIMSOLL_TEST_ID: id },
      interrupt: { signal: 'SIGINT', afterMs: 2_500 },
    });
    expect({ status, left: processesWith('PLIMSOLL_TEST_ID', id) }).toEqual({ status: 130, left: [] });
  });

  it('with a budget that is none is a fault with status 2', async () => {
    const { status, stderr } = await plimsoll(['doctor', '--budget', '1s']);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('--budget takes a duration') });
  });
});
