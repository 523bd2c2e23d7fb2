import { describe, expect, it } from 'vitest';

import { Identities } from '../../src/load/identities.ts';
import { tellIsolation } from '../../src/load/isolation.ts';
import type { IsolationSeen } from '../../src/model/isolation.ts';
import type { IsolationMeaning, Operation } from '../../src/model/operation.ts';
import { operation } from '../support/operations.ts';

const isolating = (name: string, token: string | null = null): Operation => {
  const isolates: IsolationMeaning = { path: '$.user', token };
  return { ...operation(name), meaning: { isolates } };
};
const me = isolating('me');

/** One answer: who asked, who was named, and what else stood in it; `operation` is 0 where it is not said. */
interface Answer {
  readonly user: number;
  readonly owner: string | null;
  readonly more?: string;
  readonly operation?: number;
}

const users = 5;

/** What the users of a load were shown in these answers, one a millisecond, each seen by the engine its user belongs to. */
function see(answers: readonly Answer[], operations: readonly Operation[] = [me], engines: number = 1): IsolationSeen {
  const meanings = operations.map(({ meaning }) => meaning);
  const each = Array.from({ length: engines }, () => new Identities(meanings, users, 1_000));
  for (const [index, { user, owner, more = '', operation: at = 0 }] of answers.entries()) {
    each[user % engines]?.see(at, user, { value: undefined, owner, text: JSON.stringify({ user: owner, more }) }, 1_000 + index);
  }
  return tellIsolation(
    each.map((one) => structuredClone(one.pack())),
    operations,
    users,
  );
}

const own = (user: number): Answer => ({ user, owner: `user-${user}` });
const everybody = [0, 1, 2, 3, 4].map(own);

