/** A document as a template of JSON: a text in it that is nothing but a count stands for that number. */
export function writeJson(json: unknown): string {
  return JSON.stringify(json).replace(/"(\{\{\s*last\+\d{1,9}\s*\}\})"/g, '$1');
}

/** A value as it lands inside of a text of JSON. */
export function insideJson(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}
