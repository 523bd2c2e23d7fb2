import type { Outcome } from '../../model/outcome.ts';
import { printBytes } from '../../units/print.ts';
import { failedOutcome, type Failure } from '../failure.ts';
import { tellingLine } from '../one-line.ts';
import { textAnswer } from '../reading.ts';
import type { Command } from './command.ts';
import { signalName } from './frames.ts';
import type { Ended } from './job.ts';

/** What a process measured: its user time, its system time, its peak of memory; in the order in which the driver names them. */
export function measuredOf(ended: Ended): readonly number[] {
  return ended.kind === 'ended' ? [ended.userMs, ended.systemMs, ended.peakRssMB] : [Number.NaN, Number.NaN, Number.NaN];
}

/** What became of an operation, by what became of its process. `program` is what was to be started. */
export function judge(command: Command, ended: Ended, program: string, maxBodyBytes: number, sentAtMs: number, nowMs: number): Outcome {
  // What the launcher took for itself lies outside of the time of the process.
  const endedAtMs = ended.kind === 'ended' ? sentAtMs + ended.wallMs : nowMs;
  const bytes = ended.kind === 'ended' ? ended.bytes : 0;
  const measured = measuredOf(ended);
  const output = ended.kind === 'ended' ? ended.output.toString('utf8') : '';
  const failure = failureOf(command, ended, output, program, maxBodyBytes);
  if (failure !== null) return { ...failedOutcome(failure, sentAtMs, endedAtMs, bytes), measured };
  const told = command.reading?.tell(textAnswer(isCodeZero(ended), output));
  return { kind: 'ok', sentAtMs, endedAtMs, bytes, measured, ...(told === undefined ? {} : { told }) };
}

function failureOf(command: Command, ended: Ended, output: string, program: string, maxBodyBytes: number): Failure | null {
  if (ended.kind === 'lost') return { error: 'reset', detail: 'what had started the process is gone, and nobody knows what became of it' };
  if (ended.kind === 'unstarted') return { error: 'refused', detail: sayUnstarted(ended.code, program) };
  if (ended.isFlood) return { error: 'too-large', detail: `it printed more than ${printBytes(maxBodyBytes)}` };
  const { ending } = ended;
  if ('signal' in ending) return { error: 'crash', detail: withReason(`the process was killed by ${ending.signal}`, ended.errors) };
  if (!command.codes.includes(ending.code)) {
    return { error: 'status', detail: withReason(sayStatus(ending.code, command.codes), ended.errors) };
  }
  const wrong = command.check(output);
  return wrong === null ? null : { error: 'assertion', detail: wrong };
}

/** That 0 is none is nobody's first thought. */
function sayStatus(code: number, expected: readonly number[]): string {
  return `exit status ${code}${saySignal(code)}${code === 0 ? `, expected ${expected.join(' or ')}` : ''}`;
}

function isCodeZero(ended: Ended): boolean {
  return ended.kind === 'ended' && 'code' in ended.ending && ended.ending.code === 0;
}

function withReason(what: string, errors: string): string {
  const line = tellingLine(errors);
  return line === '' ? what : `${what}: ${line}`;
}

/** A shell tells its child's signal as 128 + its number. */
function saySignal(code: number): string {
  const name = code > 128 ? signalName(code - 128) : '';
  return name.startsWith('SIG') ? ` (${name})` : '';
}

function sayUnstarted(code: string, program: string): string {
  const name = JSON.stringify(program.length > 60 ? `${program.slice(0, 59)}…` : program);
  if (code === 'ENOENT') return `there is no program ${name} (ENOENT)`;
  if (code === 'EACCES') return `${name} may not be executed (EACCES)`;
  if (code === 'E2BIG') return 'its arguments are too long (E2BIG)';
  return `${name} could not be started (${code})`;
}
