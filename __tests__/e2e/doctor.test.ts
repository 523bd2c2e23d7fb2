import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import type { Sensitivity } from '../../src/model/sensitivity.ts';
import { type CliOptions, type CliResult, node, plimsoll, processesWith, root, temporaryFolder } from '../support/cli.ts';

interface Told {
  readonly kind: string;
  readonly checks: readonly { readonly id: string; readonly kind: string; readonly sentence: string; readonly advice?: string }[];
  readonly rounds: readonly unknown[];
  readonly service: Sensitivity;
}

/** What a doctor who found no other trouble ends with. */
const statusOf = ({ kind }: Told): number => (kind === 'unfit' ? 3 : 0);

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
    expect(status).toBe(statusOf(told));
    expect(told.service).toEqual({ kind: 'unasked' });
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
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('With a plimsoll.yml (or -c, --start) it would also tell');
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

/** Examines one of the small services with a configuration of its own, as briefly as that goes. */
async function examine(service: object, args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  await using folder = await temporaryFolder();
  const operations = { hello: { get: '/' } };
  await folder.write('plimsoll.yml', JSON.stringify({ service: { ready: '/health', ...service }, operations, users: 4, budget: '5s' }));
  return await plimsoll(['doctor', ...args], { ...options, cwd: folder.path });
}

const starts = (name: string): readonly string[] => [node, join(root, 'fixtures/services', name)];

describe('plimsoll doctor with a configuration', () => {
  it('measures eight pairs of the service with a copy of itself at least, and tells what a comparison would see', async () => {
    const id = randomUUID();
    const { status, stdout, stderr } = await examine({ start: starts('healthy.mjs') }, ['--json'], { env: { PLIMSOLL_TEST_ID: id } });
    const told = JSON.parse(stdout) as Told;
    expect(status).toBe(statusOf(told));
    expect(told.checks).toHaveLength(4);
    expect(told.service).toMatchObject({
      kind: 'measured',
      budgetMs: 5_000,
      pairs: 8,
      affordablePairs: expect.any(Number),
      pairsPerMinute: expect.any(Number),
      enough: { pairs: 8, budgetMs: expect.any(Number) },
      doubts: expect.arrayContaining(['too-short']),
      quietest: expect.any(String),
    });
    if (told.service.kind !== 'measured') throw new Error('nothing was measured');
    const { affordablePairs, pairsPerMinute, enough, metrics } = told.service;
    expect(affordablePairs).toBeLessThan(8);
    expect(enough.budgetMs).toBeGreaterThanOrEqual((8 / pairsPerMinute) * 60_000);
    expect(metrics.map(({ metric }) => metric)).toEqual(
      expect.arrayContaining(['cpu-per-operation', 'p50', 'mean', 'throughput', 'p95', 'rss', 'startup', 'errors']),
    );
    for (const { apartPercent, apartIntervalPercent, smallestDetectablePercent, countsFromPercent } of metrics) {
      expect(apartPercent).toBeGreaterThanOrEqual(apartIntervalPercent[0]);
      expect(apartPercent).toBeLessThanOrEqual(apartIntervalPercent[1]);
      expect(smallestDetectablePercent).toBeGreaterThanOrEqual(countsFromPercent - 1e-9);
    }
    expect(stderr).toMatch(/round 5 of 5[\s\S]*startup +ready in [\s\S]*paired +8 of 8 pairs with a copy of itself/);
    expect(processesWith('PLIMSOLL_TEST_ID', id)).toEqual([]);
  }, 180_000);

  it('interrupted while pairs are measured leaves no process behind', async () => {
    const id = randomUUID();
    const interrupt = { signal: 'SIGINT', afterMs: 11_000 } as const;
    const { status, stdout, stderr } = await examine({ start: starts('healthy.mjs') }, [], { env: { PLIMSOLL_TEST_ID: id }, interrupt });
    expect(stderr).toMatch(/startup +ready in/);
    expect({ status, stdout, left: processesWith('PLIMSOLL_TEST_ID', id) }).toEqual({ status: 130, stdout: '', left: [] });
  });

  it('refuses a configuration with faults before anything is measured', async () => {
    const { status, stdout, stderr } = await examine({ strat: 'node server.js' }, []);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('did you mean start');
  });
});

// Nothing of the service is measured here, so that they may run side by side.
describe.concurrent('plimsoll doctor with a service that cannot be paired with itself', () => {
  it('tells the machine and then the fault of a service that does not start, with status 3', async () => {
    const { status, stdout, stderr } = await examine({ start: starts('dies-early.mjs') }, []);
    expect(status).toBe(3);
    expect(stdout).toMatch(/^\S+ This machine is [\s\S]*timer[\s\S]*watching[\s\S]*❌ service +The service/);
    expect(stderr).toMatch(/plimsoll: The service [\s\S]* exited with status 3 before it was ready\.[\s\S]*cannot find DATABASE_URL/);
  });

  it('hides what a service that does not start says of its secrets', async () => {
    const secret = randomUUID();
    const start = 'echo "token is $SHOP_TOKEN"; exit 4';
    const { status, stdout, stderr } = await examine({ start, environment: { SHOP_TOKEN: '${GIVEN_TOKEN}' } }, ['--json'], {
      env: { GIVEN_TOKEN: secret },
    });
    expect(status).toBe(3);
    expect((JSON.parse(stdout) as Told).service).toMatchObject({ kind: 'failed', sentence: expect.stringContaining('token is ***') });
    expect(stdout + stderr).not.toContain(secret);
  });

  it('cannot measure what dies of the load, and says so with status 3', async () => {
    const { status, stdout } = await examine({ start: starts('crashes.mjs') }, ['--json']);
    const told = JSON.parse(stdout) as Told;
    expect(status).toBe(3);
    expect(told.checks).toHaveLength(4);
    expect(told.service).toMatchObject({
      kind: 'failed',
      sentence: expect.stringMatching(
        /^Only 0 pairs of two copies could be measured, and it takes 8\. The (base|head) did not work: it died/,
      ),
    });
  });

  it.each([
    ['a port that is fixed', { start: starts('healthy.mjs'), url: 'http://127.0.0.1:41937' }, /^Two copies must run at once/],
    ['somebody else who starts it', { url: 'http://127.0.0.1:41937' }, /^The service is started by somebody else/],
  ])('says that two copies cannot run at once because of %s', async (_, service, sentence) => {
    const { status, stdout } = await examine(service, ['--json']);
    const told = JSON.parse(stdout) as Told;
    expect(status).toBe(statusOf(told));
    expect(told.service).toEqual({ kind: 'impossible', sentence: expect.stringMatching(sentence) });
  });
});
