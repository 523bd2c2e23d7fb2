import type { Finding } from '../../model/finding.ts';
import type { SessionLimits, SessionsSeen } from '../../model/sessions.ts';
import { printCount, printDuration } from '../../units/print.ts';
import { callsOf, estimate, laterCallsOf, mainLevel, saySessions, wasFull, type Estimated } from './seen.ts';
import { unlooked } from './unlooked.ts';

const id = 'sessions.command';

/** How long an operation takes in a session, alone and while as many as there have to be ask at once. */
export function findCommand(seen: SessionsSeen, limits: SessionLimits): Finding {
  const { alone, cores } = seen;
  const own = alone === null ? null : estimate(laterCallsOf(alone.stage, seen), 0.95);
  if (own === null) return unlooked(id, 'How long operations take in a session was not looked at: none was answered in time.');
  const level = mainLevel(seen, limits);
  const crowd = level === null ? null : estimate(callsOf(level.used), 0.95);
  const facts = { id, unit: 'ms', limit: limits.commandMs };
  const evidence = [
    `alone: ${printCount(own.count)} operations${sayInterval(own)}`,
    ...(crowd === null || level === null
      ? []
      : [`${saySessions(level.sessions)} at once: ${printCount(crowd.count)} operations${sayInterval(crowd)}`]),
  ];
  const told = `95 % of operations take ${printDuration(own.value)} or less in a session alone`;
  const both = crowd === null || level === null ? told : `${told}, ${printDuration(crowd.value)} among ${level.sessions}`;
  if (isAbove(own, limits)) return { ...facts, ...measuredOf(own), kind: 'broken', sentence: both, evidence };
  if (crowd !== null && level !== null && isAbove(crowd, limits)) {
    if (wasFull(level.using, cores)) {
      return {
        ...facts,
        ...measuredOf(crowd),
        kind: 'inconclusive',
        sentence: `${both}, but this machine had no core left for them`,
        evidence,
      };
    }
    return { ...facts, ...measuredOf(crowd), kind: 'broken', sentence: both, evidence };
  }
  const worst = crowd !== null && crowd.value > own.value ? crowd : own;
  if (worst.value > limits.commandMs) {
    return { ...facts, ...measuredOf(worst), kind: 'inconclusive', sentence: `${both}: above the limit, but not surely`, evidence };
  }
  return { ...facts, ...measuredOf(own), kind: 'held', sentence: both, evidence };
}

/** Surely: with too few values for an interval nobody can tell. */
function isAbove({ interval }: Estimated, { commandMs }: SessionLimits): boolean {
  return interval !== null && interval[0] > commandMs;
}

function measuredOf({ value, interval }: Estimated): { readonly measured: number; readonly interval?: readonly [number, number] } {
  return { measured: value, ...(interval === null ? {} : { interval }) };
}

function sayInterval({ interval }: Estimated): string {
  return interval === null ? ', too few for an interval' : `, 95 % interval ${interval.map(printDuration).join(' to ')}`;
}
