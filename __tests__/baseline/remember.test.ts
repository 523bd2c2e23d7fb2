import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { remember } from '../../src/baseline/remember.ts';
import { runnerClass } from '../../src/baseline/runner-class.ts';
import type { Memory } from '../../src/model/memory.ts';
import type { Run } from '../../src/model/run.ts';
import { judge } from '../../src/verdict/judge.ts';
import { anyHistory, anyRun } from './any-run.ts';
import { aMemory, aRun, asRemembered, earlierRun, ms, nothingRecalled, recalled } from './sample-run.ts';

const here = runnerClass(aRun().runner);
const example = (scenario: string): Run['counterexamples'][number] => ({ property: 'property.stability', scenario });

function rememberAfter(run: Run, memory: Memory | null = null, permission: Parameters<typeof remember>[3] = 'everything'): Memory | null {
  const recall = memory === null ? nothingRecalled : ({ kind: 'found', memory, sentence: '' } as const);
  return remember(recall, run, judge(run, recall, here), permission);
}

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

  it('holds the newest 60 runs of each runner class and the newest 240 of all', () => {
    const classes = ['a', 'b', 'c', 'd', here];
    const runs = classes.flatMap((name) => Array.from({ length: 60 }, (_, at) => earlierRun([ms('p95', at)], { runnerClass: name })));
    const kept = rememberAfter(aRun(), aMemory({ runs }))?.runs ?? [];
    expect(kept).toHaveLength(240);
    expect(kept.filter(({ runnerClass: name }) => name === here)).toHaveLength(60);
    expect(kept.filter(({ runnerClass: name }) => name === 'a')).toHaveLength(0);
    expect(kept.at(-1)).toEqual(asRemembered());
  });

  it('never forgets order, never grows beyond its caps, and never loses a run it had room for', () => {
    fc.assert(
      fc.property(anyRun, anyHistory, (run, history) => {
        const recall = recalled(history);
        const memory = remember(recall, run, judge(run, recall, here), 'everything');
        if (memory === null) return;
        expect(memory.runs.length).toBeLessThanOrEqual(history.length + 1);
        expect(memory.counterexamples.length).toBeLessThanOrEqual(20);
        const old = memory.runs.filter((one) => history.includes(one));
        expect(old).toEqual(history.filter((one) => memory.runs.includes(one)));
        if (history.length < 60) expect(old).toHaveLength(history.length);
      }),
    );
  });
});
