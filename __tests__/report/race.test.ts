import { describe, expect, it } from 'vitest';
import type { Race, RaceReport } from '../../src/model/race.ts';
import { tellRaces, tellRacesJson } from '../../src/report/race.ts';
import { columns } from '../../src/report/width.ts';
import { hostileTexts } from './hostile.ts';

const broken: Race = {
  kind: 'broken',
  name: 'every add counts',
  sentence: 'Broke in run 3 of 200: it returned false',
  runs: 3,
  evidence: ['input: 2', 'steps in the order they went on, #n being the n-th that was asked for:', '  #2 read() → 0', '  #1 read() → 0'],
  replay: "npx plimsoll race counter.mjs --only 'every add counts' --seed 7 --path 2:0",
};
const held: Race = {
  kind: 'held',
  name: 'nothing is lost',
  sentence: 'Held in 200 runs (6 different orders of its steps)',
  runs: 200,
  evidence: [],
};
const report: RaceReport = {
  kind: 'broken',
  sentence: '1 of 2 races broke',
  file: 'counter.mjs',
  seed: 7,
  evidence: [],
  races: [broken, held],
};
const plain = { colour: false, width: 100 };

describe('races for a terminal', () => {
  it('begin with what came of all, and tell each with its evidence and the command to copy', () => {
    expect(tellRaces(report, plain).split('\n')).toEqual([
      '1 of 2 races broke',
      '',
      '  ✗ every add counts',
      '    Broke in run 3 of 200: it returned false',
      '      input: 2',
      '      steps in the order they went on, #n being the n-th that was asked for:',
      '        #2 read() → 0',
      '        #1 read() → 0',
      "    npx plimsoll race counter.mjs --only 'every add counts' --seed 7 --path 2:0",
      '',
      '  ✓ nothing is lost',
      '    Held in 200 runs (6 different orders of its steps)',
      '',
      'seed 7',
      '',
    ]);
  });

  it('of a module that could not be imported tell why', () => {
    const unloaded: RaceReport = {
      ...report,
      kind: 'inconclusive',
      sentence: 'counter.mjs could not be imported: SyntaxError',
      evidence: ['at line 3'],
      races: [],
    };
    expect(tellRaces(unloaded, plain)).toBe('counter.mjs could not be imported: SyntaxError\n      at line 3\n\nseed 7\n');
  });

  it('stay within the terminal but for the command, and are painted where that is wanted', () => {
    const long: Race = {
      ...held,
      name: 'long '.repeat(30),
      sentence: 'x'.repeat(300),
      evidence: ['word '.repeat(60), `  #1 ${'y'.repeat(300)}`],
    };
    for (const width of [40, 60, 100, 300]) {
      const lines = tellRaces({ ...report, sentence: 'so it is '.repeat(20), races: [long, held] }, { colour: false, width }).split('\n');
      expect(lines.map(columns).filter((each) => each > Math.min(width, 100))).toEqual([]);
    }
    expect(tellRaces(report, { colour: true, width: 100 })).toContain('\u001b[31m✗\u001b[39m');
  });

  it('never let a foreign text act on the log, the terminal or a JSON reader', () => {
    const all = [...hostileTexts, hostileTexts.join(' '), 'x'.repeat(100_000)];
    const races = all.map((text): Race => ({
      kind: 'broken',
      name: text,
      sentence: text,
      runs: 1,
      evidence: [text, `  ${text}`],
      replay: text,
    }));
    const hostile: RaceReport = { kind: 'broken', sentence: hostileTexts.join(' '), file: all[0] ?? '', seed: 1, evidence: all, races };
    for (const text of [tellRaces(hostile, plain), tellRacesJson(hostile)]) {
      expect(text.split('\n').filter((line) => /##\[|^\s*::/.test(line))).toEqual([]);
      // oxlint-disable-next-line no-control-regex -- control characters are what it is about
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2066\u200b]/);
    }
    expect(JSON.parse(tellRacesJson(hostile))).toMatchObject({ races: races.map(({ evidence }) => ({ evidence })) });
  });
});

describe('races as JSON', () => {
  it('have the promised keys, and a command only where there is one', () => {
    expect(JSON.parse(tellRacesJson(report))).toEqual({
      schema: 'plimsoll.race/1',
      kind: 'broken',
      sentence: '1 of 2 races broke',
      file: 'counter.mjs',
      seed: 7,
      evidence: [],
      races: [broken, held],
    });
  });
});
