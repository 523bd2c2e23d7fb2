import type { Finding } from '../model/finding.ts';
import type { Run } from '../model/run.ts';
import type { LevelSeen } from '../model/scaling.ts';
import type { Verdict } from '../model/verdict.ts';
import { mean } from '../stats/mean.ts';
import { printBytes, printDuration, printPercent } from '../units/print.ts';
import { sayUsers } from '../units/say-load.ts';
import { type NumberRow, type NumberTable, known } from './numbers.ts';
import { words } from './phrase.ts';
import { rate } from './value.ts';

/** What the service did for so many users, fewest first, each the mean of its visits; null where none were made. */
export function scalingTable({ scaling }: Run): NumberTable | null {
  if (scaling.length === 0) return null;
  const levels = [...new Set(scaling.map(({ users }) => users))].toSorted((a, b) => a - b);
  return {
    head: ['users', 'throughput', 'p95', 'errors', 'CPU', 'memory', 'visits'],
    rows: levels.map((users): NumberRow => {
      const visits = scaling.filter((visit) => visit.users === users);
      const of = (value: (visit: LevelSeen) => number | null): number | null => {
        const values = visits.map(value).filter((one) => one !== null);
        return values.length === 0 ? null : mean(values);
      };
      return {
        what: words(sayUsers(users)),
        numbers: [
          known(
            of(({ ratePerSecond }) => ratePerSecond),
            rate,
          ),
          known(
            of(({ p95Ms }) => p95Ms),
            printDuration,
          ),
          known(
            of(({ errorsPercent }) => errorsPercent),
            printPercent,
          ),
          known(
            of(({ cpuMsPerOperation }) => cpuMsPerOperation),
            printDuration,
          ),
          known(
            of(({ rssBytes }) => rssBytes),
            printBytes,
          ),
          `${visits.length}`,
        ],
      };
    }),
  };
}

/** What is said of all levels together; null where nothing is. */
export function scalingFinding({ findings }: Verdict): Finding | null {
  return findings.find(({ id }) => id === 'scaling') ?? null;
}

/** The law, the capacity and what is to be expected beyond, a line each; what the table has already is left out. Foreign text. */
export function scalingLines({ evidence }: Finding): readonly string[] {
  return evidence.filter((line) => !/^\d+ users?: /.test(line));
}
