import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRun } from '../../src/baseline/run-document.ts';
import { Fault } from '../../src/fault.ts';
import { anyRun } from './any-run.ts';
import { mutilated } from './mutilate.ts';
import { aRun } from './sample-run.ts';

const good = JSON.stringify(aRun());

const counts = {
  planned: 90,
  plannedRatePerSecond: 9,
  achievedRatePerSecond: 9,
  queued: 0,
  longestQueue: 0,
  unsent: 0,
  peakConnections: 1,
};

/** The good run with an open load, its arrivals as given and not counted. */
function openRun(arrivals: unknown): string {
  const { users: _, thinkMs: __, ...load } = { users: 0, thinkMs: 0, ...aRun().steady.scenario };
  return JSON.stringify({ ...aRun(), steady: { ...aRun().steady, scenario: { ...load, model: 'open', arrivals, connections: 10 } } });
}

function refusal(text: string): string {
  try {
    readRun(text, 'out/run.json');
    return '';
  } catch (error) {
    if (error instanceof Fault) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe('a run document', () => {
  it('is read as it was written, indented or not', () => {
    expect(readRun(good)).toEqual(aRun());
    expect(readRun(JSON.stringify(aRun(), null, 2))).toEqual(aRun());
    fc.assert(
      fc.property(anyRun, (run) => {
        expect(readRun(JSON.stringify(run))).toEqual(JSON.parse(JSON.stringify(run)));
      }),
    );
  });

  it('that was mutilated is read or refused by a fault, never by another error', () => {
    fc.assert(
      fc.property(mutilated(good), (text) => {
        const said = refusal(text);
        if (said !== '') expect(said).toMatch(/^run\.unreadable: Cannot use out\/run\.json: /);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['is no JSON', 'not json', 'it is not well-formed JSON'],
    ['has a key twice', good.replace('{', '{"seed":1,'), 'it is not well-formed JSON'],
    [
      'is of another version',
      good.replace('plimsoll.run/5', 'plimsoll.run/2'),
      'it is a plimsoll.run/2, and this version of plimsoll reads',
    ],
    ['is no run', good.replace('plimsoll.run/5', 'plimsoll.verdict/2'), 'schema: '],
    ['has an unknown key', good.replace('{', '{"extra":1,'), 'the document: '],
    ['has a number beyond reason', good.replace('"cpuMs":4000', '"cpuMs":1e300'), 'resources.0.use.cpuMs: '],
    ['has an infinite number', good.replace('"cpuMs":4000', '"cpuMs":1e999'), 'resources.0.use.cpuMs: '],
    ['has a text without end', good.replace('["listening"]', `["${'x'.repeat(10_000)}"]`), 'serviceOutput.0: '],
    ['has a list without end', good.replace('["listening"]', `[${Array.from({ length: 3_000 }, () => '"x"').join()}]`), 'serviceOutput: '],
    ['has a load of no model', good.replace('"model":"closed"', '"model":"ajar"'), 'steady.scenario.model: '],
    ['has arrivals beyond all bounds', openRun({ pattern: 'constant', ratePerSecond: 1e9 }), 'steady.scenario.arrivals: '],
    ['has arrivals of no pattern', openRun({ pattern: 'chaos' }), 'steady.scenario.arrivals.pattern: '],
    ['has an open load without its arrivals', openRun({ pattern: 'constant', ratePerSecond: 9 }), 'steady.arrivals: '],
    ['has arrivals without an open load', good.replace('"arrivals":null', `"arrivals":${JSON.stringify(counts)}`), 'steady.arrivals: '],
    ['has no engine', good.replace('"engines":1', '"engines":0'), 'steady.generator.engines: '],
    ['has a finding of no kind', good.replace('"kind":"held"', '"kind":"fine"'), 'findings.0.kind: '],
  ])('that %s is refused and says where', (_, text, why) => {
    expect(refusal(text)).toContain(`Cannot use out/run.json: ${why}`);
  });

  it('cannot smuggle a workflow command in as a unit', () => {
    for (const unit of ['ms\n::add-path::/tmp', '##[x]', '`', '<b>']) {
      const metrics = [{ name: 'p95', unit, value: 1, worse: 'higher' }];
      expect(refusal(JSON.stringify({ ...aRun(), metrics }))).toMatch(/^run.unreadable.*unit/);
    }
  });

  it('larger than 20 MB is refused before it is parsed', () => {
    expect(refusal(' '.repeat(21 * 1024 ** 2))).toContain('larger than 20 MB');
  });

  it('cannot put control characters or a novel into the fault', () => {
    const hostile = good.replace('"list":1', `"${'\\u001b[31m'.repeat(100)}::add-path::x":"no"`);
    const said = refusal(hostile);
    expect(said).not.toMatch(/\p{Cc}/u);
    expect(said.length).toBeLessThan(700);
  });
});
