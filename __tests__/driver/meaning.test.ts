import { describe, expect, it } from 'vitest';

import { decideConfig } from '../../src/config/decide.ts';
import type { Operation, OperationMeaning } from '../../src/model/operation.ts';
import { faultOf, givenFile } from '../config/a-given.ts';

const operations = (lines: string): readonly Operation[] =>
  decideConfig(givenFile(`service: { start: x }\noperations:\n  ${lines}\n`)).operations;
const meaningOf = (operation: string): OperationMeaning | undefined => operations(`a: ${operation}`)[0]?.meaning;
const faults = (operation: string): readonly string[] =>
  faultOf(() => operations(`a: ${operation}`))
    .split('\n')
    .slice(1)
    .map((line) => line.trim().replace(' (line 3)', ''));

describe('what an operation means', () => {
  it.each<[string, OperationMeaning]>([
    ['{ get: / }', {}],
    ['{ put: "/{{key}}", body: "{{uuid}}", writes: "{{key}}" }', { deed: { kind: 'write', key: '{{key}}', value: 'uuid' } }],
    ['{ put: "/{{key}}/{{ n }}", writes: "x-{{key}}" }', { deed: { kind: 'write', key: 'x-{{key}}', value: 'n' } }],
    ['{ post: "/{{n}}", json: { a: ["{{uuid}}"] }, append: log }', { deed: { kind: 'append', key: 'log', value: 'uuid' } }],
    ['{ get: "/{{key}}", reads: "{{key}}" }', { deed: { kind: 'read', key: '{{key}}', value: null, maxStaleMs: 0 } }],
    [
      '{ get: "/{{key}}", reads: "{{key}}", value: $.value, staleness: 5s, kind: cache }',
      { deed: { kind: 'read', key: '{{key}}', value: '$.value', maxStaleMs: 5_000 }, kind: 'cache' },
    ],
    [
      '{ get: "/{{key}}", reads: { key: "{{key}}", value: $.value, staleness: 5s } }',
      { deed: { kind: 'read', key: '{{key}}', value: '$.value', maxStaleMs: 5_000 } },
    ],
    ['{ post: /add, increments: "{{key}}" }', { deed: { kind: 'increment', key: '{{key}}', by: 1, value: null } }],
    ['{ post: /add, increments: visits, by: 2, value: $.n }', { deed: { kind: 'increment', key: 'visits', by: 2, value: '$.n' } }],
    ['{ post: /add, increments: { key: visits, value: $.n } }', { deed: { kind: 'increment', key: 'visits', by: 1, value: '$.n' } }],
    [
      '{ post: /pay, adds: "{{user}}", by: -5, kind: database }',
      { deed: { kind: 'increment', key: '{{user}}', by: -5, value: null }, kind: 'database' },
    ],
    ['{ post: /pay, adds: { key: till, by: 5 } }', { deed: { kind: 'increment', key: 'till', by: 5, value: null } }],
    [
      '{ put: "/{{key}}", headers: { if-match: "{{last}}" }, body: "{{uuid}}", compare-and-set: "{{key}}" }',
      { deed: { kind: 'compare-and-set', key: '{{key}}', value: 'uuid', swapped: null } },
    ],
    [
      '{ put: "/{{key}}", json: { from: "{{last}}", to: "{{n}}" }, compare-and-set: { key: "{{key}}", value: $.ok } }',
      { deed: { kind: 'compare-and-set', key: '{{key}}', value: 'n', swapped: '$.ok' } },
    ],
    ['{ get: /me, isolates: $.user }', { isolates: { path: '$.user', token: null } }],
    [
      '{ get: /me, headers: { x-user: "u-{{user}}" }, isolates: { value: $.user, token: "u-{{user}}" } }',
      { isolates: { path: '$.user', token: 'u-{{user}}' } },
    ],
    [
      '{ get: /basket, reads: "basket-{{user}}", value: $.total, isolates: $.user }',
      { deed: { kind: 'read', key: 'basket-{{user}}', value: '$.total', maxStaleMs: 0 }, isolates: { path: '$.user', token: null } },
    ],
  ])('%s', (written, meaning) => {
    expect(meaningOf(written)).toEqual(meaning);
  });

  it('counts on from what was read by as much as the request says, and sends a number', () => {
    const [look, add] = operations(
      'look: { get: "/{{key}}", reads: { key: "{{key}}", value: $.n } }\n  add: { put: "/{{key}}", json: { n: "{{last+2}}", by: "+{{last+2}}" }, increments: "{{key}}" }',
    );
    expect(look?.meaning.deed?.kind).toBe('read');
    expect(add?.meaning).toEqual({ deed: { kind: 'increment', key: '{{key}}', by: 2, value: null, fromLast: true } });
    expect(add?.spec).toMatchObject({ body: '{"n":{{last+2}},"by":"+{{last+2}}"}' });
  });
});

