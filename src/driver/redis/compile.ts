import type { Operation } from '../../model/operation.ts';
import type { Outcome, Told } from '../../model/outcome.ts';
import type { RedisOperation } from '../../model/redis.ts';
import type { TemplateValues } from '../../model/session.ts';
import { compileJsonChecks } from '../json-checks.ts';
import { compileReading, valueAnswer } from '../reading.ts';
import { compileTemplate, type Template } from '../template.ts';
import { codeOfReply, rejected, watchedChanged, type RedisFailure } from './failure.ts';
import { hitShare, isYes, readReply } from './reply.ts';

/** A command with its arguments. */
export type Words = readonly string[];

/** What came of an operation's replies. */
export type Judged =
  | { readonly kind: 'ok'; readonly told?: Told; readonly hit: number }
  | { readonly kind: 'failed'; readonly failure: RedisFailure }
  /** The server does not know the script: these are to be asked instead, and judged by what the last of them says. */
  | { readonly kind: 'again'; readonly commands: readonly Words[] };

/** An operation, ready to be performed. */
export interface Compiled {
  /** How many replies there will be. */
  readonly size: number;
  fill(values: TemplateValues, user: number): readonly Words[];
  /** Judges the replies to what was sent, errors among them; `sent` is that. */
  judge(replies: readonly unknown[], sent: readonly Words[]): Judged;
}

const begin: Words = ['MULTI'];
const end: Words = ['EXEC'];
const verbatim = (value: string): string => value;

/**
 * Compiles an operation once; its answers are looked into only where something is asked of them. A read of one of these `counters` that
 * finds nothing has read 0: Redis counts from there.
 */
export function compileOperation({ spec, meaning }: Operation<RedisOperation>, counters: ReadonlySet<string> = new Set()): Compiled {
  const { mode, lua, hits } = spec;
  const templates: readonly (readonly Template[])[] = spec.commands.map((words) => words.map((word) => compileTemplate(word, verbatim)));
  const isConstant = templates.every((words) => words.every(({ varies }) => varies === 'never'));
  const wrap = (commands: readonly Words[]): readonly Words[] => (mode === 'transaction' ? [begin, ...commands, end] : commands);
  const constant = isConstant ? wrap(spec.commands) : null;
  const reading = compileReading(meaning);
  const check = spec.expect.json.length === 0 ? null : compileJsonChecks(spec.expect.json);
  const looksIn = check !== null || reading?.needsBody === true;
  const isCount = meaning.deed?.kind === 'read' && counters.has(meaning.deed.key);

  const judgeAnswer = (raw: unknown): Judged => {
    const answer = looksIn ? readReply(raw) : null;
    const wrong = check?.(answer) ?? null;
    if (wrong !== null) return { kind: 'failed', failure: { error: 'assertion', detail: wrong } };
    const seen = reading?.tell({ ...valueAnswer(answer), accepted: isYes(raw) });
    const told = isCount && seen?.value === null ? { ...seen, value: '0' } : seen;
    return { kind: 'ok', hit: hits ? hitShare(raw) : Number.NaN, ...(told === undefined ? {} : { told }) };
  };
  return {
    size: spec.commands.length + (mode === 'transaction' ? 2 : 0),
    fill: (values, user) => constant ?? wrap(templates.map((words) => words.map((word) => word.text(values, user)))),
    judge: (replies, sent) => {
      const last = replies.at(-1);
      if (lua !== null && replies.length === 1 && last instanceof Error && codeOfReply(last) === 'NOSCRIPT')
        return { kind: 'again', commands: [['SCRIPT', 'LOAD', lua], ...sent] };
      const failure = mode === 'transaction' ? faultOfTransaction(replies) : faultOf(replies, mode === 'single' && !runsScript(sent[0]));
      if (failure !== null) return { kind: 'failed', failure };
      return judgeAnswer(mode === 'pipeline' ? replies : last);
    },
  };
}

/** The keys that some of the operations count at. */
export function countersOf(operations: readonly Operation<RedisOperation>[]): ReadonlySet<string> {
  return new Set(operations.flatMap(({ meaning: { deed } }) => (deed?.kind === 'increment' ? [deed.key] : [])));
}

/** What of an operation is told to its user. */
export function outcomeOf(
  judged: Extract<Judged, { kind: 'ok' }>,
  sentAtMs: number,
  endedAtMs: number,
  bytes: number,
  measures: boolean,
): Outcome {
  const { told, hit } = judged;
  return { kind: 'ok', sentAtMs, endedAtMs, bytes, ...(measures ? { measured: [hit] } : {}), ...(told === undefined ? {} : { told }) };
}

/** The first of several replies that is an error. */
function faultOf(replies: readonly unknown[], alone: boolean): RedisFailure | null {
  const at = replies.findIndex((reply) => reply instanceof Error);
  const error = replies[at];
  if (!(error instanceof Error)) return null;
  return rejected(error, replies.length === 1 ? '' : `command ${at + 1} of ${replies.length}`, alone);
}

/** MULTI, what was queued, and EXEC. A server undoes nothing once EXEC has begun: an error among its replies leaves what the others did. */
function faultOfTransaction(replies: readonly unknown[]): RedisFailure | null {
  const commands = replies.length - 2;
  const done = replies.at(-1);
  const at = replies.slice(0, -1).findIndex((reply) => reply instanceof Error);
  const early = replies[at];
  if (done instanceof Error) {
    const cause = early instanceof Error ? early : done;
    const failure = rejected(cause, at > 0 ? `command ${at} of ${commands}` : '', false);
    return codeOfReply(done) === 'EXECABORT' ? { ...failure, undone: true } : failure;
  }
  if (early instanceof Error) return rejected(early, '', false);
  if (done === null) return watchedChanged;
  return Array.isArray(done) ? faultOf(commands === 1 ? done.slice(0, 1) : done, false) : null;
}

/** What a script did before it failed stays done. */
function runsScript(words: Words | undefined): boolean {
  return /^(EVAL|EVALSHA|EVAL_RO|EVALSHA_RO|FCALL|FCALL_RO)$/i.test(words?.[0] ?? '');
}
