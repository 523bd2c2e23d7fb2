import { describe, expect, it } from 'vitest';

import { decideConfig } from '../../src/config/decide.ts';
import { faultOf, givenFile } from './a-given.ts';

const faults = (text: string): readonly string[] =>
  faultOf(() => decideConfig(givenFile(text)))
    .split('\n')
    .map((line) => line.trim());

describe('the faults of a configuration', () => {
  it('are told all at once, in the order of the file, with path, line, expected, found and what was meant', () => {
    expect(
      faults(`service:
  strat: node server.js
  deadline: 5
operations:
  list: { get: /items, post: /x, weight: -8, json: 1, body: x, tokne: 1 }
users: 20..1
limits: { p59: 500ms, mean: 5% }
baseline: { store: cahce }
properties: { stability: { scenario: 5 } }
`),
    ).toEqual(
      [
        'plimsoll.yml has 11 faults:',
        'service (line 1): expected start (a command), or url (of a service that already runs), found a mapping',
        'service.strat (line 2): expected a known key, found the key "strat"; did you mean start?',
        'service.deadline (line 3): expected a duration, such as 500ms, from 100ms to 30m, found 5',
        'operations.list.weight (line 5): expected a number from 0 to 1000000, found -8',
        'operations.list.tokne (line 5): expected a key that plimsoll.schema.json has there, found the key "tokne"',
        'operations.list (line 5): expected exactly one of get, post, put, patch, delete, head, request, notify, run, sql, transaction, redis, pipeline, multi, script, call, simulate, found get, post',
        'operations.list (line 5): expected json or body, found both',
        'users (line 6): expected a number or a range from 1 to 1000, such as 1..20, the smaller first, found "20..1"',
        'limits.mean (line 7): expected a duration, such as 500ms, from 0.001ms to 1h, found "5%"',
        'limits.p59 (line 7): expected a known key, found the key "p59"; did you mean p95?',
        'baseline.store (line 8): expected cache, file or none, found "cahce"; did you mean cache?',
        'properties.stability.scenario (line 9): expected a known key, found the key "scenario"; did you mean scenarios?',
      ].map((line) => line.replace('11 faults', '12 faults')),
    );
  });

  it.each([
    [
      'leak: 200B',
      'a leak per operation, such as 200B/op, from 1B/op to 1GB/op; or per hour, such as 50MB/h, from 1B/h to 1024GB/h, found "200B"',
    ],
    ['leak: 0B/op', 'a leak per operation, such as 200B/op'],
    ['leak: 5', 'a leak per operation, such as 200B/op'],
    ['cpu: 0%', 'a share, such as 5%, from 1% to 100000%, found "0%"'],
    ['cpu: 2 cores', 'a share, such as 5%'],
    ['rss-growth: 5%', 'a size, such as 64MB, from 0B to 1024GB'],
    ['rss-grow: 1MB', 'a known key, found the key "rss-grow"; did you mean rss-growth?'],
  ])('of the limit %s say what was expected', (limit, expected) => {
    const [, ...told] = faults(`service: { start: x }\nlimits: { ${limit} }`);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`(line 2): expected ${expected}`);
  });

  it.each([
    ['{ "my db": 5432 }', 'a name of at most 40 letters, digits, _ . or -, found the key "my db"'],
    ['{ db: 0 }', 'a whole number from 1 to 65535, found 0'],
    ['{ db: "5432" }', 'a whole number from 1 to 65535, found "5432"'],
    ['[5432]', 'a mapping of at most 10 names to ports on this machine, such as { postgres: 5432 }, found a list of 1'],
    [`{ ${Array.from({ length: 11 }, (_, at) => `p${at}: ${at + 1}`).join(', ')} }`, 'a mapping of at most 10 names to ports'],
  ])('of programs to watch (%s) say what was expected', (watch, expected) => {
    const [, ...told] = faults(`service: { start: x, watch: ${watch} }`);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`expected ${expected}`);
  });

  it('are as many lines as there are faults, however hostile the names and values', () => {
    const hostile = 'x\\n::add-path::/\\r\\u001b[31m\\u202e##[command]\\u2028' + 'y'.repeat(5_000);
    const lines = faultOf(() => decideConfig(givenFile(`service: { start: x, "${hostile}": 1 }\nsuite: "${hostile}"`))).split(
      /[\n\r\u2028]/,
    );
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      expect(line.length).toBeLessThan(500);
      // oxlint-disable-next-line no-control-regex -- that none of them is left is the law
      expect(line).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E]|##\[|^\s*::/);
    }
  });

  it('are cut after a hundred lines, with their number said', () => {
    const lines = faults(`service: { start: x }\n${Array.from({ length: 300 }, (_, index) => `key${index}: 1\n`).join('')}`);
    expect(lines[0]).toBe('plimsoll.yml has 300 faults:');
    expect(lines.at(-1)).toBe('… and 200 more');
    expect(lines).toHaveLength(102);
  });

  it.each([
    ['env', 'environment'],
    ['Start', 'start'],
    ['urls', 'url'],
    ['raedy', 'ready'],
    ['dir', 'directory'],
  ])('name for the key %s the key %s', (typed, meant) => {
    expect(faults(`service: { start: x, ${typed}: y }`)[1]).toContain(`did you mean ${meant}?`);
  });

  it('of a key that is like none list the known ones', () => {
    expect(faults('service: { start: x }\ncompare: { qqqqqq: 1 }')[1]).toBe(
      'compare.qqqqqq (line 2): expected one of the keys with, against, base, found the key "qqqqqq"',
    );
  });
});