describe('whose data users were shown', () => {
  it('was their own when each was named alike each time, and nobody else as it', () => {
    expect(see([...everybody, ...everybody])).toEqual({
      users: 5,
      answers: 10,
      nameless: 0,
      tokens: 5,
      renamed: 0,
      leaks: 0,
      exposed: 0,
      overlooked: 0,
      examples: [],
    });
  });

  it.each([1, 2, 3])("was another's when the answer named that one: %d engines", (engines) => {
    const seen = see([...everybody, { user: 3, owner: 'user-1' }, ...everybody, { user: 3, owner: 'user-1' }], [me], engines);
    expect(seen).toMatchObject({ users: 5, answers: 12, leaks: 2, exposed: 1, renamed: 0 });
    expect(seen.examples).toEqual([{ operation: 'me', asker: 3, owner: 1, token: 'user-1', place: 'named', count: 2, firstAtMs: 5 }]);
  });

  it('is told right also when the first answer to a user was wrong: a token is whose it is most often', () => {
    const seen = see([{ user: 2, owner: 'user-0' }, ...everybody, ...everybody]);
    expect(seen).toMatchObject({ leaks: 1, exposed: 1, examples: [{ asker: 2, owner: 0, firstAtMs: 0 }] });
  });

  it('was found in the body of an answer that named the right one, as a word of its own', () => {
    const inside = (more: string): IsolationSeen => see([...everybody, { user: 4, owner: 'user-4', more }]);
    for (const more of ['user-2', 'greetings from user-2.', '<b>user-2</b>', '/users/user-2?x', '{"to":"user-2"}']) {
      expect(inside(more), more).toMatchObject({ leaks: 1, examples: [{ asker: 4, owner: 2, token: 'user-2', place: 'inside' }] });
    }
    for (const more of ['user-22', 'superuser-2', 'user-', 'user-4', 'user-9', 'xuser-2x'])
      expect(inside(more), more).toMatchObject({ leaks: 0 });
  });

  it('is found also where tokens have nothing in common, and never by short ones, which stand everywhere', () => {
    const tokens = ['b1946ac9-xx', '591785b7-xx', '3d0f-aa-zz9'];
    const named = tokens.map((owner, user) => ({ user, owner }));
    expect(see([...named, { user: 0, owner: 'b1946ac9-xx', more: 'for 591785b7-xx, too' }])).toMatchObject({
      leaks: 1,
      examples: [{ asker: 0, owner: 1, place: 'inside' }],
    });
    const numbers = ['1', '2', '30000'].map((owner, user) => ({ user, owner }));
    expect(see([...numbers, { user: 0, owner: '1', more: 'items 2, 30000' }])).toMatchObject({ leaks: 0 });
    expect(see([...numbers, { user: 0, owner: '2' }, { user: 1, owner: '2' }])).toMatchObject({ leaks: 1 });
  });

  it('keeps operations apart that name their users alike and mean others', () => {
    const basket = isolating('basket');
    const answers = [0, 1, 2].flatMap((user) => [
      { user, owner: `number-${user}` },
      { user, owner: `number-${(user + 1) % 3}`, operation: 1 },
    ]);
    expect(see(answers, [me, basket])).toMatchObject({ leaks: 0, renamed: 0 });
    expect(see([...answers, { user: 0, owner: 'number-2', operation: 1 }], [me, basket])).toMatchObject({
      leaks: 1,
      examples: [{ operation: 'basket', asker: 0, owner: 1 }],
    });
  });

  it('is held against what was declared, also when everybody is always answered as another, or as nobody there is', () => {
    const declared = [isolating('me', 'user-{{user}}')];
    expect(see(everybody, declared)).toMatchObject({ leaks: 0 });
    const shifted = [0, 1, 2, 3, 4].map((user) => ({ user, owner: `user-${(user + 1) % 5}` }));
    expect(see(shifted)).toMatchObject({ leaks: 0 });
    expect(see(shifted, declared)).toMatchObject({ leaks: 5, exposed: 5, examples: [{ asker: 0, owner: 1 }, {}, {}, {}, {}] });
    expect(see([{ user: 0, owner: 'root' }], declared)).toMatchObject({ leaks: 1, examples: [{ asker: 0, owner: null, token: 'root' }] });
    // Known beforehand: it is found although that user has not asked yet.
    expect(see([{ user: 0, owner: 'user-0', more: 'user-4' }], declared)).toMatchObject({
      leaks: 1,
      examples: [{ owner: 4, place: 'inside' }],
    });
  });

  it('cannot be told where nobody is named; who gets a new name leaks nothing', () => {
    const nameless = see([
      { user: 0, owner: null },
      { user: 1, owner: null },
    ]);
    expect(nameless).toMatchObject({ users: 2, answers: 2, nameless: 2, tokens: 0, leaks: 0 });
    const renamed = see([...everybody, { user: 0, owner: 'user-0-again' }, { user: 0, owner: 'user-0-again' }]);
    expect(renamed).toMatchObject({ renamed: 1, leaks: 0, tokens: 6 });
  });

  it('is everybody’s when all are answered as one', () => {
    const seen = see([0, 1, 2, 3, 4].map((user) => ({ user, owner: 'cached-user' })));
    expect(seen).toMatchObject({ tokens: 1, leaks: 4, exposed: 4 });
    expect(seen.examples.every(({ owner }) => owner === 0)).toBe(true);
  });

  it('is told by a few examples, the most frequent first, with tokens cut short', () => {
    const long = `${'secret-'.repeat(5)}0`;
    const named = [{ user: 0, owner: long }, ...Array.from({ length: 3 }, () => ({ user: 0, owner: long }))];
    const others = [1, 2, 3, 4].flatMap((user) => Array.from({ length: user === 3 ? 3 : 1 }, () => ({ user, owner: long })));
    const { examples } = see([...named, ...others]);
    expect(examples).toHaveLength(4);
    expect(examples[0]).toMatchObject({ asker: 3, count: 3, token: 'secret-secret-s…' });
  });

  it('remembers no more than it may', () => {
    const { overlooked, answers } = see(Array.from({ length: 25_000 }, (_, n) => ({ user: n % 5, owner: `request-${n}` })));
    expect({ overlooked, answers }).toEqual({ overlooked: 5_000, answers: 25_000 });
  });
});
