import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { remember, type Remembered } from '../../src/baseline/remember.ts';
import { runnerClass } from '../../src/baseline/runner-class.ts';
import type { Memory } from '../../src/model/memory.ts';
import type { Run } from '../../src/model/run.ts';
import type { SelfCheck } from '../../src/model/self-check.ts';
import { judge } from '../../src/verdict/judge.ts';
import { anyHistory, anyRun } from './any-run.ts';
import { aMemory, aRun, asRemembered, earlierRun, ms, nothingRecalled, recalled } from './sample-run.ts';

const here = runnerClass(aRun().runner);
const example = (scenario: string): Run['counterexamples'][number] => ({ property: 'property.stability', scenario });

function decideOn(run: Run, memory: Memory | null = null, permission: Parameters<typeof remember>[3] = 'everything'): Remembered {
  const recall = memory === null ? nothingRecalled : ({ kind: 'found', memory, sentence: '' } as const);
  return remember(recall, run, judge(run, recall, here), permission);
}

function rememberAfter(...given: Parameters<typeof decideOn>): Memory | null {
  const remembered = decideOn(...given);
  return remembered.kind === 'nothing' ? null : remembered.memory;
}

const whyNot = (...given: Parameters<typeof decideOn>): string => {
  const remembered = decideOn(...given);
  return remembered.kind === 'memory' ? '' : remembered.why;
};

const slow: Partial<Run> = { metrics: [ms('p95', 900)] };
const withRunner = (runner: SelfCheck): Partial<Run> => ({ self: { ...aRun().self, runner } });
const busy = { kind: 'spoiled', sentence: 'The load generator waited for a core 30 % of the time.', mostShare: 0.3 } as const;

