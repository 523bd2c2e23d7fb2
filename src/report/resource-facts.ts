import type { CloseUse } from '../model/reading.ts';
import type { Run } from '../model/run.ts';
import type { StartupReadings } from '../model/startup.ts';
import type { Verdict } from '../model/verdict.ts';
import { median } from '../stats/median.ts';
import { printAmount, printBytes, printCores, printCount, printDuration, printPercent } from '../units/print.ts';
import type { Fact } from './fact.ts';
import { sayLeaks } from './leaks.ts';
import { joined, type Phrase, read, words } from './phrase.ts';
import { counted } from './value.ts';

/** Less of the time, or of a thread, is not worth a line. */
const leastShare = 0.01;
const mostFailures = 3;

/** What there is to say of the service's resources beside their tables; what would say nothing is left out. */
export function resourceFacts(run: Run, verdict: Verdict): readonly Fact[] {
  const close = run.resources.findLast(({ use }) => use.close !== null)?.use.close ?? null;
  const steady = run.resources.find(({ phase }) => phase === 'steady')?.use.close ?? null;
  const most = Math.max(0, ...run.resources.map(({ use }) => use.processes.max));
  return [
    { label: 'Start-up', value: run.startup === null ? [] : sayStartup(run.startup) },
    { label: 'Leaks', value: words(sayLeaks(run, verdict).replace(/^leaks /, '')) },
    { label: 'Descriptors', value: words(close?.descriptors == null ? '' : sayKinds(close.descriptors)) },
    { label: 'Sockets', value: words(close?.sockets == null ? '' : saySockets(close.sockets)) },
    { label: 'Processes', value: words(most > 1 ? `${printCount(most)} at most` : '') },
    { label: 'Control group', value: words(sayGroup(run)) },
    { label: 'Pressure', value: words(steady === null ? '' : sayPressure(steady)) },
  ].filter(({ value }) => value.length > 0);
}

/** The resources in one line: `no leak (≤ 40 B per operation), 38 descriptors, back to 21 after drain`. */
export function resourceSummary(run: Run, verdict: Verdict): string {
  const leaks = sayLeaks(run, verdict);
  const steady = run.resources.find(({ phase }) => phase === 'steady')?.use ?? run.resources[0]?.use;
  if (steady === undefined) return leaks === '' ? 'not watched' : leaks;
  const most = steady.descriptors?.max ?? null;
  const last = run.resources.findLast(({ phase }) => phase === 'drain')?.use.descriptors?.last ?? null;
  return [
    ...(leaks === '' ? [printCores(steady.cores), printBytes(steady.rssBytes.max)] : [leaks]),
    ...(most === null ? [] : [counted(most, 'descriptor')]),
    ...(most === null || last === null
      ? []
      : [last < most ? `back to ${printCount(last)} after drain` : `${printCount(last)} after drain`]),
  ].join(', ');
}

/** `ready in 312 ms (an empty Node: 41 ms), 3 starts of 305 ms to 340 ms`. */
function sayStartup({ readyMs, emptyMs, failures }: StartupReadings): Phrase {
  const shown = failures.slice(0, mostFailures).flatMap((line) => [...words(' · '), ...read(line, 200)]);
  const failed = failures.length === 0 ? [] : [...words(`; ${counted(failures.length, 'start')} failed`), ...shown];
  if (readyMs.length === 0) return joined(failures.length === 0 ? [] : [...words('never ready'), ...failed]);
  const [least, most] = [Math.min(...readyMs), Math.max(...readyMs)].map(printDuration);
  const several = readyMs.length === 1 ? '' : `, ${readyMs.length} starts of ${least} to ${most}`;
  const empty = emptyMs.length === 0 ? '' : ` (an empty Node: ${printDuration(median(emptyMs))})`;
  return joined([...words(`ready in ${printDuration(median(readyMs))}${empty}${several}`), ...failed]);
}

function sayKinds({ files, sockets, pipes, others }: NonNullable<CloseUse['descriptors']>): string {
  return list([
    [files, files === 1 ? 'file' : 'files'],
    [sockets, sockets === 1 ? 'socket' : 'sockets'],
    [pipes, pipes === 1 ? 'pipe' : 'pipes'],
    [others, others === 1 ? 'other' : 'others'],
  ]);
}

function saySockets({ established, listening, closeWait, passing, others }: NonNullable<CloseUse['sockets']>): string {
  return list([
    [established, 'established'],
    [listening, 'listening'],
    [closeWait, 'left by the other end and not closed'],
    [passing, 'opening or closing'],
    [others, others === 1 ? 'other' : 'others'],
  ]);
}

/** What there is none of is not listed; nothing at all is. */
function list(counts: readonly (readonly [count: number, word: string])[]): string {
  const said = counts.filter(([count]) => count > 0).map(([count, word]) => `${printCount(count)} ${word}`);
  return `${said.length === 0 ? 'none' : said.join(', ')} at the end`;
}

function sayGroup({ resources }: Run): string {
  const throttled = resources.flatMap(({ phase, use }) => {
    const ms = use.close?.throttledMs ?? 0;
    return ms > 0 ? [`${printDuration(ms)} in ${phase}`] : [];
  });
  const peak = Math.max(0, ...resources.map(({ use }) => use.close?.groupPeakBytes ?? 0));
  return [
    ...(throttled.length === 0 ? [] : [`stopped by its CPU quota for ${throttled.join(', ')}`]),
    ...(peak > 0 ? [`at most ${printBytes(peak)}`] : []),
  ].join('; ');
}

/** What the machine was short of under the reference load: the share of the time in which something stood still for want of it. */
function sayPressure({ waiting, cpuStall, memoryStall, ioStall }: CloseUse): string {
  const stalls = Object.entries({ CPU: cpuStall, memory: memoryStall, disk: ioStall }).flatMap(([name, share]) =>
    share !== null && share >= leastShare ? [`${name} short for ${printPercent(100 * share)} of steady`] : [],
  );
  const waited = waiting !== null && waiting >= leastShare ? [`${printAmount(waiting)} threads waited for a core`] : [];
  return [...waited, ...stalls].join(', ');
}
