import type { Look } from '../model/look.ts';
import type { Observation, OperationObservation } from '../model/observation.ts';
import { printBytes, printCount, printDuration, printPercent } from '../units/print.ts';
import type { Fact } from './fact.ts';
import { joined, read, words } from './phrase.ts';
import { sparkline } from './sparkline.ts';
import { counted, rate } from './value.ts';

/** A wait for a connection that is shorter than both is lost in the response times. */
const shortWaitMs = 1;
const shortWaitShare = 0.1;

/** What is told of a load below its pictures; trouble of our own is told above them. */
export function lookFacts({ observation, self }: Look): readonly Fact[] {
  return [
    ...overTime(observation),
    ...errors(observation),
    ...connections(observation),
    received(observation),
    cost(observation),
    ...[self.generator, self.runner].flatMap((check) =>
      check.kind === 'ok' ? [{ label: 'Self-check', value: read(check.sentence) }] : [],
    ),
  ];
}

/** How the load and its latency went over time. Windows count by the time a request was due: in an open load that is the plan's rate, whatever was answered. */
function overTime({ windows, peakRatePerSecond, arrivals }: Observation): readonly Fact[] {
  const rates = sparkline(windows.map(({ requests, durationMs }) => requests / durationMs));
  const best = windows[0] === undefined ? '' : ` in the best ${printDuration(windows[0].durationMs)}`;
  const p95s = windows.flatMap(({ p95Ms }) => (p95Ms === null || !Number.isFinite(p95Ms) ? [] : [p95Ms]));
  const range = `${printDuration(Math.min(...p95s))}…${printDuration(Math.max(...p95s))}`;
  return [
    { label: arrivals === null ? 'Throughput' : 'Due', value: words(`${rates}  ${rate(peakRatePerSecond)}${best}`.trim()) },
    ...(p95s.length < 2 ? [] : [{ label: 'p95', value: words(`${sparkline(windows.map(({ p95Ms }) => p95Ms ?? 0))}  ${range}`) }]),
  ];
}

/** Every kind with its number, and one example each: in a service's own words, so never trusted. */
function errors({ total }: Observation): readonly Fact[] {
  return Object.entries(total.errorKinds)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => {
      const example = total.errorExamples.find(({ error }) => error === kind);
      const detail = example === undefined ? [] : [...words(', e.g. '), ...read(example.detail, 160)];
      return { label: 'Errors', value: joined([...words(`${printCount(count)} × `), ...read(kind, 20), ...detail]) };
    });
}

/** An open load's arrivals that waited in line: their wait is in the response times, but in no service time. */
function connections({ arrivals, total }: Observation): readonly Fact[] {
  if (arrivals === null) return [];
  const { planned, queued, longestQueue, unsent, peakConnections } = arrivals;
  const used = `${counted(peakConnections, 'connection')} at most`;
  if (queued <= 0) return [{ label: 'Arrivals', value: words(`${used}, nobody waited for one`) }];
  const lost = unsent > 0 ? `; ${printCount(unsent)} never left and count as timeouts` : '';
  const said = `${printCount(queued)} of ${printCount(planned)} queued for a connection, ${printCount(longestQueue)} at once, ${used}${lost}`;
  return [{ label: 'Arrivals', value: words(`${said}${sayWait(total)}`) }];
}

/** What the line did to the response times and what to do about it; nothing when it is lost in them. */
function sayWait({ responseMs, serviceMs }: OperationObservation): string {
  const [response, service] = [responseMs.p99 ?? responseMs.max, serviceMs.p99 ?? serviceMs.max];
  if (response === null || service === null || !(response - service > Math.max(shortWaitMs, shortWaitShare * service))) return '';
  return `. Slow answers held the connections: p99 is ${printDuration(response)} with the wait, ${printDuration(service)} without. Lower the rate, or raise --connections`;
}

function received({ total, durationMs }: Observation): Fact {
  const perSecond = durationMs > 0 ? total.bytes / (durationMs / 1_000) : 0;
  return { label: 'Received', value: words(`${printBytes(total.bytes)} of bodies, ${printBytes(perSecond)}/s`) };
}

function cost({ generator, durationMs, total }: Observation): Fact {
  const { cpuMs, engines } = generator;
  const share = durationMs > 0 ? `, ${printPercent((100 * cpuMs) / durationMs)} of a core` : '';
  const each = cpuMs > 0 ? `, ${printCount(total.requests / (cpuMs / 1_000))} requests per CPU-second` : '';
  return { label: 'Own cost', value: words(`${printDuration(cpuMs)} of CPU time${share}${each}, ${counted(engines, 'engine')}`) };
}
