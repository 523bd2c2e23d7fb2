import type { Acceptance } from '../model/acceptance.ts';
import { mostAcceptances } from './acceptance-schema.ts';

/** On a line of its own, which may be an item of a list or indented: so squashed messages come. */
const line = /^\s*(?:[*-]\s+)?plimsoll:\s*accept\s+(\S.*)$/i;
const reason = /(?:^|\s)because\b:?\s*(.*)$/i;
const endsSentence = /[.:][`'"]*$/;
const longestLine = 1_000;
const longestReason = 200;
const metricName = /^[a-z0-9][a-z0-9._-]{0,60}(?:\([^()]{1,80}\))?$/i;
const joints: ReadonlySet<string> = new Set([',', ';', '&', 'and']);
/** What is meant wherever it is said; any other word may belong to a sentence. */
const known: ReadonlySet<string> = new Set([
  'p50',
  'p95',
  'p99',
  'mean',
  'errors',
  'throughput',
  'cpu-per-operation',
  'rss',
  'startup',
  'scaling-throughput',
  'scaling-p95',
]);

/**
 * Finds `plimsoll: accept METRIC [METRIC …] [because REASON]` in a commit message or a label that anybody may have written. `p95` and
 * `regression.p95` mean the same. A metric is listed once, whether or not there is one of that name. After the first name only what a
 * comma or `and` joins to it counts, and names of metrics that every service has: what else follows is prose.
 */
export function parseAcceptances(text: string, by: string): readonly Acceptance[] {
  const lines = text.split(/\r\n|\n|\r/);
  const found = lines.flatMap((each, at) => {
    const rest = line.exec(each.slice(0, longestLine))?.[1];
    return rest === undefined ? [] : parseRest(unfold(rest, each, lines.slice(at + 1, at + 6)), by);
  });
  return joinAcceptances(found, []);
}

/** All of these, the first that names a metric before later ones. */
export function joinAcceptances(some: readonly Acceptance[], more: readonly Acceptance[]): readonly Acceptance[] {
  const byMetric = new Map<string, Acceptance>();
  for (const each of [...some, ...more]) if (!byMetric.has(each.metric)) byMetric.set(each.metric, each);
  return [...byMetric.values()].slice(0, mostAcceptances);
}

/** A trailer goes on in lines that are further in. */
function unfold(rest: string, first: string, following: readonly string[]): string {
  const end = following.findIndex(
    (each) => each.trim() === '' || indentOf(each) <= indentOf(first) || line.test(each.slice(0, longestLine)),
  );
  return [rest, ...(end === -1 ? following : following.slice(0, end))].join(' ').slice(0, longestLine);
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

function parseRest(rest: string, by: string): readonly Acceptance[] {
  const because = reason.exec(rest);
  const names = because === null ? rest : rest.slice(0, because.index);
  return readNames(names).map((metric) => ({ metric, because: clean(because?.[1] ?? ''), by }));
}

function readNames(text: string): readonly string[] {
  const names: string[] = [];
  let joined = true;
  for (const word of text.match(/[,;]|[^\s,;]+/g) ?? []) {
    const name = readName(word);
    if (joints.has(word.toLowerCase())) joined = true;
    else if (metricName.test(name) && (joined || known.has(name.replace(/\(.*$/, '')))) {
      names.push(name);
      joined = false;
    } else if (names.length > 0) break;
    if (names.length > 0 && endsSentence.test(word)) break;
  }
  return names;
}

/** Without quotes and punctuation around it; names of operations, in brackets, keep their case. */
function readName(word: string): string {
  const bare = word.replace(/^[`'"]+/, '').replace(/[`'".:]+$/, '');
  const at = bare.indexOf('(');
  const name = at === -1 ? bare.toLowerCase() : `${bare.slice(0, at).toLowerCase()}${bare.slice(at)}`;
  return name.replace(/^regression\./, '');
}

/** Printed where a runner looks for commands, so without these; one line, and not a long one. */
function clean(text: string): string {
  const plain = text
    .replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll('##[', '# #[')
    .trim()
    .replace(/[.`]+$/, '');
  const letters = Array.from(plain);
  return letters.length <= longestReason ? plain : `${letters.slice(0, longestReason - 1).join('')}…`;
}
