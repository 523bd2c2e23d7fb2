import { describe, expect, it } from 'vitest';
import type { RaceOutcome } from '../../../src/model/race.ts';
import { readAccount, type Account, type Traces } from '../../../src/property/race/account.ts';
import type { Note } from '../../../src/property/race/note.ts';
import type { RaceOrder } from '../../../src/property/race/order.ts';

const order: RaceOrder = { file: '/m.mjs', runs: 200, seed: 1, path: '', only: null, done: [], runMs: 1, raceMs: 1 };
const held = (name: string): RaceOutcome => ({ kind: 'held', name, sentence: 'Held', runs: 200, evidence: [] });
const broken = (name: string): RaceOutcome => ({ kind: 'broken', name, sentence: 'Broke', runs: 3, evidence: ['input: 9'], path: '2' });
const exited = (code: number): Traces['leaving'] => ({ kind: 'left', ending: { kind: 'exited', code } });
const found: Note = { kind: 'found', names: ['a', 'b', 'c'] };
const began = (name: string): Note => ({ kind: 'began', name });
const ended = (outcome: RaceOutcome): Note => ({ kind: 'ended', outcome });

const read = (notes: readonly Note[], part: Partial<Traces> = {}, asked: Partial<RaceOrder> = {}): Account =>
  readAccount({ notes, beat: '', leaving: exited(0), output: [], ...part }, { ...order, ...asked });

const outcomesOf = (account: Account): readonly RaceOutcome[] => (account.kind === 'tried' ? account.outcomes : []);

describe('a process that tried races', () => {
  it('and went through all of them gives what it said', () => {
    const all = ['a', 'b', 'c'].flatMap((name) => [began(name), ended(held(name))]);
    expect(read([found, ...all])).toEqual({ kind: 'tried', names: ['a', 'b', 'c'], outcomes: [held('a'), held('b'), held('c')] });
  });

  it('and died in a run is told by it, with the path that leads there', () => {
    const notes = [found, began('a'), ended(held('a')), began('b')];
    expect(outcomesOf(read(notes, { beat: '2 16', leaving: exited(7), output: ['bye'] }))).toEqual([
      held('a'),
      {
        kind: 'inconclusive',
        name: 'b',
        sentence: 'Its process exited with status 7 in run 17',
        runs: 16,
        evidence: ['it printed last:', '  bye'],
        path: '16',
      },
    ]);
  });

  it('and was silent in a run is told to loop', () => {
    const leaving = { kind: 'silent', silentMs: 5_000 } as const;
    const [outcome] = outcomesOf(read([found, began('a')], { beat: '1 0', leaving }));
    expect(outcome).toMatchObject({
      kind: 'inconclusive',
      path: '0',
      sentence: expect.stringMatching(/^Kept its process busy in run 1, .* 5 s/),
    });
  });

  it('and died before a run of this race is not taken for another’s', () => {
    for (const beat of ['', '1 16', '2 -1', 'nonsense', '2 x']) {
      const [, outcome] = outcomesOf(read([found, began('a'), ended(held('a')), began('b')], { beat, leaving: exited(1) }));
      expect(outcome).toMatchObject({
        kind: 'inconclusive',
        name: 'b',
        runs: 0,
        sentence: 'Its process exited with status 1 before its first run',
      });
      expect(outcome).not.toHaveProperty('path');
    }
  });

  it('and died while it made a failure smaller leaves the failure as it was found', () => {
    const notes: readonly Note[] = [found, began('a'), { kind: 'broke', outcome: broken('a') }];
    const [outcome] = outcomesOf(read(notes, { beat: '1 30', leaving: { kind: 'left', ending: { kind: 'killed', signal: 'SIGSEGV' } } }));
    expect(outcome).toEqual({
      ...broken('a'),
      evidence: ['input: 9', 'Its process was killed by SIGSEGV while the failure was made smaller'],
    });
  });

  it('and died in the run that was asked for died again', () => {
    const [outcome] = outcomesOf(
      read([{ kind: 'found', names: ['a'] }, began('a')], { beat: '1 0', leaving: exited(7) }, { path: '16', only: 'a' }),
    );
    expect(outcome).toMatchObject({ sentence: 'Its process exited with status 7 again', path: '16' });
  });

  it('and died between two races has one behind it, and before all of them takes the first along: none comes to nothing', () => {
    expect(outcomesOf(read([found, began('a'), ended(held('a'))]))).toEqual([held('a')]);
    expect(outcomesOf(read([found]))).toMatchObject([{ kind: 'inconclusive', name: 'a' }]);
    expect(outcomesOf(read([found], {}, { done: ['a', 'b'] }))).toMatchObject([{ name: 'c' }]);
    expect(outcomesOf(read([found], {}, { only: 'b' }))).toMatchObject([{ name: 'b' }]);
  });

  it('and has not the race that is wanted gives none', () => {
    expect(read([found], {}, { only: 'z' })).toEqual({ kind: 'tried', names: ['a', 'b', 'c'], outcomes: [] });
  });
});

describe('a module that could not be imported', () => {
  it('says why', () => {
    expect(read([{ kind: 'unloaded', lines: ['SyntaxError: no'] }])).toEqual({ kind: 'unloaded', lines: ['SyntaxError: no'] });
  });

  it('and ended its process is told by that, and by what it printed', () => {
    expect(read([], { leaving: exited(3), output: ['oh'] })).toEqual({
      kind: 'unloaded',
      lines: ['Its process exited with status 3 while it was imported', 'it printed last:', '  oh'],
    });
    expect(read([], { leaving: exited(13) })).toMatchObject({ lines: [expect.stringContaining('an await of what never comes')] });
    expect(read([], { leaving: { kind: 'silent', silentMs: 20_000 } })).toMatchObject({
      lines: [expect.stringContaining('an endless loop?')],
    });
  });

  it('because this Node reads no TypeScript gets a hint', () => {
    const lines = ['TypeError [ERR_UNKNOWN_FILE_EXTENSION]: Unknown file extension ".ts" for /m.ts'];
    expect(read([{ kind: 'unloaded', lines }])).toMatchObject({ lines: [lines[0], expect.stringContaining('Node 22.18')] });
  });
});
