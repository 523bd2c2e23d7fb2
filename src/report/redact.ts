import { escapeHtml } from './escape.ts';

const blot = '***';
/** Shorter secrets would blot out ordinary words; the runner's own masking has the same trouble. */
const shortestSecret = 4;

/** A value ends where plain text, JSON, HTML, Markdown or a table might: nothing that holds a document together is eaten. */
const patterns: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [
    /\b((?:proxy-)?authorization["']?\s{0,9}[:=]\s{0,9}["']?)(?:digest (?:\w{1,20}=(?:"[^"<>`|\\\r\n]*"|[^\s"'`<>|\\,;]*),? ?){1,20}|(?:(?:basic|bearer|token|negotiate|apikey) {1,9})?[^\s"'`<>|\\,;]+)/gi,
    `$1${blot}`,
  ],
  [/\b((?:set-)?cookie["']?\s{0,9}[:=]\s{0,9}["']?)[^"'`<>|\\\r\n]+/gi, `$1${blot}`],
  [/\b(bearer {1,9})[\w.~+/=-]{16,}/gi, `$1${blot}`],
  [/\b([a-z][a-z0-9+.-]{1,15}:\/\/)[^\s"'`<>|\\/?#]{0,500}@/gi, `$1${blot}@`],
  [/\b([a-z][a-z0-9+.-]{1,15}:\/\/[^\s"'`<>|\\?#]{0,1000}\?)[^\s"'`<>|\\#]+/gi, '$1…'],
];

/**
 * Blots out known secrets, `Authorization` and cookie headers, bearer tokens, and the user part and query of URLs.
 * Comments, checks and artifacts are not masked by the runner, so this must happen before they are written. Works on raw text
 * and, as a last net, on rendered documents: it never takes away what holds one together.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const hidden = spellings(secrets).reduce((rest, secret) => rest.replaceAll(secret, blot), text);
  return patterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), hidden);
}

/** Fields that hold sentences or a service's own words. Names, kinds and identifiers are left alone: others find things by them. */
const freeText: ReadonlySet<string> = new Set([
  'sentence',
  'reason',
  'evidence',
  'detail',
  'summary',
  'serviceOutput',
  'spread',
  'ref',
  'failures',
  'why',
  'notes',
  'because',
  'accepted',
]);

/**
 * The same for all free text inside a JSON document, before anything is rendered from it: escaping, cutting and wrapping would
 * hide a secret from `redact`.
 */
export function redactAll<T>(document: T, secrets: readonly string[]): T {
  return JSON.parse(JSON.stringify(document), function redactField(this: unknown, key, value: unknown) {
    return freeText.has(key) || (key === 'name' && namesCommit(this)) ? redactDeep(value, secrets) : value;
  });
}

/** What a commit is called is told to people; nobody finds it by that. */
function namesCommit(holder: unknown): boolean {
  return typeof holder === 'object' && holder !== null && 'commit' in holder;
}

function redactDeep(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return redact(value, secrets);
  return Array.isArray(value) ? value.map((each: unknown) => redactDeep(each, secrets)) : value;
}

/** A secret as it is, line by line (the runner masks so too), and as URLs, JSON and HTML carry it; longest first: none hides in another. */
function spellings(secrets: readonly string[]): readonly string[] {
  const lines = secrets.flatMap((secret) => [secret, ...secret.split(/\r?\n/)]).map((line) => line.trim().replace(/[\uD800-\uDFFF]/gu, ''));
  const all = lines.flatMap((line) => [line, encodeURIComponent(line), JSON.stringify(line).slice(1, -1), escapeHtml(line)]);
  return [...new Set(all)].filter((each) => each.length >= shortestSecret).sort((a, b) => b.length - a.length);
}
