import type { Constraint } from '../model/constraint.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import { readConstraint, writeConstraint } from '../units/constraint.ts';
import { refuse, type Tokens } from './tokens.ts';

/** The constraints of a scenario as one word, e.g. `under=fds=+16,net=50ms/1MB/s`; no word for none. `readUnder` gives the same back. */
export function writeUnder({ constraints = [] }: ClosedScenario): readonly string[] {
  return constraints.length === 0 ? [] : [`under=${constraints.map(writeConstraint).join(',')}`];
}

/** Reads that word where there is one. Throws Fault `scenario.unreadable`, also for two of a kind: no service is under both at once. */
export function readUnder(tokens: Tokens): Pick<ClosedScenario, 'constraints'> {
  const written = tokens.text('under');
  if (written === null) return {};
  const constraints = new Map<Constraint['kind'], Constraint>();
  for (const part of written.split(',')) {
    const read = readConstraint(part);
    if (read.kind === 'refused') return refuse(`under=${part}`, read.expected);
    if (constraints.has(read.constraint.kind)) return refuse(`under=${part}`, 'each kind of constraint only once');
    constraints.set(read.constraint.kind, read.constraint);
  }
  return { constraints: [...constraints.values()] };
}

/** The clients that leave a scenario's service, e.g. `abandon=50/s@1ms`; no word for none. `readAbandon` gives the same back. */
export function writeAbandon({ abandon }: ClosedScenario): readonly string[] {
  return abandon === undefined ? [] : [writeConstraint({ kind: 'abandon', ...abandon })];
}

/** Reads that word where there is one. Throws Fault `scenario.unreadable`. */
export function readAbandon(tokens: Tokens): Pick<ClosedScenario, 'abandon'> {
  const written = tokens.text('abandon');
  if (written === null) return {};
  const read = readConstraint(`abandon=${written}`);
  if (read.kind === 'refused' || read.constraint.kind !== 'abandon') {
    return refuse(`abandon=${written}`, read.kind === 'refused' ? read.expected : 'abandon=50/s@1ms');
  }
  const { perSecond, afterMs } = read.constraint;
  return { abandon: { perSecond, afterMs } };
}
