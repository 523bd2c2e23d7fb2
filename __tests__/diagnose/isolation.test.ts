import { describe, expect, it } from 'vitest';

import { findIsolation } from '../../src/diagnose/isolation.ts';
import type { IsolationSeen, Leak } from '../../src/model/isolation.ts';

const leak = (given: Partial<Leak> = {}): Leak => ({
  operation: 'whoami',
  asker: 3,
  owner: 7,
  token: 'user-1a2b',
  place: 'named',
  count: 1,
  firstAtMs: 1_200,
  ...given,
});
const seen = (given: Partial<IsolationSeen> = {}): IsolationSeen => ({
  users: 20,
  answers: 4_000,
  nameless: 0,
  tokens: 20,
  renamed: 0,
  leaks: 0,
  exposed: 0,
  overlooked: 0,
  examples: [],
  ...given,
});

describe('the finding of isolation', () => {
  it('is none where no operation isolates its users, or where there was only one', () => {
    expect(findIsolation([], null)).toBeNull();
    expect(findIsolation([seen({ users: 1 })], null)).toBeNull();
  });

  it('holds when every user was shown only its own, over all loads', () => {
    expect(findIsolation([seen(), seen({ users: 5, answers: 812, nameless: 2 })], 'plimsoll replay x')).toEqual({
      kind: 'held',
      id: 'isolation',
      sentence: '20 users were shown only their own, in 4\u2009812 answers',
      measured: 0,
      limit: 0,
      unit: 'count',
      evidence: ['2 answers named nobody'],
    });
  });

  it('is broken when one was shown what is another’s: who, whose, how often and since when', () => {
    const one = seen({ leaks: 5, exposed: 1, examples: [leak({ count: 5 })] });
    expect(findIsolation([seen(), one], 'plimsoll replay x')).toEqual({
      kind: 'broken',
      id: 'isolation',
      sentence: "User 3 was shown what is user 7's: 5 times in 8\u2009000 answers",
      measured: 5,
      limit: 0,
      unit: 'count',
      evidence: ['whoami: user 3 was answered as "user-1a2b", which is user 7\'s, 5 times, first 1.2 s into the load'],
      replay: 'plimsoll replay x',
    });
  });

  it('tells of the worst load where it happened in several', () => {
    const examples = [leak({ place: 'inside' }), leak({ asker: 4, owner: null, token: 'a"\u001b[31m\u202eb', firstAtMs: 2 })];
    const finding = findIsolation([seen({ leaks: 1, exposed: 1, examples: [leak()] }), seen({ leaks: 2, exposed: 2, examples })], null);
    expect(finding).toMatchObject({
      kind: 'broken',
      sentence: '2 of 20 users were shown what is not theirs: 3 times in 8\u2009000 answers',
      evidence: [
        'whoami: user 3 found "user-1a2b" in its answer, which is user 7\'s, once, first 1.2 s into the load',
        'whoami: user 4 was answered as "a\\"[31mb", which is nobody\'s here, once, first 2 ms into the load',
      ],
    });
    expect(finding).not.toHaveProperty('replay');
  });

  it('is broken for a single user, too, that is not what it was declared to be', () => {
    expect(findIsolation([seen({ users: 1, leaks: 1, exposed: 1, examples: [leak({ owner: null })] })], null)).toMatchObject({
      kind: 'broken',
      sentence: 'User 3 was shown what is not its own: once in 4\u2009000 answers',
    });
  });

  it('says what may be meant when all are answered as one', () => {
    const one = seen({ tokens: 1, leaks: 3_800, exposed: 19, examples: [leak()] });
    expect(findIsolation([one], null)?.evidence.at(-1)).toContain('give each its own, with {{user}}');
  });

  it('cannot tell where nobody was named, or everybody anew with every answer', () => {
    expect(findIsolation([seen({ nameless: 4_000, tokens: 0 })], null)).toMatchObject({ kind: 'inconclusive' });
    expect(findIsolation([seen({ renamed: 3_980, tokens: 4_000 })], null)).toMatchObject({ kind: 'inconclusive' });
    expect(findIsolation([seen({ renamed: 40, tokens: 60 })], null)).toMatchObject({ kind: 'held' });
  });
});
