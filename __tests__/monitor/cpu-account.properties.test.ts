import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { openCpuAccount, type CpuEntry } from '../../src/monitor/cpu-account.ts';

interface Simulated {
  readonly pid: number;
  readonly parent: Simulated | null;
  readonly startTicks: number;
  own: number;
  reaped: number;
  state: 'lives' | 'gone';
}

type Step =
  | { readonly kind: 'fork' | 'end' | 'abandon' | 'torn'; readonly who: number }
  | { readonly kind: 'burn'; readonly who: number; readonly ticks: number }
  | { readonly kind: 'look' };

const who = fc.nat(5);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('end' as const, 'abandon' as const, 'torn' as const), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fork' as const), who }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('burn' as const), who, ticks: fc.nat(50) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('look' as const) }) },
);

/**
 * A tree of processes as the kernel keeps its times: `end` is waited for by the parent, `abandon` by nobody, `torn` ends in the middle of
 * a look, after its parent was read.
 */
function simulate(steps: readonly Step[], leavesOnly = false): { readonly answers: readonly number[]; readonly used: number } {
  const root: Simulated = { pid: 1, parent: null, startTicks: 0, own: 500, reaped: 70, state: 'lives' };
  const all = [root];
  const account = openCpuAccount(10);
  const read = (): readonly CpuEntry[] => {
    const living = all.filter(({ state }) => state === 'lives');
    return living.map(({ pid, parent, startTicks, own, reaped }) => ({
      pid,
      parent: parent?.state === 'lives' ? parent.pid : 0,
      startTicks,
      ownTicks: own,
      reapedTicks: reaped,
    }));
  };
  const look = (entries = read()): number => account.enter(entries);
  let used = 0;
  const answers = [look()];
  const end = (one: Simulated, waited: boolean): void => {
    // Children of an ended process belong to init, which tells us nothing of them.
    for (const child of all) if (child.parent === one && child.state === 'lives') end(child, false);
    one.state = 'gone';
    if (waited && one.parent !== null) one.parent.reaped += one.own + one.reaped;
  };
  for (const [index, one] of steps.entries()) {
    if (one.kind === 'look') {
      answers.push(look());
      continue;
    }
    const living = all.filter(({ state }) => state === 'lives');
    const chosen = living[one.who % living.length] ?? root;
    const isLeaf = living.every(({ parent }) => parent !== chosen);
    if (one.kind === 'fork') all.push({ pid: index + 2, parent: chosen, startTicks: 20, own: 0, reaped: 0, state: 'lives' });
    else if (one.kind === 'burn') {
      chosen.own += one.ticks;
      used += one.ticks;
    } else if (chosen === root || (leavesOnly && !isLeaf)) {
      // The root stays; and whoever ends before its children abandons them.
      continue;
    } else if (one.kind === 'torn') {
      const entries = read();
      end(chosen, true);
      answers.push(look(entries.filter(({ pid }) => all.some((left) => left.pid === pid && left.state === 'lives'))));
    } else end(chosen, one.kind === 'end');
  }
  // Two more looks: a vanished process is settled at the second.
  answers.push(look(), look());
  return { answers, used };
}

const steps = fc.array(step, { minLength: 20, maxLength: 60, size: 'max' });

it('the account begins at nothing and never falls', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const { answers } = simulate(all);
      expect(answers[0]).toBe(0);
      expect(answers).toEqual([...answers].sort((a, b) => a - b));
    }),
    { numRuns: 500 },
  );
});

it('it is never more than what was used', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const { answers, used } = simulate(all);
      expect(answers.at(-1)).toBeLessThanOrEqual(used);
    }),
    { numRuns: 500 },
  );
});

it('where parents wait for their children nothing is lost, however short a child lived', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const waited = all.filter(({ kind }) => kind !== 'abandon');
      const { answers, used } = simulate(waited, true);
      expect(answers.at(-1)).toBe(used);
    }),
    { numRuns: 500 },
  );
});

it('what an abandoned child was last seen with stays on the account, while others go on', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.array(fc.nat(100), { minLength: 1 }), (childTicks, burns) => {
      const account = openCpuAccount(0);
      const root = { pid: 1, parent: 0, startTicks: 1, ownTicks: 0, reapedTicks: 0 };
      account.enter([root, { pid: 2, parent: 1, startTicks: 2, ownTicks: childTicks, reapedTicks: 0 }]);
      let ownTicks = 0;
      for (const ticks of burns) {
        ownTicks += ticks;
        expect(account.enter([{ ...root, ownTicks }])).toBe(childTicks + ownTicks);
      }
    }),
  );
});
