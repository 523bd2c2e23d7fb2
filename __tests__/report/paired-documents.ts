import type { Pair, Paired } from '../../src/model/paired.ts';
import type { Run } from '../../src/model/run.ts';
import { judge } from '../../src/verdict/judge.ts';
import { healthyRun } from './healthy-run.ts';
import type { Documents } from './judged.ts';
import { mergeBase, pairsOf } from './pairs.ts';

/** What the judge says of such a run by itself. */
function judged(run: Run): Documents {
  return { run, verdict: judge(run, { kind: 'none', sentence: '' }, '') };
}

function runWith(paired: Paired): Run {
  const tests = paired.pairs.filter(({ kind }) => kind === 'test').length;
  const summary = `${tests} of ${paired.planned} pairs with ${paired.name}`;
  return {
    ...healthyRun,
    source: { ...healthyRun.source, commit: '9e107d9d372bb6826bd81d3542a419d6e3f0c1a2', ref: 'refs/pull/7/merge' },
    policy: { ...healthyRun.policy, compare: { with: 'auto' } },
    base: { kind: 'paired', paired },
    phases: [...healthyRun.phases, { name: 'paired', durationMs: 3_100 * paired.pairs.length, summary }],
  };
}

/** Beside its base nothing got worse; one operation is new, and the tail is too noisy to tell. */
export function pairedPass(): Documents {
  return judged(
    runWith({
      ...mergeBase,
      pairs: pairsOf('test', 12, {}),
      leftOut: ['orders'],
      notes: ['its dependencies are those of this version, because its lock file is the same'],
    }),
  );
}

/** Each operation takes an eighth more CPU than at the base. */
export function pairedRegression(): Documents {
  const factors = { 'cpu-per-operation': 1.12 };
  return judged(runWith({ ...mergeBase, pairs: [...pairsOf('test', 12, factors), ...pairsOf('control', 3, {})] }));
}

/** The base does not start any more, so nobody knows. */
export function pairedInconclusive(): Documents {
  const failure = 'The base did not work: The service exited with status 1 before it was ready: Error: Cannot find module `./prices.js`';
  return judged(runWith({ ...mergeBase, pairs: [], planned: 0, failures: [failure, failure, failure] }));
}

/** The same pair, but a few requests are refused, and more of them by the head. */
function refusing({ base, head, ...rest }: Pair, at: number): Pair {
  const refused = (side: Pair['base'], value: number): Pair['base'] =>
    side.map((each) => (each.name === 'errors' ? { ...each, value: Number(value.toFixed(2)) } : each));
  return { ...rest, base: refused(base, 0.08 + (at % 3) / 50), head: refused(head, 0.61 + (at % 4) / 8) };
}

/** More requests are refused than at the base, and a commit says that this is meant. */
export function accepted(): Documents {
  return judged({
    ...runWith({ ...mergeBase, pairs: pairsOf('test', 12, {}).map(refusing) }),
    accepted: [{ metric: 'errors', because: 'a `429` of the new quota counts as an error', by: 'commit 9e107d9' }],
  });
}
