import type { RememberedRun } from '../../model/memory.ts';
import type { RunAlone } from '../../model/run.ts';

/** What earlier runs measured and this one did not, or the other way round. Names are hostile text. */
export interface Missing {
  readonly goneOperations: readonly string[];
  readonly newOperations: readonly string[];
  /** Of the whole load, not of one operation. */
  readonly goneMetrics: readonly string[];
  /** How many of the earlier runs measured any of what is gone. */
  readonly runs: number;
}

/** What is gone was measured in most of the last so many runs: a number that now and then could not be had is no news. */
const recentRuns = 10;
const mostShown = 3;
const longestName = 60;

/** Compares the names of what was measured with those of earlier runs on the same kind of machine, in the order in which they were kept. */
export function findMissing(run: RunAlone, earlier: readonly RememberedRun[]): Missing {
  const before = earlier.map(namesOf);
  const recent = before.slice(-recentRuns);
  const now = namesOf(run);
  // Of a single operation there are no numbers apart from those of the whole load.
  const operations = new Set([...now.operations, ...run.steady.operations.filter(({ requests }) => requests > 0).map(({ name }) => name)]);
  const usual = (of: keyof Names): readonly string[] => {
    const all = new Set(recent.flatMap((names) => [...names[of]]));
    return [...all].filter((name) => 2 * recent.filter((names) => names[of].has(name)).length > recent.length);
  };
  const goneOperations = usual('operations').filter((name) => !operations.has(name));
  const goneMetrics = usual('metrics').filter((name) => !now.metrics.has(name));
  const known = new Set(before.flatMap((names) => [...names.operations]));
  return {
    goneOperations,
    newOperations: known.size === 0 ? [] : [...operations].filter((name) => !known.has(name)),
    goneMetrics,
    runs: before.filter(
      (names) => goneOperations.some((name) => names.operations.has(name)) || goneMetrics.some((name) => names.metrics.has(name)),
    ).length,
  };
}

/** In a sentence; empty where nothing is missing. */
export function tellMissing({ goneOperations, newOperations, goneMetrics, runs }: Missing): string {
  const gone = [...goneOperations, ...goneMetrics];
  const lost =
    gone.length === 0
      ? ''
      : `${quote(gone)} ${gone.length === 1 ? 'was' : 'were'} measured in ${runs} earlier ${runs === 1 ? 'run' : 'runs'} and ${be(gone)} gone`;
  const found = newOperations.length === 0 ? '' : `${quote(newOperations)} ${be(newOperations)} new`;
  const guess = goneOperations.length > 0 && newOperations.length > 0 ? ': renamed?' : '.';
  const parts = [lost, found].filter((part) => part !== '');
  return parts.length === 0 ? '' : `${parts.join('; ')}${guess}`;
}

interface Names {
  readonly operations: ReadonlySet<string>;
  readonly metrics: ReadonlySet<string>;
}

/** Leaks are told by their own findings, which say when none was looked for. */
function namesOf({ metrics }: Pick<RememberedRun, 'metrics'>): Names {
  const names = metrics.map(({ name }) => name).filter((name) => !/^leak(?:$|\()/.test(name));
  return {
    operations: new Set(names.flatMap((name) => /^[^(]+\((.+)\)$/s.exec(name)?.[1] ?? [])),
    metrics: new Set(names.filter((name) => !name.includes('('))),
  };
}

function be(all: readonly string[]): string {
  return all.length === 1 ? 'is' : 'are';
}

function quote(all: readonly string[]): string {
  const shown = all.slice(0, mostShown).map((name) => `\`${name.replaceAll('`', "'").slice(0, longestName)}\``);
  return all.length > mostShown ? `${shown.join(', ')} and ${all.length - mostShown} more` : shown.join(' and ');
}
