import type { Finding } from '../../model/finding.ts';
import type { SessionHoldings, SessionLevel, SessionLimits, SessionsSeen } from '../../model/sessions.ts';
import { printBytes, printPercent } from '../../units/print.ts';
import { saySessions } from './seen.ts';
import { unlooked } from './unlooked.ts';

const id = 'sessions.cleanup';

interface Return {
  readonly percent: number;
  readonly told: string;
}

/** How much of what sessions held is back when all have ended, the worst of all kinds and levels. */
export function findSessionCleanup({ levels, areProcesses }: SessionsSeen, { returnedPercent }: SessionLimits): Finding {
  const returns = levels.flatMap((level) => returnsOf(level, areProcesses));
  const [first] = returns;
  if (first === undefined)
    return unlooked(id, 'What sessions give back when they end was not looked at: nothing of theirs could be watched.');
  const worst = returns.reduce((one, other) => (other.percent < one.percent ? other : one));
  const facts = { id, unit: '%', measured: worst.percent, limit: returnedPercent };
  const evidence = returns.map(({ told }) => told);
  if (worst.percent < returnedPercent) {
    return {
      ...facts,
      kind: 'broken',
      sentence: `Only ${printPercent(worst.percent)} of what sessions held came back when they had ended`,
      evidence,
    };
  }
  const all = worst.percent >= 100 ? 'All' : `At least ${printPercent(worst.percent)}`;
  return { ...facts, kind: 'held', sentence: `${all} of what sessions held came back when they had ended`, evidence };
}

/** Fewer than these cannot be told from what a service opens for itself. */
const leastDescriptors = 5;

function returnsOf({ before, during, after, sessions }: SessionLevel, areProcesses: boolean): readonly Return[] {
  if (before === null || during === null || after === null) return [];
  const of = (
    what: string,
    least: number,
    pick: (holdings: SessionHoldings) => number | null,
    print: (value: number) => string,
  ): readonly Return[] => {
    const [first, most, last] = [pick(before), pick(during), pick(after)];
    if (first === null || most === null || last === null || most - first < least) return [];
    const percent = Math.min(100, (100 * (most - last)) / (most - first));
    return [
      { percent, told: `${saySessions(sessions)}: ${what} ${[first, most, last].map(print).join(' → ')}, ${printPercent(percent)} back` },
    ];
  };
  const whole = String;
  return [
    ...(areProcesses
      ? [...of('processes', 1, ({ processes }) => processes, whole), ...of('memory', 1, ({ rssBytes }) => rssBytes, printBytes)]
      : []),
    // A service keeps what memory it has: only what a process of its own held is given back.
    ...of('descriptors', leastDescriptors, ({ descriptors }) => descriptors, whole),
  ];
}
