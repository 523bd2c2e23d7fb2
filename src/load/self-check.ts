import type { GeneratorReadings, Observation } from '../model/observation.ts';
import type { SelfCheck, Spoiled } from '../model/self-check.ts';
import { printCount, printDuration, printPercent } from '../units/print.ts';

/** Where the load generator itself becomes the bottleneck. */
const busiest = 0.97;
/** Share of a response time that may be the generator's own. */
const lateOfResponse = 0.1;
const littleTolerance = 0.03;
/** Share of the planned rate that must have left. */
const leastRate = 0.99;
/** Who waits for answers idles more than this leaves room for. */
const tooBusyToWait = 0.85;
/** Share of one core the generator may wait for a core, and the delay this must be able to cause before it matters. */
const longestRunQueue = 0.2;
const delayFloorMs = 1;
/** A smaller share of the time hurts few answers only: whoever mostly sleeps gets a core soon after it wakes. */
const leastRunQueue = 0.15;
const leastCoreless = 0.04;

/** Whether the load generator kept up. When it did not, the latencies are its own as much as the service's. */
export function checkGenerator(observation: Observation): SelfCheck {
  const { generator, total } = observation;
  if (total.requests === 0) return { kind: 'ok', sentence: 'The load generator had nothing to measure.' };
  const late = findLate(observation);
  const busy = printPercent(generator.utilisation * 100);

  if (late !== null) {
    return {
      ...spoiled(
        `The load generator sent ${late.which} ${printDuration(late.lateMs)} late or more against a response time of ${printDuration(late.responseMs)}, so the latencies are partly its own.${sayPause(generator, late.lateMs)} Use fewer users or more think time, or a runner with more cores.`,
      ),
      ...lateShare(observation),
    };
  }
  if (generator.utilisation >= busiest) {
    return spoiled(
      `The load generator was busy ${busy} of the time, so the latencies are upper bounds and the rate is its own limit. Use fewer users or more think time, or a runner with more cores.`,
    );
  }
  const missed = checkRate(observation);
  if (missed !== null) return missed;
  const little = checkLittle(observation);
  if (little !== null) {
    return spoiled(
      `Rate and response time account for ${little.found.toFixed(1)} of ${little.users} users (Little's law), so the load generator lost time or counted wrongly. Run it again with a longer duration.`,
    );
  }
  return {
    kind: 'ok',
    sentence: `The load generator kept up: busy ${busy} of the time, requests left ${printDuration(generator.lateMs.p50 ?? 0)} late (median).`,
  };
}

/** How many requests left too late, judged by the median and by the slowest tenth: a hog on the generator's core hurts every few of them. */
function findLate({
  generator,
  total,
}: Observation): { readonly which: string; readonly lateMs: number; readonly responseMs: number } | null {
  const looks = [
    { which: 'half of its requests', floorMs: 1, lateMs: generator.lateMs.p50 ?? 0, responseMs: total.responseMs.p50 ?? 0 },
    { which: 'a tenth of its requests', floorMs: 0.6, lateMs: generator.lateMs.p90 ?? 0, responseMs: total.responseMs.p90 ?? 0 },
  ];
  return looks.find(({ floorMs, lateMs, responseMs }) => lateMs > Math.max(floorMs, lateOfResponse * responseMs)) ?? null;
}

/** Where even a thread that only sleeps woke up as late, the generator was not too slow: the machine stood still. */
function sayPause({ hiccupMs }: GeneratorReadings, lateMs: number): string {
  const oversleptMs = hiccupMs?.p99 ?? 0;
  return oversleptMs < lateMs / 2
    ? ''
    : ` The machine itself paused: a thread that only slept woke up ${printDuration(oversleptMs)} late (p99).`;
}

/**
 * Whether the runner let the load generator work. While the generator waits for a core, every answer in flight waits to be
 * read: by Little's law that adds at most share × response time to each. A closed loop without think time keeps every core
 * busy by design, so the share alone would condemn each load on a fast service; a delay below 1 ms is not held against it.
 *
 * `strict` is for numbers that nobody weighs against a limit: there it is trouble enough when the generator waited for a core
 * more than half as long as it ran on one, or was without one for a third of its work.
 */
