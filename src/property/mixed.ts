import type { Finding } from '../model/finding.ts';
import type { PropertySearch } from '../model/run.ts';
import { printCount, printPercent } from '../units/print.ts';

const mixedId = 'property.mixed';

/** A mix in which it was looked for who is starved; `short` where too little was measured. */
export interface MixTried {
  readonly name: string;
  readonly kind: 'held' | 'broken' | 'inconclusive' | 'retracted' | 'short';
  /** What was found in it, when it was looked at last. */
  readonly finding: Finding;
}

/** The smallest load that shows what is broken. */
export interface MixedProof {
  readonly replay: string;
  /** How it was found. */
  readonly told: string;
}

/** Whether a kind of operation was starved in any of the mixes. One in which it is doubtful leaves the whole open, one that was too short does not. */
export function mixedFinding(tried: readonly MixTried[], proof: MixedProof | null, leastShare: number): Finding {
  const facts = { id: mixedId, measured: null, limit: 100 * leastShare, unit: '%', evidence: tried.flatMap(tellMix) };
  const broken = tried.find(({ kind }) => kind === 'broken');
  if (broken !== undefined) {
    const { sentence, measured, limit, unit, evidence } = broken.finding;
    return {
      ...facts,
      kind: 'broken',
      sentence: `${sentence} (mix: ${broken.name})`,
      measured,
      limit,
      unit,
      evidence: [...evidence, ...facts.evidence, ...(proof === null ? [] : [proof.told])],
      ...(proof === null ? {} : { replay: proof.replay }),
    };
  }
  const open = tried.find(({ kind }) => kind === 'inconclusive');
  if (open !== undefined) return { ...facts, kind: 'inconclusive', sentence: `${open.finding.sentence} (mix: ${open.name})` };
  const told = tried.filter(({ kind }) => kind !== 'short');
  if (told.length < 2) return { ...unmixed, evidence: facts.evidence };
  const measured = told.flatMap(({ finding }) => (finding.kind === 'held' && finding.measured !== null ? [finding.measured] : []));
  const worst = measured.length === 0 ? null : Math.min(...measured);
  const least = worst === null ? '' : `: the worst gets ${printPercent(worst)} of the service that the middle operation gets`;
  return {
    ...facts,
    kind: 'held',
    sentence: `No kind of operation starves others in any of ${told.length} mixes${least}`,
    measured: worst,
  };
}

/** What was tried, for the report. */
export function mixedSearch(tried: readonly MixTried[], users: number, seed: number): PropertySearch {
  return {
    property: mixedId,
    scenarios: tried.length,
    seed,
    path: '',
    spread: [`users: ${printCount(users)} ×${tried.length}`, `mixes: ${tried.map(({ name }) => name).join(', ')}`],
  };
}

/** No time was left for any; no number, because it is no doubt about the service. */
export const unmixed: Finding = {
  kind: 'inconclusive',
  id: mixedId,
  sentence: 'Whether operations starve one another in other mixes was not looked at: there was too little time. A longer budget tells.',
  measured: null,
  limit: null,
  unit: '%',
  evidence: [],
};

function tellMix({ name, kind, finding }: MixTried): readonly string[] {
  const index = finding.evidence.find((line) => line.startsWith("Jain's index of fairness between"));
  const told = {
    held: 'held',
    broken: 'broken',
    inconclusive: 'cannot be told',
    retracted: 'held when measured again',
    short: 'too short to tell',
  }[kind];
  const share = finding.measured === null || finding.unit !== '%' ? '' : `, the worst gets ${printPercent(finding.measured)} of the middle`;
  return [`${name}: ${told}${share}${index === undefined ? '' : `; ${index.replace(' of fairness between operations:', '')}`}`];
}
