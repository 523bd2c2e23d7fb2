import { toFields } from './fields.ts';
import type { Session } from './session.ts';

/** Evaluates an expression in the global scope of a thread; undefined when it throws, is not answered in time, or has no value. */
export async function evaluate(session: Session, expression: string, ms: number): Promise<unknown> {
  const answer = await session.call('Runtime.evaluate', { expression, returnByValue: true, silent: true }, ms);
  return answer === null || 'exceptionDetails' in answer ? undefined : toFields(answer['result'])['value'];
}
