import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';

import { decideConfig, sayFault } from '../../src/config/decide.ts';
import { examineConfig } from '../../src/config/examine.ts';
import { lookUp } from '../../src/config/look-up.ts';
import { Fault } from '../../src/fault.ts';
import { givenFile, givenFlags } from './a-given.ts';

const folder = join(import.meta.dirname, '../../fixtures/configs/good');
const goods = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));

/** A good file with pieces cut out, doubled, and sprinkled with what means something in YAML or to us. */
const mutated = fc
  .tuple(
    fc.constantFrom(...goods),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        cut: fc.nat({ max: 30 }),
        put: fc.oneof(
          fc.constantFrom(
            ...'{ } [ ] : , & * ! | > % @ ` \' " # ? -'.split(' '),
            '\n',
            '\t',
            '  ',
            '${',
            '${PORT}',
            '${A}',
            '$${',
            '{{',
            '{{uuid}}',
            '..',
            '&a',
            '*a',
            '<<: *a',
            '~',
            '---\n',
            '!!binary ',
            '__proto__',
            '\0',
          ),
          fc.string({ unit: 'binary', maxLength: 5 }),
        ),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((current, { at, cut, put }) => {
      const begin = Math.floor(at * current.length);
      return current.slice(0, begin) + put + current.slice(begin + cut);
    }, text),
  );

const keys = [
  'service',
  'start',
  'url',
  'ready',
  'log',
  'environment',
  'operations',
  'get',
  'post',
  'json',
  'headers',
  'weight',
  'expect',
  'status',
  'users',
  'limits',
  'p95',
  'properties',
  'stability',
  'compare',
  'with',
  'baseline',
  'store',
  'fail-on',
  'budget',
  'suite',
  'constructor',
  'toString',
  'x',
];
const leaf = fc.oneof(
  fc.constantFrom(
    'node x',
    '/',
    '500ms',
    '5%',
    '1..20',
    'history',
    'http://127.0.0.1:${PORT}',
    '${A}',
    '${B}',
    '{{key}}',
    '{{x}}',
    true,
    null,
    0,
    -1,
    1.5,
    200,
    '',
  ),
  fc.string(),
);
/** Our own words in any shape. */
const shaped = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 6 }),
  ),
})).tree;

const environment = { A: 'sesame-1', MY_TOKEN: 'sesame-2' };

function holds(text: string): void {
  try {
    const config = decideConfig(givenFile(text, { environment }));
    expect(JSON.parse(JSON.stringify(config))).toEqual(config);
    expect(config.operations.length).toBeGreaterThan(0);
    expect(config.load.users.min).toBeGreaterThanOrEqual(1);
    expect(config.service.url).toMatch(/^http:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:(\d+|\$\{PORT\}))?(\/.*)?$/);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect(error.code).toBe('config.invalid');
    expect(error.message).not.toContain('sesame');
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
}

describe('whatever text a file holds, it gives a configuration or a fault', () => {
  it.each([
    ['any text', fc.string({ unit: 'binary', maxLength: 200 })],
    ['any JSON', fc.json()],
    ['a good file, damaged', mutated],
    ['our own words in any shape, as YAML', shaped.map((tree) => stringify(tree))],
    ['our own words in any shape, as JSON', shaped.map((tree) => JSON.stringify(tree))],
    [
      'our own words at the top, in any shape',
      fc.dictionary(fc.constantFrom(...keys), shaped, { minKeys: 1 }).map((tree) => stringify(tree)),
    ],
  ])('%s', (_, texts) => {
    fc.assert(fc.property(texts, holds));
  });

  it('any flags', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), leaf.map(String));
    fc.assert(
      fc.property(fc.record({ start: text, url: text, users: text, budget: text, suite: text }, { requiredKeys: [] }), (flags) => {
        try {
          decideConfig(givenFlags(flags));
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
    );
  });
});

it('every fault names a place of the file, or one that is missing right under such a place', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), shaped), (tree) => {
      const examined = examineConfig(givenFile(JSON.stringify(tree), { environment }));
      if (examined.kind === 'decided') return;
      expect(examined.faults.length).toBeGreaterThan(0);
      for (const fault of examined.faults) {
        const missing = lookUp(tree, fault.path) === undefined;
        expect(missing ? lookUp(tree, fault.path.slice(0, -1)) : tree, sayFault(fault)).toBeTypeOf('object');
        expect(sayFault(fault)).toMatch(/^ {2}[^\n]+: expected [^\n]+, found [^\n]+$/);
        // Words of the library, not of ours.
        expect(fault.expected).not.toMatch(/^(Invalid|Too|Unrecognized|Expected)/);
      }
    }),
  );
});

it('a quantity means the same wherever it is written', () => {
  const quantity = fc
    .integer({ min: 1, max: 60 })
    .chain((count) => fc.constantFrom('ms', 's').map((unit) => ({ text: `${count}${unit}`, ms: count * (unit === 's' ? 1_000 : 1) })));
  fc.assert(
    fc.property(quantity, quantity, quantity, fc.nat({ max: 100 }), (p95, mean, think, errors) => {
      const config = decideConfig(
        givenFile(
          stringify({ service: { start: 'x' }, think: think.text, limits: { p95: p95.text, mean: mean.text, errors: `${errors}%` } }),
        ),
      );
      expect(config.load.thinkMs).toBe(think.ms);
      expect(config.policy.limits.map(({ max }) => max)).toEqual([p95.ms, mean.ms, errors]);
      expect(config.property.stability.limits).toEqual({ p95Ms: p95.ms, meanMs: mean.ms, errorsPercent: errors });
    }),
  );
});
