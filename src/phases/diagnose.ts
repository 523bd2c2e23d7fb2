import { completeStability } from '../diagnose/complete-stability.ts';
import { findCrash } from '../diagnose/crash.ts';
import { findDrain } from '../diagnose/drain.ts';
import type { Drift } from '../diagnose/drift.ts';
import { findHang } from '../diagnose/hang/find-hang.ts';
import { tightest } from '../diagnose/leak/bounds.ts';
import { findProcessDeaths, type ProcessDeaths } from '../diagnose/process-deaths.ts';
import { findLeaks } from '../diagnose/leak/find-leaks.ts';
import { unlooked } from '../diagnose/leak/unlooked.ts';
import { metricsOf } from '../diagnose/metrics.ts';
import { findStartup } from '../diagnose/startup.ts';
import { findSteadiness } from '../diagnose/steadiness.ts';
import { findSustained } from '../diagnose/sustained.ts';
import { findTrouble } from '../load/self-check.ts';
import type { DrainTest } from '../model/drain-test.ts';
import type { Finding } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import type { ResourceUse } from '../model/reading.ts';
import type { Run } from '../model/run.ts';
import type { StartupReadings } from '../model/startup.ts';
import type { Exploration } from '../property/explore.ts';
import type { Asked } from './asked.ts';
import type { Drained } from './drain.ts';
import type { Scaled } from './scaling.ts';
import type { Fate } from './succession.ts';
import type { Endured } from './sustained.ts';

/** What the phases of a run saw. */
export interface Seen {
  readonly steady: Observation;
  /** While the reference load ran. */
  readonly use: ResourceUse | null;
  readonly startup: StartupReadings | null;
  readonly drained: Drained | null;
  readonly scaled: Scaled;
  /** Whether answers were right: `consistency.*` and `isolation`. */
  readonly correctness: readonly Finding[];
  readonly endured: Endured;
  readonly drifts: readonly Drift[];
  readonly fate: Fate | null;
  /** What became of the processes that perform operations; null where none do. */
  readonly deaths: ProcessDeaths | null;
  readonly slow: DrainTest | null;
  readonly explored: Exploration | null;
  readonly output: readonly string[];
  /** The command that runs the reference load again. */
  readonly replay: string;
  /** The command that piles its operations up again. */
  readonly replayLeak: string;
  /** The same, to see whether the service is as good at the end of them. */
  readonly replaySustained: string;
  readonly resources: Run['resources'];
}

/** What all of it says: findings, gravest causes first, so that what they explain is not told twice; and the metrics. */
export function diagnose(seen: Seen, { config, runner }: Asked): Pick<Run, 'findings' | 'metrics'> {
  const { steady, use, startup, drained, scaled, correctness, endured, drifts, explored } = seen;
  const fatal = [crashOf(seen), hangOf(seen)];
  const leaks = findLeaks(endured.endurances, {
    bound: tightest(config.policy.limits.find(({ metric }) => metric === 'rss')?.max ?? null, endured.bounds, runner.memoryBytes),
    naming: endured.naming,
    replay: seen.replayLeak,
  });
  const broken = [...fatal, ...leaks].flatMap(({ id, kind }) => (kind === 'broken' ? [id] : []));
  const found: readonly Finding[] = [
    ...(startup === null ? [] : [findStartup(startup)]),
    ...fatal,
    ...(seen.deaths === null ? [] : [findProcessDeaths(seen.deaths, seen.replay)]),
    ...leaks,
    ...(config.endurance.enabled && leaks.every(({ id }) => id !== 'leak.memory') ? [unlooked(seen.fate?.kind ?? null)] : []),
    ...(config.endurance.enabled && config.property.sustained.enabled ? [sustainedOf(seen, leaks, config)] : []),
    ...(drained === null ? [] : [findDrain({ ...drained.input, broken })]),
    findSteadiness(steady, findTrouble(steady), drifts),
    ...(scaled.finding === null ? [] : [scaled.finding]),
    ...correctness,
  ];
  const growthBytes = drained?.growthBytes ?? null;
  const metrics = [...metricsOf({ steady, use, startup, growthBytes, findings: found }), ...scaled.metrics];
  const beside = { scaling: scaled.finding, limits: config.policy.limits, resources: seen.resources, metrics };
  return { findings: [...found, ...(explored === null ? [] : [completeStability(explored.finding, beside)])], metrics };
}

function sustainedOf({ endured, fate, replaySustained: replay }: Seen, leaks: readonly Finding[], { property }: Asked['config']): Finding {
  return findSustained({
    endurances: endured.endurances,
    limits: property.sustained.limits,
    findings: leaks,
    ended: fate?.kind ?? null,
    replay,
  });
}

function crashOf({ fate, output, explored, replay, replayLeak, resources }: Seen): Finding {
  if (fate?.kind !== 'died') return findCrash(null);
  const { ending, during, oomKills } = fate;
  const peakRssBytes = resources.findLast(({ phase }) => phase === during)?.use.peakRssBytes ?? null;
  const again = during === 'sustained' ? replayLeak : replay;
  return findCrash({
    ending,
    during,
    output,
    replay: explored === null || during === 'constraints' ? again : null,
    oomKills,
    peakRssBytes,
  });
}

function hangOf({ fate, slow, explored, replay }: Seen): Finding {
  if (fate?.kind !== 'hung') return findHang(slow, null);
  return findHang(fate.test, explored?.hang?.replay ?? replay);
}
