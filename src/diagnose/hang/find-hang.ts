import type { DrainTest } from '../../model/drain-test.ts';
import type { Finding } from '../../model/finding.ts';
import { nameHang } from './name-hang.ts';
import { sayHang, saySlow, tellHang } from './say-hang.ts';

/** Whether the service got stuck: what a stall turned out to be, or that there was none. `replay` runs the load again that it got stuck under. */
export function findHang(test: DrainTest | null, replay: string | null): Finding {
  const rest = { measured: test?.left ?? 0, limit: 0, unit: 'count' } as const;
  const held = { ...rest, id: 'hang.deadlock', kind: 'held' } as const;
  if (test === null) return { ...held, sentence: 'No operation got stuck', evidence: [] };
  const hang = nameHang(test);
  if (hang.kind === 'slow') return { ...held, measured: 0, sentence: saySlow(test), evidence: tellHang(test) };
  return {
    ...rest,
    id: `hang.${hang.kind}`,
    kind: 'broken',
    sentence: sayHang(hang, test),
    evidence: tellHang(test),
    ...(replay === null ? {} : { replay }),
  };
}
