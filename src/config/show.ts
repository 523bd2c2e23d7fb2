import type { ConfigPath } from './config-fault.ts';

const maxFound = 60;
const maxPath = 120;
/** C0, C1, bidirectional overrides, separators, lone surrogates: nothing that could move a cursor, hide text or begin a line. */
// oxlint-disable-next-line no-control-regex -- these are exactly what is dropped
const unsafe = /[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u206F\uD800-\uDFFF\uFEFF\uFFF9-\uFFFB]/gu;
/** Names of what is better not repeated in a public log. */
const secretNames = /token|secret|passw|auth|cookie|credential|api[-_]?key/i;

/** One short line of plain text, whatever it was. */
export function clean(text: string, maxLength: number): string {
  const letters = Array.from(
    text
      .slice(0, 10 * maxLength)
      .replace(unsafe, '')
      .replaceAll('##[', '# #['),
  );
  return letters.length <= maxLength ? letters.join('') : `${letters.slice(0, maxLength - 1).join('')}…`;
}

/** A path as `limits.p95`; names that are not plain words in quotes. */
export function showPath(path: ConfigPath): string {
  if (path.length === 0) return 'the file';
  const steps = path.map((step, index) => {
    if (typeof step === 'number') return `[${step}]`;
    if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${JSON.stringify(clean(step, 40))}]`;
    return index === 0 ? step : `.${step}`;
  });
  return clean(steps.join(''), maxPath);
}

/** What was found at a path, short and safe to show. */
export function showFound(value: unknown, path: ConfigPath): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty mapping' : 'a mapping';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return 'something else';
  if (path.some((step) => secretNames.test(String(step)))) return `a text of ${value.length} characters`;
  // Who asks and by which password stands before the @ of an address.
  return `"${clean(value.replace(/:\/\/\S*@/g, '://…@'), maxFound)}"`;
}
