import { expect, it } from 'vitest';

import { decideConfig } from '../../src/config/decide.ts';
import { givenFile } from './a-given.ts';

const base = `
service: { start: node server.js }
operations:
  list: { get: /items, weight: 8, headers: { authorization: "Bearer \${TOKEN}" } }
  add: { post: /items, json: { a: 1, b: 2 } }
`;
const hash = (text: string, token = 'one'): string => decideConfig(givenFile(text, { environment: { TOKEN: token } })).hash;

it('the hash is 16 hex digits', () => {
  expect(hash(base)).toMatch(/^[0-9a-f]{16}$/);
});

it.each([
  ['limits', `${base}limits: { p95: 1ms }`],
  ['the budget', `${base}budget: 9s`],
  [
    'whether leaks are looked for, and what is watched beside',
    `${base.replace('server.js', 'server.js, watch: { db: 5432 }')}leaks: false`,
  ],
  ['the policy', `${base}fail-on: none\ninconclusive: fail`],
  ['how the service is started', base.replace('server.js', 'other.js')],
  [
    'the order of operations and keys',
    'operations:\n  add: { json: { a: 1, b: 2 }, post: /items }\n  list: { headers: { authorization: "Bearer ${TOKEN}" }, weight: 8, get: /items }\nservice: { start: x }',
  ],
  [
    'defaults that are written out',
    `${base.replace('{ a: 1, b: 2 }', '{ a: 1, b: 2 }, weight: 1')}users: 1..20\nthink: 0ms\nkeys: 100\ntimeout: 10000ms`,
  ],
  ['whom it trusts, and its own client', `${base}tls: { insecure: true }\nclient: own`],
])('%s leave runs comparable', (_, text) => {
  expect(hash(text)).toBe(hash(base));
});

it('a token that changes from run to run leaves them comparable', () => {
  expect(hash(base, 'two')).toBe(hash(base, 'one'));
});

it.each([
  ['users', `${base}users: 1..21`],
  ['think time', `${base}think: 1ms`],
  ['keys', `${base}keys: 99`],
  ['time-out', `${base}timeout: 9s`],
  ['client', `${base}client: compat`],
  ['proxy', `${base}proxy: http://127.0.0.1:8888`],
  ['a weight', base.replace('weight: 8', 'weight: 9')],
  ['a path', base.replace('/items, weight', '/item, weight')],
  ['a body', base.replace('b: 2', 'b: 3')],
  ['an expectation', base.replace('weight: 8', 'weight: 8, expect: { status: 200 }')],
])('another %s makes another hash', (_, text) => {
  expect(hash(text)).not.toBe(hash(base));
});
