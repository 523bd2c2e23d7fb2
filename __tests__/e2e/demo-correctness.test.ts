import { describe, expect, it } from 'vitest';
import { plimsoll } from '../support/cli.ts';
import { readVerdict, scenarioOf, type Found } from '../support/verdict.ts';

interface Told {
  readonly status: number | null;
  readonly kind: string;
  readonly held: readonly string[];
  readonly broken: readonly Found[];
}

async function gate(...args: readonly string[]): Promise<Told> {
  const { status, stdout } = await plimsoll(['demo', ...args, '--json']);
  const { kind, findings } = readVerdict(stdout);
  return {
    status,
    kind,
    held: findings.filter((found) => found.kind === 'held').map(({ id }) => id),
    // One run cannot tell a service that is unsteady from a machine that is; it blocks nothing.
    broken: findings.filter((found) => found.kind === 'broken' && found.id !== 'steadiness'),
  };
}

const usersOf = (scenario: string): number => Number(/^u(\d+) /.exec(scenario)?.[1]);

const minutes = 60_000;

describe('the demo', () => {
  it(
    'finds a healthy shop right in all it looks at',
    async () => {
      const { status, kind, held, broken } = await gate();
      expect({ status, kind, broken }).toEqual({ status: 0, kind: 'pass', broken: [] });
      expect(held).toEqual(
        expect.arrayContaining([
          'property.stability',
          'isolation',
          'consistency.lost-update',
          'consistency.stale-read',
          'consistency.linearizability',
          'fairness.starvation',
          'property.mixed',
          'property.cache',
        ]),
      );
    },
    2 * minutes,
  );

  // The others are planted in made-up time, and in the rooms' own tests.
  it.each([
    { fault: 'race', budget: '15s', id: 'consistency.lost-update', others: /^consistency\./, fewest: 2, most: 3 },
    { fault: 'leak-session', budget: '15s', id: 'isolation', others: /^isolation$/, fewest: 2, most: 3 },
  ])(
    'finds $fault as $id and nothing else, with a load that shows it again',
    async ({ fault, budget, id, others, fewest, most }) => {
      const { status, broken } = await gate('--fault', fault, '--budget', budget);
      const found = broken.find((one) => one.id === id);
      expect({ status, found: found?.id }).toEqual({ status: 1, found: id });
      expect(broken.filter((one) => one.id !== id && !others.test(one.id))).toEqual([]);
      if (found === undefined) return;
      if (fault === 'race') expect(found.evidence.join('\n')).toMatch(/operations prove it, by \d+ of \d+ users on 1 of/);

      const scenario = scenarioOf(found);
      expect(usersOf(scenario)).toBeGreaterThanOrEqual(fewest);
      expect(usersOf(scenario)).toBeLessThanOrEqual(most);
      const again = await plimsoll(['replay', scenario]);
      expect(again).toMatchObject({ status: 1, stdout: expect.stringContaining(`${id} broken`) });
    },
    3 * minutes,
  );
});