describe('a meaning that contradicts itself', () => {
  const unique =
    'expected a request that holds {{uuid}} or {{n}}: only values that are never written twice can be told apart, found neither';

  it.each([
    [
      '{ get: /, reads: a, increments: b }',
      'operations.a: expected at most one of writes, reads, increments, adds, compare-and-set, append, found reads, increments',
    ],
    ['{ put: "/{{key}}", body: same, writes: "{{key}}" }', `operations.a.writes: ${unique}`],
    ['{ post: /, append: "{{key}}" }', `operations.a.append: ${unique}`],
    [
      '{ put: /, body: "{{uuid}}", compare-and-set: k }',
      'operations.a.compare-and-set: expected a request that holds {{last}}, the value that its user last saw there, found none',
    ],
    ['{ put: /, body: "{{uuid}} {{last}}", writes: k }', 'operations.a: expected {{last}} only beside compare-and-set, found {{last}}'],
    ['{ post: "/{{payload}}" }', 'operations.a: expected {{payload}} only in body or json, found {{payload}} elsewhere'],
    [
      '{ post: /, headers: { x-a: "{{ payload }}" }, body: "{{payload}}" }',
      'operations.a: expected {{payload}} only in body or json, found {{payload}} elsewhere',
    ],
    ['{ post: /, reads: "{{payload}}" }', 'operations.a.reads: expected no other template than {{key}} and {{user}}, found {{payload}}'],
    ['{ get: "/{{last}}" }', 'operations.a: expected {{last}} only beside compare-and-set, found {{last}}'],
    ['{ put: /, body: "{{last+1}}", writes: k }', 'operations.a: expected {{last+1}} only beside increments or adds, found {{last+1}}'],
    ['{ put: /, body: "{{last+2}}", increments: k, by: 3 }', 'operations.a: expected {{last+3}}, found {{last+2}}'],
    [
      '{ put: /, body: "{{last+1}}", increments: k }',
      'operations.a: expected another operation that reads k, because {{last+1}} counts on from what was read, found none',
    ],
    ['{ get: /, value: $.a }', 'operations.a.value: expected reads, increments, adds or compare-and-set beside it, found none of them'],
    [
      '{ put: "/{{n}}", writes: k, value: $.a }',
      'operations.a.value: expected reads, increments, adds or compare-and-set beside it, found writes',
    ],
    ['{ get: /, reads: k, by: 2 }', 'operations.a.by: expected increments or adds beside it, found reads'],
    ['{ post: /, increments: k, staleness: 5s }', 'operations.a.staleness: expected reads beside it, found increments'],
    ['{ get: /, reads: { key: k, value: $.a }, value: $.b }', 'operations.a.value: expected it once, here or under reads, found both'],
    ['{ post: /, adds: k }', 'operations.a.adds: expected by beside it: how much is added, found none'],
    ['{ post: /, adds: k, by: 0 }', 'operations.a.by: expected a whole number other than 0, from -1000000000 to 1000000000, found 0'],
    ['{ get: /, reads: "{{uuid}}" }', 'operations.a.reads: expected no other template than {{key}} and {{user}}, found {{uuid}}'],
    [
      '{ get: /, isolates: { value: $.u, token: "{{user}}{{key}}" } }',
      'operations.a.isolates.token: expected no other template than {{user}}, found {{key}}',
    ],
    [
      '{ get: /, isolates: { value: $.u, token: me } }',
      'operations.a.isolates.token: expected a text that holds {{user}}: each user has its own, found a text of 2 characters',
    ],
    ['{ head: /, reads: k }', 'operations.a.head: expected another method, because an answer to head has no body, found head'],
    ['{ head: /, isolates: $.a }', 'operations.a.head: expected another method, because an answer to head has no body, found head'],
    ['{ get: /, kind: disk }', 'operations.a.kind: expected database, cache or pool, found "disk"'],
    [
      '{ get: /, reads: "a b" }',
      'operations.a.reads: expected the name of a key, without spaces, or a mapping that says it under `key`, found "a b"',
    ],
    ['{ get: /, reads: { value: $.a } }', 'operations.a.reads.key: expected the name of a key, without spaces, found nothing'],
    [
      '{ get: /, reads: { key: k, qqqqqq: 1 } }',
      'operations.a.reads.qqqqqq: expected one of the keys key, value, staleness, found the key "qqqqqq"',
    ],
    [
      '{ get: /, isolates: user }',
      'operations.a.isolates: expected a JSON path such as $.a.b[0], or a mapping that says it under `value`, found "user"',
    ],
  ])('%s is a fault', (written, said) => {
    expect(faults(written)).toContain(said);
  });

  it.each(['null', '5', '[]', 'true', '{}', '{ key: null }', '{ key: 5 }'])('is a fault and no accident when its deed is %s', (deed) => {
    for (const name of ['writes', 'reads', 'increments', 'adds', 'compare-and-set', 'append', 'isolates']) {
      expect(faults(`{ get: /, ${name}: ${deed} }`).length, name).toBeGreaterThan(0);
    }
  });
});
