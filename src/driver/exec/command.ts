import type { ExecOperation } from '../../model/exec.ts';
import type { Operation } from '../../model/operation.ts';
import type { TemplateValues } from '../../model/session.ts';
import { compileJsonChecks } from '../json-checks.ts';
import { insideJson } from '../json-text.ts';
import { shellWords } from '../shell-words.ts';
import { compileReading, parseJson, type CompiledReading } from '../reading.ts';
import { compileTemplate } from '../template.ts';
import type { Job } from './job.ts';

/** An operation, compiled once for all its processes. */
export interface Command {
  /** Null where nothing of what it prints is handed on. */
  readonly reading: CompiledReading | null;
  readonly codes: readonly number[];
  job(values: TemplateValues, user: number): Job;
  /** What is wrong with what it printed; null where nothing is. */
  check(output: string): string | null;
}

/** Compiles an operation; of what nobody looks at nothing is kept. */
export function compileCommand({ spec, meaning }: Operation<ExecOperation>, maxBodyBytes: number): Command {
  const { command, expect } = spec;
  const words =
    command.kind === 'shell'
      ? shellWords.map((word) => compileTemplate(word, asItIs)).concat(compileTemplate(command.line, harmless))
      : command.argv.map((word) => compileTemplate(word, withoutNul));
  const input = spec.input === null ? null : compileTemplate(spec.input, isJson(spec.input) ? insideJson : asItIs);
  const reading = compileReading(meaning);
  const checkJson = compileJsonChecks(expect.json);
  const pattern = expect.output === null ? null : new RegExp(expect.output, 'mu');
  const keepBytes = pattern !== null || expect.json.length > 0 || reading?.needsBody === true ? maxBodyBytes : null;
  return {
    reading,
    codes: expect.code,
    job: (values, user) => ({
      argv: words.map((word) => word.text(values, user)),
      input: input?.text(values, user) ?? null,
      keepBytes,
    }),
    check: (output) => {
      if (pattern?.test(output) === false) return `what it printed does not match ${expect.output}`;
      if (expect.json.length === 0) return null;
      const document = parseJson(output);
      return document === undefined ? 'what it printed is not JSON' : checkJson(document);
    },
  };
}

/** Values that land in a shell line are keys and numbers of ours; should one hold anything that a shell would read, it does not reach it. */
function harmless(value: string): string {
  return value.replace(/[^\w.:+-]/g, '_');
}

/** Templates stand in texts of it, or for numbers. */
function isJson(text: string): boolean {
  return parseJson(text.replace(/\{\{[^{}]*\}\}/g, '0')) !== undefined;
}

function withoutNul(value: string): string {
  return value.replaceAll('\0', '');
}

function asItIs(value: string): string {
  return value;
}
