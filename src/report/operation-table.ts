import type { Run } from '../model/run.ts';
import { printAmount, printBytes, printDuration } from '../units/print.ts';
import { type NumberRow, type NumberTable, known } from './numbers.ts';
import { code, joined, words } from './phrase.ts';

/** Below this share more, a thing is not called dearer than the next: it may be the same, measured twice. */
const dearerBy = 1.2;
/** Less is held by any operation. */
const [leastHeldBytes, leastHeldDescriptors] = [1_024 ** 2, 2];

/** What one operation of each kind costs, the dearest first and what it is dearest in; null where that was not measured. */
export function operationTable({ operationCosts }: Run): NumberTable | null {
  if (operationCosts.length === 0) return null;
  const sorted = operationCosts.toSorted((a, b) => (b.cpuMsPerOperation ?? 0) - (a.cpuMsPerOperation ?? 0));
  const cheapest = Math.min(...sorted.flatMap(({ cpuMsPerOperation: cpuMs }) => (cpuMs !== null && cpuMs > 0 ? cpuMs : [])));
  const dearest = [
    {
      word: 'CPU',
      at: placeOfMost(
        sorted.map(({ cpuMsPerOperation }) => cpuMsPerOperation ?? 0),
        0,
      ),
    },
    {
      word: 'memory',
      at: placeOfMost(
        sorted.map(({ heldBytes }) => heldBytes ?? 0),
        leastHeldBytes,
      ),
    },
    {
      word: 'descriptors',
      at: placeOfMost(
        sorted.map(({ heldDescriptors }) => heldDescriptors ?? 0),
        leastHeldDescriptors,
      ),
    },
  ];
  return {
    head: ['operation alone', 'CPU', 'times', 'answer', 'memory held', 'descriptors held'],
    rows: sorted.map(({ name, cpuMsPerOperation, answerBytes, heldBytes, heldDescriptors }, place): NumberRow => {
      const most = dearest.filter(({ at }) => at === place).map(({ word }) => word);
      return {
        what: joined([...code(name), ...words(most.length === 0 ? '' : ` ← most ${most.join(', ')}`)]),
        numbers: [
          known(cpuMsPerOperation, printDuration),
          known(timesOf(cpuMsPerOperation, cheapest), (times) => `×${printAmount(times)}`),
          known(answerBytes, printBytes),
          known(heldBytes, printBytes),
          known(heldDescriptors, printAmount),
        ],
      };
    }),
  };
}

function timesOf(cpuMs: number | null, cheapestMs: number): number | null {
  return cpuMs !== null && cpuMs > 0 ? cpuMs / cheapestMs : null;
}

/** Where the largest of several values stands, when it is worth a word and clearly larger than the next; otherwise −1. */
function placeOfMost(values: readonly number[], least: number): number {
  const [first = 0, second] = values.toSorted((a, b) => b - a);
  return second === undefined || first < least || !(first >= dearerBy * second) || first === second ? -1 : values.indexOf(first);
}
