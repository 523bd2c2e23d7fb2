import type { IsolationSeen } from '../model/isolation.ts';
import type { LoadProgress, Observation } from '../model/observation.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import type { LevelSeen } from '../model/scaling.ts';
import type { Monitor } from '../monitor/watch.ts';
import type { Rig } from '../rig.ts';
import type { World } from '../world.ts';
import { openPage } from './ledger.ts';

/** One visit to a number of users. */
export interface Visit {
  readonly level: LevelSeen;
  /** Null where no operation is declared to isolate its users. */
  readonly isolation: IsolationSeen | null;
  readonly observation: Observation;
}

/** Loads a service with so many users for a moment; null when it died or got stuck. */
export async function visitLevel(
  scenario: ClosedScenario,
  rig: Rig,
  world: World,
  onProgress: (progress: LoadProgress) => void,
): Promise<Visit | null> {
  const page = openPage(rig.monitor, world);
  // The last word counts everything that was answered, as the kernel counts all that was computed.
  let answered = 0;
  const { observation, hang, beganMs } = await rig.run(scenario, (progress) => {
    ({ answered } = progress);
    onProgress(progress);
  });
  page.close();
  if (hang !== null || rig.service.ending() !== null) return null;
  const use = page.use();
  const { total, averageRatePerSecond, isolation } = observation;
  // Memory follows the load by a moment.
  const halfMs = beganMs + scenario.warmupMs + scenario.durationMs / 2;
  const level: LevelSeen = {
    users: scenario.users,
    ratePerSecond: averageRatePerSecond,
    p95Ms: total.responseMs.p95,
    errorsPercent: total.requests === 0 ? 0 : (100 * total.errors) / total.requests,
    cpuMsPerOperation: use === null || answered === 0 ? null : use.cpuMs / answered,
    rssBytes: residentSince(halfMs, rig.monitor),
    generatorShare: busyShare(observation),
  };
  return { level, isolation: isolation ?? null, observation };
}

/** The mean of what was seen since then. */
function residentSince(fromMs: number, monitor: Monitor | null): number | null {
  const late = (monitor?.readings() ?? []).filter(({ atMs }) => atMs >= fromMs);
  return late.length === 0 ? null : late.reduce((sum, { rssBytes }) => sum + rssBytes, 0) / late.length;
}

/** How much of the time the engine ran or wanted to; by its own account where the kernel does not say. */
function busyShare({ generator: { cpuShare, runQueueShare, utilisation } }: Observation): number {
  return cpuShare === null || runQueueShare === null ? utilisation : cpuShare + runQueueShare;
}
