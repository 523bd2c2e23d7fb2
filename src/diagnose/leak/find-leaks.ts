import type { Endurance } from '../../model/endurance.ts';
import type { Finding } from '../../model/finding.ts';
import type { Case } from './case.ts';
import type { LeakContext } from './context.ts';
import { explain } from './explain.ts';
import { sayHidden, sayLeak } from './say-leak.ts';
import { tellLooks } from './tell-looks.ts';
import type { Quantity } from './track.ts';
import { weigh, type Weighed } from './weigh.ts';

/** The most specific first: what it explains is not told again. */
const quantities = ['sockets', 'threads', 'descriptors', 'memory'] as const;
const order: readonly Quantity[] = ['memory', 'descriptors', 'threads', 'sockets'];
/** Too few operations of one mode leave open what only that mode shows, and take nothing from what the other has shown. */
const gravity: readonly Weighed['kind'][] = ['leak', 'suspected', 'filling-up', 'no-leak', 'too-few'];
const namesShown = 5;

/** Whether memory, descriptors, threads or sockets are lost with every operation: at most one finding each. */
export function findLeaks(endurances: readonly Endurance[], context: LeakContext): readonly Finding[] {
  const modes = (['answered', 'abandoned'] as const).flatMap((mode) => {
    const first = endurances.find((one) => one.mode === mode && one.attempt === 1);
    const second = endurances.findLast((one) => one.mode === mode && one.attempt > 1);
    return first === undefined ? [] : [{ first, second: second ?? null }];
  });
  const cases = quantities.flatMap((quantity) => {
    const all = modes.flatMap(({ first, second }) => {
      const weighed = weigh(first, second, quantity);
      return weighed === null ? [] : [{ quantity, first, second, weighed }];
    });
    const [gravest] = all.toSorted((a, b) => gravity.indexOf(a.weighed.kind) - gravity.indexOf(b.weighed.kind));
    return gravest === undefined ? [] : [gravest];
  });
  return order.flatMap((quantity) => cases.filter((one) => one.quantity === quantity).map((one) => findingOf(one, cases, context)));
}

/** What clients lose that hang up is another number than what each operation does. */
function unitOf({ quantity, first }: Case): string {
  const operation = first.mode === 'abandoned' ? 'abandoned operation' : 'operation';
  return quantity === 'memory' ? `B/${operation}` : `/${operation}`;
}

function findingOf(one: Case, cases: readonly Case[], context: LeakContext): Finding {
  const { weighed, quantity } = one;
  const explained = explain(one, cases);
  const rest = {
    id: `leak.${quantity}`,
    limit: null,
    unit: unitOf(one),
    evidence: tellLooks(one),
  };
  if (explained !== null) return { ...rest, kind: 'held', sentence: explained, measured: null };
  const sentence = sayLeak(one, context);
  switch (weighed.kind) {
    case 'leak': {
      const { perOperation: measured, interval } = weighed;
      const evidence = [...rest.evidence, ...(quantity === 'memory' ? context.naming.slice(0, namesShown) : [])];
      const replay = context.replay === undefined ? {} : { replay: context.replay };
      return { ...rest, kind: 'broken', sentence, measured, interval, evidence, ...replay };
    }
    case 'suspected': {
      const { perOperation: measured, interval } = weighed;
      return { ...rest, kind: 'inconclusive', sentence, measured, ...(interval === null ? {} : { interval }) };
    }
    case 'too-few':
      return { ...rest, kind: 'inconclusive', sentence, measured: null };
    case 'filling-up':
    case 'no-leak': {
      const { perOperation, interval } = weighed.growth.late;
      const evidence = [...rest.evidence, sayHidden(one, interval)];
      return { ...rest, kind: 'held', sentence, measured: Math.max(0, perOperation), interval, evidence };
    }
    default:
      return weighed satisfies never;
  }
}
