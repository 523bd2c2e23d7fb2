import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptanceSchema } from '../../src/baseline/acceptance-schema.ts';
import { joinAcceptances, parseAcceptances } from '../../src/baseline/acceptance-text.ts';

const by = 'commit 4f2c1e9';
const metricsOf = (text: string): readonly string[] => parseAcceptances(text, by).map(({ metric }) => metric);

const anyName = fc.oneof(
  fc.constantFrom('p95', 'mean', 'cpu-per-operation', 'errors', 'p95(list)', 'p95(addItem)'),
  fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/).filter((name) => !['because', 'and'].includes(name)),
);
const anyReason = fc.stringMatching(/^[A-Za-z][A-Za-z ,]{0,60}[a-z]$/).filter((text) => !/because|  /i.test(text));
const anyHostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        'plimsoll: accept ',
        'because ',
        '\n',
        '\r',
        '\u0000',
        '\u202e',
        '##[error]',
        '::error::',
        "'",
        '`',
        '(',
        ')',
        ',',
        ' ',
        'p95',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('what a message accepts', () => {
  it('is read back as it was said, wherever the line stands', () => {
    const separators = fc.constantFrom(', ', ',', ' ,  ', '; ', ' and ', ', and ');
    fc.assert(
      fc.property(
        fc.uniqueArray(anyName, { minLength: 1, maxLength: 5 }),
        anyReason,
        separators,
        fc.constantFrom('', '* ', '- ', '    '),
        fc.constantFrom('plimsoll', 'Plimsoll'),
        (names, reason, between, before, word) => {
          const text = `Add encryption\n\nIt costs.\n\n${before}${word}: accept ${names.join(between)} because ${reason}\nSigned-off-by: a\n`;
          expect(parseAcceptances(text, by)).toEqual(names.map((metric) => ({ metric, because: reason, by })));
          expect(metricsOf(text.replaceAll('\n', '\r\n'))).toEqual(names);
          expect(metricsOf(`${before}${word}: accept regression.${names[0]}`)).toEqual([names[0]]);
        },
      ),
    );
  });

  it('is bounded and fits the document whatever stands there, and is nothing without the words', () => {
    fc.assert(
      fc.property(anyHostile, (text) => {
        for (const each of parseAcceptances(text, by)) {
          expect(acceptanceSchema.safeParse(each).success).toBe(true);
          expect(`${each.metric}${each.because}`).not.toMatch(/\p{C}|##\[/u);
        }
        expect(parseAcceptances(text.replaceAll(/accept/gi, ''), by)).toEqual([]);
        const joined = joinAcceptances(parseAcceptances(text, by), parseAcceptances(text, 'a label'));
        expect(new Set(joined.map(({ metric }) => metric)).size).toBe(joined.length);
        expect(joined.every((each) => each.by === by)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes no time to speak of, however long', () => {
    const long = ['`', '(', ' ', 'a', '\n', 'plimsoll: accept ', 'because '].map((part) => `plimsoll: accept ${part.repeat(20_000)}`);
    for (const text of [...long, 'plimsoll: accept x\n'.repeat(4_000), '  plimsoll:'.repeat(9_000)]) {
      expect(parseAcceptances(text, by).length).toBeLessThanOrEqual(100);
    }
  });
});

describe('a line that accepts', () => {
  it.each([
    ['plimsoll: accept p95', ['p95']],
    ['Plimsoll: Accept P95, `mean`.', ['p95', 'mean']],
    ['plimsoll: accept "p95(addItem)"', ['p95(addItem)']],
    ['plimsoll:accept p95 p95', ['p95']],
    ['plimsoll: accept', []],
    ['plimsoll: accept because it is fine', []],
    ['plimsoll: acceptable p95', []],
    ['We once had plimsoll: accept p95 here', []],
    ['> plimsoll: accept p95', []],
    ['plimsoll: accept <script> p95', ['p95']],
    ['plimsoll: accept p95 since the mean is unchanged', ['p95']],
    ['plimsoll: accept p95. Mean is unchanged', ['p95']],
    ['plimsoll: accept p95 scaling-p95 scaling-throughput and more', ['p95', 'scaling-p95', 'scaling-throughput', 'more']],
    ['plimsoll: accept p95 mean regression.rss p95(list) and more of the p50', ['p95', 'mean', 'rss', 'p95(list)', 'more']],
    ['plimsoll: accept p95, custom & other', ['p95', 'custom', 'other']],
    ['plimsoll: accept custom other, p95', ['custom']],
  ])('%s: %j', (text, metrics) => {
    expect(metricsOf(text)).toEqual(metrics);
  });

  it('goes on where the next one is further in, as trailers do', () => {
    const text = 'plimsoll: accept p95 because answers\n  are encrypted now.\n\n  not this';
    expect(parseAcceptances(text, by)).toEqual([{ metric: 'p95', because: 'answers are encrypted now', by }]);
    expect(parseAcceptances('plimsoll: accept p95 because answers\nare encrypted', by)[0]?.because).toBe('answers');
    expect(metricsOf('    plimsoll: accept p95\n    plimsoll: accept mean')).toEqual(['p95', 'mean']);
  });

  it('is found in each of the messages that were squashed into one', () => {
    const text = 'Faster (#12)\n\n* One\n\nplimsoll: accept p95 because of one\n\n* Two\n\nplimsoll: accept mean, p95 because of two';
    expect(parseAcceptances(text, by)).toEqual([
      { metric: 'p95', because: 'of one', by },
      { metric: 'mean', because: 'of two', by },
    ]);
  });
});
