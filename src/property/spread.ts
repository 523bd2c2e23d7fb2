import type { ClosedScenario } from '../model/scenario.ts';
import { printDuration } from '../units/print.ts';

/** How scenarios were spread over users, think times and mixes, a line each. */
export function tellSpread(scenarios: readonly ClosedScenario[], users: { readonly min: number; readonly max: number }): readonly string[] {
  if (scenarios.length === 0) return [];
  const names = [...new Set(scenarios.flatMap((scenario) => Object.keys(scenario.mix)))];
  const thinks = [...new Set(scenarios.map((scenario) => scenario.thinkMs))].sort((a, b) => a - b);
  return [
    `users: ${tally(bins(users), ({ from, to }) => [from === to ? `${from}` : `${from}–${to}`, scenarios.filter((s) => s.users >= from && s.users <= to)])}`,
    `think time: ${tally(thinks, (ms) => [ms === 0 ? 'none' : printDuration(ms), scenarios.filter((s) => s.thinkMs === ms)])}`,
    `operations: ${tally(names, (name) => [name, scenarios.filter((s) => Object.hasOwn(s.mix, name))])}`,
  ];
}

interface Bin {
  readonly from: number;
  readonly to: number;
}

/** Both ends alone, because they are always tried, and quarters between. */
function bins({ min, max }: { readonly min: number; readonly max: number }): readonly Bin[] {
  const inner = Array.from({ length: 4 }, (_, quarter) => ({
    from: min + 1 + Math.round(((max - min - 1) * quarter) / 4),
    to: min + Math.round(((max - min - 1) * (quarter + 1)) / 4),
  }));
  const ends = min === max ? [] : [{ from: max, to: max }];
  return [{ from: min, to: min }, ...inner.filter(({ from, to }) => from <= to), ...ends];
}

function tally<T>(groups: readonly T[], count: (group: T) => readonly [label: string, members: readonly ClosedScenario[]]): string {
  return groups
    .map(count)
    .filter(([, members]) => members.length > 0)
    .map(([label, members]) => `${label} ×${members.length}`)
    .join(', ');
}
