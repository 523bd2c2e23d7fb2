import type { Comparison } from '../model/comparison.ts';
import type { Paired } from '../model/paired.ts';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { printChange } from '../units/print.ts';
import type { Fact } from './fact.ts';
import { moment } from './moment.ts';
import { metricName } from './name.ts';
import { core } from './nothing-worse.ts';
import { baseName, pairedWith } from './paired-with.ts';
import { code, joined, type Phrase, read, words } from './phrase.ts';
import { counted } from './value.ts';

const mostMetrics = 9;
const mostLines = 3;
const mostOperations = 6;

/** What the run was held against, in a few words: `12 restarted pairs against 4f2c1e9 (merge base with main)`, `against 24 earlier runs`. */
export function heldAgainst(run: Run, verdict: Verdict): Phrase {
  const paired = pairedWith(run, verdict);
  const { runs, pairs } = verdict.baseline;
  if (paired !== null) return joined([...words(`${counted(pairs, 'restarted pair')} against `), ...baseName(paired)]);
  if (runs === 0 && run.base.kind === 'same') return joined([...words('no difference to '), ...baseName(run.base)]);
  return words(runs === 0 ? 'against no earlier run' : `against ${counted(runs, 'earlier run')}`);
}

/** How noisy the quietest of the numbers was that tell about time or work: `1.3 %`; empty where it is not known. */
export function quietestNoise({ comparisons }: Verdict): string {
  const known = comparisons.filter(
    ({ changeIn, noisePercent: noise }) => changeIn === 'percent' && noise !== null && Number.isFinite(noise),
  );
  const telling = known.filter(({ metric }) => core.has(metric));
  const noise = Math.min(...(telling.length > 0 ? telling : known).map(({ noisePercent }) => noisePercent ?? Number.NaN));
  return Number.isFinite(noise) ? printChange(noise, 'percent') : '';
}

/** What was compared with what, how noisy that was and what would have been seen; what is not known is left out. */
export function comparedFacts(run: Run, verdict: Verdict): readonly Fact[] {
  const paired = pairedWith(run, verdict);
  const meaning = paired === null ? 'one in ten of the earlier runs was further off' : 'standard deviation between pairs';
  return [
    ...(paired === null ? [{ label: 'Compared with', value: read(verdict.baseline.sentence, 700) }] : pairedFacts(paired, run, verdict)),
    { label: 'Noise', value: listOf(verdict, 'noisePercent', ` (${meaning})`) },
    { label: 'Detectable', value: listOf(verdict, 'smallestDetectablePercent', ' (a worsening by so much would have been seen)') },
  ].filter(({ value }) => value.length > 0);
}

function pairedFacts(paired: Paired, { createdAt }: Run, { baseline: { pairs } }: Verdict): readonly Fact[] {
  const { failures, leftOut, notes } = paired;
  const controls = paired.pairs.filter(({ kind }) => kind === 'control').length;
  return [
    {
      label: 'Compared with',
      value: joined([...baseName(paired), ...words(', measured by turns with this version on the same machine at '), ...moment(createdAt)]),
    },
    {
      label: 'Pairs',
      value: words(
        [
          `${counted(pairs, 'restarted pair')}${pairs < paired.planned ? ` of at most ${paired.planned}` : ''}`,
          ...(controls === 0 ? [] : [`${controls} more of base and base`]),
          ...(failures.length === 0 ? [] : [`${failures.length} came to nothing`]),
        ].join(', '),
      ),
    },
    ...failures.slice(0, mostLines).map((line) => ({ label: 'Came to nothing', value: read(line, 300) })),
    ...notes.slice(0, mostLines).map((line) => ({ label: 'Of the base', value: read(line, 300) })),
    { label: 'Left out', value: leftOut.length === 0 ? [] : sayLeftOut(leftOut) },
  ];
}

function sayLeftOut(leftOut: Paired['leftOut']): Phrase {
  const shown = leftOut.slice(0, mostOperations).flatMap((name, index) => [...words(index === 0 ? '' : ', '), ...code(name)]);
  const more = leftOut.length > mostOperations ? ` and ${leftOut.length - mostOperations} more` : '';
  return joined([...shown, ...words(`${more}: not answered by the base, so asked of neither side`)]);
}

/** `CPU per operation 1.3 %, errors 0.5 points`. */
function listOf({ comparisons }: Verdict, key: 'noisePercent' | 'smallestDetectablePercent', after: string): Phrase {
  const known = comparisons.flatMap((comparison: Comparison) => {
    const size = comparison[key];
    return size === null || !Number.isFinite(size) ? [] : [{ ...comparison, size }];
  });
  if (known.length === 0) return [];
  const shown = known
    .slice(0, mostMetrics)
    .flatMap(({ metric, size, changeIn }, index) => [
      ...words(index === 0 ? '' : ', '),
      ...metricName(metric),
      ...words(` ${printChange(size, changeIn)}`),
    ]);
  const more = known.length > mostMetrics ? ` and ${known.length - mostMetrics} more` : '';
  return joined([...shown, ...words(`${more}${after}`)]);
}
