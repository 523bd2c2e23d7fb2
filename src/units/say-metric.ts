/** Abbreviations that stay capitals when an identifier becomes words. */
const abbreviations = /\b(?:cpu|rss|io|gc|http|db|sql)\b/g;
/** What is measured as resident set size is its high-water mark: say so in a reader's words. */
const spokenNames: ReadonlyMap<string, string> = new Map([
  ['rss', 'peak memory'],
  ['rss-growth', 'memory growth'],
]);

/** `cpu-per-operation` → CPU per operation. */
export function sayIdentifier(identifier: string): string {
  return spokenNames.get(identifier) ?? identifier.replace(/(?<=\w)-(?=\w)/g, ' ').replace(abbreviations, (found) => found.toUpperCase());
}

/** As a sentence names a metric, the operation as it is written: `cpu-per-operation` → CPU per operation, `p95(get-list)` as it is. */
export function sayMetric(name: string): string {
  const bracket = name.indexOf('(');
  return bracket < 0 ? sayIdentifier(name) : sayIdentifier(name.slice(0, bracket)) + name.slice(bracket);
}
