import type { ModuleOperation } from '../../model/module.ts';
import type { Operation } from '../../model/operation.ts';
import { compileJsonChecks } from '../json-checks.ts';
import { insideJson } from '../json-text.ts';
import { compileReading, type CompiledReading } from '../reading.ts';
import { compileTemplate, type Template } from '../template.ts';

/** An operation, compiled once for all its calls. */
export interface CompiledCall {
  /** Of the function. */
  readonly name: string;
  /** JSON; null for none. */
  readonly argument: Template | null;
  /** Whether anybody looks at what comes back. */
  readonly asks: boolean;
  /** Null where nothing of it is handed on. */
  readonly reading: CompiledReading | null;
  /** What is wrong with what came back; null where nothing is. */
  readonly check: (document: unknown) => string | null;
}

/** Compiles an operation. */
export function compileCall({ spec, meaning }: Operation<ModuleOperation>): CompiledCall {
  const reading = compileReading(meaning);
  return {
    name: spec.call,
    argument: spec.argument === null ? null : compileTemplate(spec.argument, insideJson),
    asks: spec.expect.json.length > 0 || reading?.needsBody === true,
    reading,
    check: compileJsonChecks(spec.expect.json),
  };
}
