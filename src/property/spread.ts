import type { ClosedScenario, Scenario } from '../model/scenario.ts';
import { printAmount, printBytes, printDuration } from '../units/print.ts';
import { amountOf } from './levels.ts';

/** How scenarios were spread over everything that differs between them, a line each: models, users, rates, think times, mixes, keys, who leaves, payloads. */
export function tellSpread(scenarios: readonly Scenario[], users: { readonly min: number; readonly max: number }): readonly string[] {
  if (scenarios.length === 0) return [];
  const closed = scenarios.filter((scenario) => scenario.model === 'closed');
  const open = scenarios.filter((scenario) => scenario.model === 'open');
  const mostKeys = Math.max(...scenarios.map(({ keys }) => keys));
  const keysDiffer = scenarios.some(({ keys, skew }) => skew !== undefined || keys !== mostKeys);
  const payloads = scenarios.flatMap(({ payloadBytes }) => payloadBytes ?? []);
  return [
    ...(open.length === 0 ? [] : [`model: ${tally([...closed, ...open], ({ model }) => model)}`]),
    ...(closed.length === 0 ? [] : [`users: ${tallyBins(closed.map(amountOf), bins(users))}`]),
    ...(open.length === 0
      ? []
      : [
          `arrivals: ${tally(open, ({ arrivals }) => arrivals.pattern)}`,
          `arrivals/s: ${tallyBins(open.map(amountOf), thirds(open.map(amountOf)))}`,
        ]),
    ...(closed.length === 0
      ? []
      : [
          `think time: ${tally(
            closed.toSorted((a, b) => a.thinkMs - b.thinkMs),
            ({ thinkMs }) => (thinkMs === 0 ? 'none' : printDuration(thinkMs)),
          )}`,
        ]),
    `operations: ${tallyAll(scenarios, ({ mix }) => Object.keys(mix))}`,
    ...(keysDiffer ? [`keys: ${tally(scenarios.toSorted(byHeat), (scenario) => sayKeys(scenario, mostKeys))}`] : []),
    ...(closed.every(({ abandon }) => abandon === undefined) ? [] : [`leaving clients: ${tally(closed.toSorted(byLeaving), sayLeaving)}`]),
    ...(payloads.length === 0 ? [] : [`payload: ${tallyBins(payloads, magnitudes(payloads))}`]),
  ];
}

/** What lies above the bin before it, up to `to`. */
interface Bin {
  readonly label: string;
  readonly to: number;
}

/** Both ends alone, because they are always tried, and quarters between. */
function bins({ min, max }: { readonly min: number; readonly max: number }): readonly Bin[] {
  const inner = Array.from({ length: 4 }, (_, quarter) => ({
    from: min + 1 + Math.round(((max - min - 1) * quarter) / 4),
    to: min + Math.round(((max - min - 1) * (quarter + 1)) / 4),
  }));
  const ends = min === max ? [] : [{ from: max, to: max }];
  return [{ from: min, to: min }, ...inner.filter(({ from, to }) => from <= to), ...ends].map(({ from, to }) => ({
    label: from === to ? `${from}` : `${from}–${to}`,
    to,
  }));
}

function thirds(rates: readonly number[]): readonly Bin[] {
  const most = Math.max(...rates);
  return [most / 3, (most * 2) / 3, most].map((to) => ({ label: `up to ${printAmount(to)}`, to }));
}

/** A bin for each four times as much. */
function magnitudes(sizes: readonly number[]): readonly Bin[] {
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const made: Bin[] = [];
  for (let from = least; from <= most; from *= 4) {
    const to = Math.min(most, 4 * from - 1);
    made.push({ label: from === to ? printBytes(from) : `${printBytes(from)}–${printBytes(to)}`, to });
  }
  return made;
}

function byHeat(a: Scenario, b: Scenario): number {
  return b.keys - a.keys || (a.skew ?? 0) - (b.skew ?? 0);
}

function sayKeys({ keys, skew = 0 }: Scenario, most: number): string {
  if (keys === 1) return 'one hot key';
  const few = keys === most ? '' : ` of ${keys}`;
  return skew === 0 ? `alike${few}` : `skew ${skew}${few}`;
}

function byLeaving(a: ClosedScenario, b: ClosedScenario): number {
  return (a.abandon?.afterMs ?? 0) - (b.abandon?.afterMs ?? 0);
}

function sayLeaving({ abandon }: ClosedScenario): string {
  return abandon === undefined ? 'none' : `after ${printDuration(abandon.afterMs)}`;
}

function tallyBins(values: readonly number[], into: readonly Bin[]): string {
  return into
    .map((bin) => [bin.label, values.filter((value) => into.find(({ to }) => value <= to) === bin).length] as const)
    .filter(([, count]) => count > 0)
    .map(([label, count]) => `${label} ×${count}`)
    .join(', ');
}

function tally<T>(members: readonly T[], label: (member: T) => string): string {
  return tallyAll(members, (member) => [label(member)]);
}

/** In the order in which labels come up. */
function tallyAll<T>(members: readonly T[], labels: (member: T) => readonly string[]): string {
  const counts = new Map<string, number>();
  for (const label of members.flatMap(labels)) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].map(([label, count]) => `${label} ×${count}`).join(', ');
}
