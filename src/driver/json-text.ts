/** A document as a template of JSON: a text in it that is nothing but a count stands for that number. */
export function writeJson(json: unknown): string {
  return JSON.stringify(json).replace(/"(\{\{\s*last\+\d{1,9}\s*\}\})"/g, '$1');
}
