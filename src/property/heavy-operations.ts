import type { OperationCost } from '../model/operation-cost.ts';
import type { ClosedScenario } from '../model/scenario.ts';

/** An operation is as heavy as the heaviest when it takes at least this much of what that takes, 0…1. */
const asHeavy = 0.5;
/** Heavy operations for each other one. Those stay, because an operation may need what another has made. */
const heavyForOne = 9;

/**
 * The operations that take the most memory, by what the service holds for each that is on its way, or by the size of its answers where
 * that cannot be seen. None where nothing is known, and where all are alike.
 */
export function heavyOperations(costs: readonly OperationCost[]): readonly string[] {
  const isSeen = costs.some(({ heldBytes }) => (heldBytes ?? 0) > 0);
  const bytesOf = ({ heldBytes, answerBytes }: OperationCost): number => (isSeen ? (heldBytes ?? 0) : answerBytes);
  const most = Math.max(0, ...costs.map(bytesOf));
  const heavy = costs.filter((cost) => most > 0 && bytesOf(cost) >= asHeavy * most);
  return heavy.length === costs.length ? [] : heavy.map(({ name }) => name);
}

/** A mix of which nine in ten operations are heavy; the same where none is, or all are. */
export function weighDown(mix: ClosedScenario['mix'], heavy: readonly string[]): ClosedScenario['mix'] {
  const sum = (isWanted: (name: string) => boolean): number =>
    Object.entries(mix).reduce((total, [name, weight]) => total + (isWanted(name) ? weight : 0), 0);
  const [heavyWeight, lightWeight] = [sum((name) => heavy.includes(name)), sum((name) => !heavy.includes(name))];
  if (heavyWeight === 0 || lightWeight === 0) return mix;
  const times = Math.max(1, Math.ceil((heavyForOne * lightWeight) / heavyWeight));
  return Object.fromEntries(Object.entries(mix).map(([name, weight]) => [name, heavy.includes(name) ? weight * times : weight]));
}
