import type { Finding } from '../../model/finding.ts';
import type { SessionLevel, SessionLimits, SessionsSeen } from '../../model/sessions.ts';
import { median } from '../../stats/median.ts';
import { coherencyOf, contentionOf, fitScalability } from '../../stats/scalability.ts';
import { printAmount, printCores, printDuration, printPercent } from '../../units/print.ts';
import { dropInterval } from './rate-drop.ts';
import { callsOf, estimate, rateOf, readyTimes, saySessions, wasFull } from './seen.ts';
import { unlooked } from './unlooked.ts';

const id = 'sessions.scaling';

interface Level {
  readonly seen: SessionLevel;
  readonly rate: number;
}

/** What more sessions carry than fewer do; `asked` is how many at once were to be looked at. */
export function findSessionScaling(all: SessionsSeen, { dropPercent }: SessionLimits, asked: readonly number[]): Finding {
  const { levels, cores } = all;
  const known = levels
    .flatMap((seen): readonly Level[] => {
      const rate = rateOf(seen);
      return rate === null ? [] : [{ seen, rate }];
    })
    .toSorted((one, other) => one.seen.sessions - other.seen.sessions);
  const [least, most] = [known[0], known.at(-1)];
  if (least === undefined || most === undefined || known.length < 2) {
    return unlooked(id, 'How sessions grow in number was not looked at: there was too little time for two numbers of them.');
  }
  const missed = asked.filter((sessions) => !levels.some((level) => level.sessions === sessions));
  const evidence = [
    ...known.map((level) => tellLevel(level, all)),
    ...tellLaw(known),
    ...(missed.length === 0 ? [] : [`not looked at, for want of time: ${missed.join(', ')} sessions`]),
  ];
  const worst = known
    .slice(1)
    .map((level, at) => ({ level, best: known.slice(0, at + 1).reduce((best, each) => (each.rate > best.rate ? each : best)) }))
    .map(({ level, best }) => ({ level, best, percent: 100 * (1 - level.rate / best.rate) }))
    .reduce((one, other) => (other.percent > one.percent ? other : one));
  const interval = dropInterval(worst.level.seen, worst.best.seen);
  const facts = { id, unit: '%', measured: worst.percent, limit: dropPercent, ...(interval === null ? {} : { interval }) };
  const span = `${least.seen.sessions} to ${saySessions(most.seen.sessions)}`;
  if (worst.percent <= dropPercent) {
    const fallen = worst.percent <= 0 ? 'more never carry less' : `more carry at most ${printPercent(worst.percent)} less`;
    return { ...facts, measured: Math.max(0, worst.percent), kind: 'held', sentence: `From ${span} ${fallen} than fewer`, evidence };
  }
  const sentence = `${saySessions(worst.level.seen.sessions)} carry ${printPercent(worst.percent)} less than ${worst.best.seen.sessions} do`;
  if (wasFull(worst.level.seen.using, cores)) {
    const forTheirCpu = perCpuDrop(worst.level, worst.best);
    if (forTheirCpu !== null && forTheirCpu <= dropPercent) {
      const { interval: _, ...rest } = { interval: undefined, ...facts };
      const what = forTheirCpu <= 0 ? 'more carry no less' : `more carry at most ${printPercent(forTheirCpu)} less`;
      const told = `From ${span} ${what} than fewer for the CPU they had, of which this machine had no more`;
      return { ...rest, measured: Math.max(0, forTheirCpu), kind: 'held', sentence: told, evidence: [...evidence, sentence] };
    }
    return { ...facts, kind: 'inconclusive', sentence: `${sentence}, but this machine had no core left for them`, evidence };
  }
  if (interval === null || interval[0] <= dropPercent)
    return { ...facts, kind: 'inconclusive', sentence: `${sentence}, but not surely`, evidence };
  return { ...facts, kind: 'broken', sentence, evidence };
}

/** By how much less one level carries than another for each second of CPU that its sessions had, in percent; null where nobody knows. */
function perCpuDrop(less: Level, more: Level): number | null {
  const [one, other] = [less.seen.using?.ran ?? 0, more.seen.using?.ran ?? 0];
  return one > 0 && other > 0 ? 100 * (1 - less.rate / one / (more.rate / other)) : null;
}

function tellLevel({ seen, rate }: Level, all: SessionsSeen): string {
  const ready = readyTimes(seen.begun, seen.used, all);
  const p95 = estimate(callsOf(seen.used), 0.95);
  const parts = [
    `${printAmount(rate)}/s`,
    ...(p95 === null ? [] : [`p95 ${printDuration(p95.value)}`]),
    ...(ready.length === 0 ? [] : [`ready in ${printDuration(median(ready))}`]),
    ...(seen.using === null ? [] : [`${printCores(seen.using.ran)} used`]),
  ];
  return `${saySessions(seen.sessions)}: ${parts.join(', ')}`;
}

function tellLaw(levels: readonly Level[]): readonly string[] {
  const curve = fitScalability(levels.map(({ seen, rate }) => ({ level: seen.sessions, mean: (1_000 * seen.sessions) / rate, values: 1 })));
  if (curve === null) return [];
  const [contention, coherency] = [contentionOf(curve), coherencyOf(curve)];
  return [`by the universal scalability law: contention ${printPercent(100 * contention)}, coherency ${printPercent(100 * coherency)}`];
}