export function checkRunner({ generator, total }: Observation, strict: boolean = false): SelfCheck {
  const { runQueueShare, cpuShare, utilisation } = generator;
  if (runQueueShare === null || cpuShare === null) {
    return { kind: 'ok', sentence: 'This system does not say how long the load generator waited for a core.' };
  }
  // A loop that was at work without a core waited for one as well, whether the kernel counts it or not.
  const coreless = utilisation - cpuShare;
  const share = Math.max(runQueueShare, coreless);
  const waited = printPercent(share * 100);
  const delayMs = share * (total.responseMs.mean ?? 0);
  const isLong = share > longestRunQueue && delayMs > delayFloorMs;
  const isMuch = (share > leastRunQueue && share > cpuShare / 2) || (coreless > leastCoreless && coreless > utilisation / 3);
  if (isLong || (strict && isMuch)) {
    return {
      ...spoiled(
        `The load generator waited for a core ${waited} of the time, which may add ${printDuration(delayMs)} to each response: the runner has too few free cores for service and load together. Use fewer users, stop what else runs there, or take a runner with more cores.`,
      ),
      mostShare: Math.min(1, share),
    };
  }
  return { kind: 'ok', sentence: `The runner let the load generator work: it waited for a core ${waited} of the time.` };
}

/**
 * Response times hold the lag, service times do not: what lies between them is what the generator can have added. Not so
 * where arrivals waited for a connection: then it is the service's as well, and how much of it nobody knows.
 */
function lateShare({ total: { responseMs, serviceMs }, arrivals }: Observation): { readonly mostShare?: number } {
  if (arrivals !== null && arrivals.queued > 0) return {};
  const shares = (['mean', 'p50', 'p95'] as const).map((name) => {
    const response = responseMs[name];
    const service = serviceMs[name];
    return response === null || service === null || response <= 0 ? 0 : 1 - service / response;
  });
  return { mostShare: Math.min(1, Math.max(0, ...shares)) };
}

/**
 * Whether an open load left as fast as it was planned. An arrival that waited for a connection waited for the service, or for
 * the scenario's own cap, unless the generator was so busy that answers waited for it.
 */
function checkRate({ arrivals, ended, generator }: Observation): Spoiled | null {
  if (arrivals === null || ended === 'stopped') return null;
  const { planned, plannedRatePerSecond, achievedRatePerSecond, queued } = arrivals;
  const missing = planned * (1 - achievedRatePerSecond / plannedRatePerSecond);
  const excused = generator.utilisation >= tooBusyToWait ? 0 : queued;
  // One arrival may be on its way when the time is up.
  if (planned === 0 || missing - excused <= Math.max(1, (1 - leastRate) * planned)) return null;
  return spoiled(
    `The load generator sent ${printCount(achievedRatePerSecond)} of ${printCount(plannedRatePerSecond)} planned requests per second (busy ${printPercent(generator.utilisation * 100)} of the time), so the service was spared a part of the load. Ask for a lower rate, or take a runner with more cores.`,
  );
}

/** What kept an observation's latencies from being the service's alone; null when nothing did. */
export function findTrouble(observation: Observation): Spoiled | null {
  const checks = [checkGenerator(observation), checkRunner(observation)];
  return checks.find((check) => check.kind === 'spoiled') ?? null;
}

/**
 * Little's law, N = X·(R + Z): the number of users that rate and times account for when that is not the number there was,
 * else null. At each end of the measured time one operation or think time per user may be cut, so the longest of them is
 * allowed for; where that is most of the time, or where users paused after a broken connection, the law cannot be checked.
 */
function checkLittle({ scenario, durationMs, total, ended }: Observation): { readonly found: number; readonly users: number } | null {
  if (scenario.model === 'open') return null;
  const { users, thinkMs } = scenario;
  const { mean, max, count } = total.responseMs;
  const paused = (['refused', 'reset', 'protocol'] as const).some((kind) => (total.errorKinds[kind] ?? 0) > 0);
  if (mean === null || max === null || durationMs <= 0 || ended === 'stopped' || paused) return null;

  const cycleMs = mean + thinkMs;
  const found = (count / durationMs) * cycleMs;
  const edges = (max + 1.5 * thinkMs) / durationMs;
  // Three standard errors of the mean of uniform think times.
  const chance = (3 * 0.29 * thinkMs) / (Math.sqrt(count) * Math.max(cycleMs, Number.MIN_VALUE));
  return Math.abs(found / users - 1) <= littleTolerance + edges + chance ? null : { found, users };
}

function spoiled(sentence: string): Spoiled {
  return { kind: 'spoiled', sentence };
}
