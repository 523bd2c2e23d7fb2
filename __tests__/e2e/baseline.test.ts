import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plimsoll, temporaryFolder } from '../support/cli.ts';

/** A service that does not exist: what is remembered is the same, in made-up time. */
const config = (time: string): string => `
suite: shop
simulated: { servers: 4 }
operations: { list: { simulate: { time: ${time}, spread: constant } } }
budget: 20s
`;

describe('a baseline in a file', () => {
  it('is missing, then remembered, and a failing run adds its scenario but never itself', async () => {
    await using folder = await temporaryFolder();
    await folder.write('plimsoll.yml', config('5ms'));
    const first = await plimsoll(['run', '--json'], { cwd: folder.path });
    expect({ status: first.status, verdict: JSON.parse(first.stdout) }).toMatchObject({
      status: 0,
      verdict: { kind: 'not-comparable', baseline: { runs: 0 } },
    });
    const second = await plimsoll(['run', '--json'], { cwd: folder.path });
    expect({ status: second.status, verdict: JSON.parse(second.stdout) }).toMatchObject({ status: 0, verdict: { baseline: { runs: 1 } } });

    await folder.write('plimsoll.yml', config('150ms'));
    const third = await plimsoll(['run', '--json', '--out', 'out'], { cwd: folder.path });
    expect(third.status).toBe(1);
    const memory = JSON.parse(await readFile(join(folder.path, '.plimsoll/baseline-shop.json'), 'utf8')) as {
      runs: unknown[];
      counterexamples: { property: string }[];
    };
    expect(memory.runs).toHaveLength(2);
    expect(memory.counterexamples).toEqual([expect.objectContaining({ property: 'property.stability' })]);

    // One user comes first and holds; from now on the failing scenario comes before it.
    const triedIn = async (): Promise<number | undefined> => {
      const run = JSON.parse(await readFile(join(folder.path, 'out/run.json'), 'utf8')) as { searches: { scenarios: number }[] };
      return run.searches[0]?.scenarios;
    };
    const before = await triedIn();
    expect(before).toBeGreaterThan(1);
    const fourth = await plimsoll(['run', '--json', '--out', 'out'], { cwd: folder.path });
    expect({ status: fourth.status, tried: await triedIn() }).toEqual({ status: 1, tried: 1 });
  });
});

describe('the two halves', () => {
  it('measured in one folder, reported from it, agree', async () => {
    await using folder = await temporaryFolder();
    await folder.write('plimsoll.yml', config('5ms'));
    const measured = await plimsoll(['measure', '--json', '--out', 'out'], { cwd: folder.path });
    const reported = await plimsoll(['report', 'out', '--json'], { cwd: folder.path });
    expect([measured.status, reported.status]).toEqual([0, 0]);
    const [{ findings: before }, { findings: after }] = [measured, reported].map(
      ({ stdout }) => JSON.parse(stdout) as { findings: unknown },
    ) as [{ findings: unknown }, { findings: unknown }];
    expect(after).toEqual(before);
  });
});