describe('what is remembered', () => {
  it('begins with the first run of the default branch, although it could not be compared', () => {
    const run = aRun();
    expect(rememberAfter(run)).toEqual(aMemory({ runs: [asRemembered()] }));
  });

  it('grows at the end', () => {
    const old = earlierRun([ms('p95', 1)]);
    expect(rememberAfter(aRun(), aMemory({ runs: [old] }))?.runs).toEqual([old, asRemembered()]);
  });

  it('is a run once, however often it is reported', () => {
    expect(rememberAfter(aRun(), aMemory({ runs: [asRemembered()] }))).toBe(null);
  });

  it('is nothing of a run that broke something, that was spoiled, or that may not be remembered', () => {
    const spoiled = { kind: 'spoiled', sentence: 'Busy.' } as const;
    expect(rememberAfter(aRun({ metrics: [ms('p95', 900)] }))).toBe(null);
    expect(rememberAfter(aRun({ metrics: [ms('p95', 900)], policy: { ...aRun().policy, failOn: [] } }))).toBe(null);
    expect(rememberAfter(aRun({ self: { ...aRun().self, runner: spoiled } }))).toBe(null);
    expect(rememberAfter(aRun({ self: { ...aRun().self, generator: spoiled } }))).toBe(null);
    expect(rememberAfter(aRun(), null, 'examples')).toBe(null);
    expect(rememberAfter(aRun({ counterexamples: [example('u3')] }), null, 'nothing')).toBe(null);
  });

  it('is the failing scenario alone where only examples may be kept, or where the run broke something', () => {
    const known = aMemory({ runs: [earlierRun([])], counterexamples: [example('u1')] });
    const broke = aRun({ metrics: [ms('p95', 900)], counterexamples: [example('u3')] });
    const expected = { ...known, counterexamples: [example('u1'), example('u3')] };
    expect(rememberAfter(broke, known)).toEqual(expected);
    expect(rememberAfter(aRun({ counterexamples: [example('u3')] }), known, 'examples')).toEqual(expected);
    expect(rememberAfter(aRun({ counterexamples: [example('u1')] }), known, 'examples')).toBe(null);
  });

  it('holds each failing scenario once, the newest twenty, newest last', () => {
    const known = aMemory({ counterexamples: Array.from({ length: 20 }, (_, at) => example(`u${at}`)) });
    const kept = rememberAfter(aRun({ counterexamples: [example('new'), example('u5')] }), known)?.counterexamples ?? [];
    expect(kept).toHaveLength(20);
    expect(kept.map(({ scenario }) => scenario).slice(-3)).toEqual(['u19', 'new', 'u5']);
    expect(new Set(kept.map(({ scenario }) => scenario)).size).toBe(20);
  });

  it('is a run on a busy runner whose effect is bounded: on few cores that is the normal case', () => {
    expect(rememberAfter(aRun(withRunner(busy)))?.runs).toEqual([asRemembered()]);
    const { sentence } = busy;
    expect(rememberAfter(aRun(withRunner({ kind: 'spoiled', sentence })))).toBe(null);
  });

  it('is no run whose limit the busy runner left undecided, nor one that broke it all the same', () => {
    expect(whyNot(aRun({ metrics: [ms('p95', 600)], ...withRunner(busy) }))).toBe(
      'a limit may have been broken. p95 was 600 ms, above its limit of 500 ms, but not surely by the service. The load generator waited for a core 30 % of the time',
    );
    expect(whyNot(aRun({ ...slow, ...withRunner(busy) }))).toBe('something broke');
  });

  it('is a run that leaked, so that an old leak is told from a new one, but not one that was slow as well', () => {
    const findings = [
      { kind: 'broken', id: 'leak.memory', sentence: 'It leaks.', measured: 900, limit: null, unit: 'B/operation', evidence: [] },
    ] as const;
    expect(decideOn(aRun({ findings })).kind).toBe('memory');
    expect(whyNot(aRun({ ...slow, findings }))).toBe('something broke');
  });

  it('is a run with a limit on what was not measured: that is no doubt about the rest', () => {
    const limits = [{ metric: 'rss', max: 1, unit: 'bytes' }];
    expect(decideOn(aRun({ policy: { ...aRun().policy, limits } })).kind).toBe('memory');
  });

  it('learns the name of the repository where the baseline did not know it', () => {
    expect(rememberAfter(aRun(), aMemory({ repository: '' }))?.repository).toBe('acme/shop');
    const nameless = { ...aRun(), source: { ...aRun().source, repository: '' } };
    expect(rememberAfter(nameless, aMemory())?.repository).toBe('acme/shop');
  });

  it('comes with the reason why a run is left out', () => {
    const spoiled = { kind: 'spoiled', sentence: 'The load generator was busy.' } as const;
    const generator = { self: { ...aRun().self, generator: spoiled } };
    expect(decideOn(aRun(), null, 'nothing')).toEqual({
      kind: 'nothing',
      why: "only the gate's own runs of the default branch become a baseline",
    });
    expect(whyNot(aRun(), null, 'examples')).toContain('only a clean checkout of the default branch');
    expect(decideOn(aRun(slow))).toEqual({ kind: 'nothing', why: 'something broke' });
    expect(decideOn(aRun(generator))).toEqual({ kind: 'nothing', why: 'our own measuring was spoiled. The load generator was busy' });
    expect(decideOn(aRun(), aMemory({ runs: [asRemembered()] }))).toEqual({ kind: 'nothing', why: 'it is in the baseline already' });
    expect(decideOn(aRun({ ...slow, counterexamples: [example('u3')] }))).toEqual({
      kind: 'examples',
      memory: aMemory({ counterexamples: [example('u3')] }),
      why: 'something broke',
    });
  });

  it("never has a reason with control characters or a runner's command in it", () => {
    const sentence = 'Busy.\n::error::no\u001b[31m ##[error]no';
    const generator = { self: { ...aRun().self, generator: { kind: 'spoiled', sentence } as const } };
    expect(whyNot(aRun(generator))).toBe('our own measuring was spoiled. Busy. ::error::no [31m # #[error]no');
  });

  it('holds the newest 60 runs of each runner class and configuration and the newest 240 of all', () => {
    const classes = ['a', 'b', 'c', 'd', here];
    const runs = classes.flatMap((name) => Array.from({ length: 60 }, (_, at) => earlierRun([ms('p95', at)], { runnerClass: name })));
    const kept = rememberAfter(aRun(), aMemory({ runs }))?.runs ?? [];
    expect(kept).toHaveLength(240);
    expect(kept.filter(({ runnerClass: name }) => name === here)).toHaveLength(60);
    expect(kept.filter(({ runnerClass: name }) => name === 'a')).toHaveLength(0);
    expect(kept.at(-1)).toEqual(asRemembered());
  });

  it('does not lose the history of one configuration to the runs of another', () => {
    const runs = ['other', aRun().configHash].flatMap((configHash) =>
      Array.from({ length: 60 }, (_, at) => earlierRun([ms('p95', at)], { configHash })),
    );
    const kept = rememberAfter(aRun(), aMemory({ runs }))?.runs ?? [];
    expect(kept.filter(({ configHash }) => configHash === 'other')).toHaveLength(60);
    expect(kept).toHaveLength(120);
  });

  it('never forgets order, never grows beyond its caps, and never loses a run it had room for', () => {
    fc.assert(
      fc.property(anyRun, anyHistory, (run, history) => {
        const recall = recalled(history);
        const remembered = remember(recall, run, judge(run, recall, here), 'everything');
        if (remembered.kind === 'nothing') return;
        const { memory } = remembered;
        expect(memory.runs.length).toBeLessThanOrEqual(history.length + 1);
        expect(memory.counterexamples.length).toBeLessThanOrEqual(20);
        const old = memory.runs.filter((one) => history.includes(one));
        expect(old).toEqual(history.filter((one) => memory.runs.includes(one)));
        if (history.length < 60) expect(old).toHaveLength(history.length);
      }),
    );
  });
});