describe('a file that is no configuration', () => {
  it.each([
    ['empty', '', 'the file: expected a mapping of settings, found an empty file'],
    ['only a comment', '# x', 'the file: expected a mapping of settings, found an empty file'],
    ['null', '~', 'the file: expected a mapping of settings, found null'],
    ['a word', 'words', 'the file: expected a mapping of settings, found "words"'],
    ['a list', '- 1', 'the file: expected a mapping of settings, found a list of 1'],
    ['binary', 'a\0b', 'the file: expected YAML text, found a binary file'],
    ['broken', 'a: ]', 'the file (line 1): expected valid YAML, found'],
    ['two documents', 'a: 1\n---\nb: 2', 'the file (line 2): expected one YAML document, found 2 documents'],
    ['an old version', '%YAML 1.1\n---\na: 1', 'the file (line 3): expected YAML 1.2, found %YAML 1.1'],
    ['a foreign tag', 'a: !!js/function x', 'the file (line 1): expected valid YAML, found Unresolved tag'],
    ['a set', 'a: !!set { x }', 'a (line 1): expected a value without a tag, found tag:yaml.org,2002:set'],
    ['an alias without anchor', 'a: *b', 'the file: expected at most 100 aliases, each after its anchor, found Unresolved alias'],
    ['a circle', 'a: &a [*a]', 'a[0] (line 1): expected an alias outside its own anchor, found *a'],
    ['equal keys', 'a: 1\nb: { c: 1, c: 2 }', 'b.c (line 2): expected each key once, found it again'],
    ['a prototype', 'b: { __proto__: { x: 1 } }', 'b (line 1): expected another name, found __proto__'],
    ['keys that are lists', '? [a]\n: 1', 'the file (line 1): expected a name as key, found something else'],
    ['a number JSON cannot carry', 'a: 12345678901234567890', 'a (line 1): expected a number that JSON carries exactly'],
    ['infinity', 'a: .inf', 'a (line 1): expected a number that JSON carries exactly'],
  ])('(%s) is a fault in one line', (_, text, said) => {
    expect(faults(text)[1]).toContain(said);
  });

  it.each([
    ['lists in lists', '['.repeat(20_000)],
    ['mappings in mappings', '{a: '.repeat(10_000)],
    ['lists in a line', '- '.repeat(10_000)],
    ['keys in a line', '? '.repeat(10_000)],
    ['ever deeper lines', Array.from({ length: 300 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')],
  ])('(%s) is refused before its depth can exhaust the stack', (_, text) => {
    expect(faults(text)[1]).toContain('expected at most 60 levels of nesting, found more');
  });

  it('stays small when its aliases multiply', () => {
    const bomb = Array.from(
      { length: 9 },
      (_, index) => `k${index}: &k${index} [${Array.from({ length: 9 }, () => (index === 0 ? 'x' : `*k${index - 1}`)).join()}]`,
    );
    expect(faults(bomb.join('\n'))[1]).toContain('expected at most 100 aliases');
    expect(faults(`a: &a [${'x,'.repeat(5_000)}]\nb: [${'*a,'.repeat(60)}]`)[1]).toContain('expected at most 100000 values');
  });

  it('is read in one pass over its keys, however many there are', () => {
    const wide = Array.from({ length: 30_000 }, (_, index) => `k${index}: 1`).join('\n');
    expect(faults(wide)[0]).toBe('plimsoll.yml has 30001 faults:');
  });

  it('leaves no trace on objects', () => {
    faults('__proto__: { polluted: 1 }\nservice: { start: x, __proto__: { polluted: 1 } }');
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect('polluted' in {}).toBe(false);
  });
});
