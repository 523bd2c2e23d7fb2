// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const escapeSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
// oxlint-disable-next-line no-control-regex -- as above
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** A text as one line, without what would move a cursor: whoever wrote it may be hostile. */
export function oneLine(text: string): string {
  return text.replace(escapeSequence, '').replace(control, ' ').trim();
}

/** The last line of what was printed that is not empty; empty where there is none. */
export function lastLine(printed: string): string {
  for (const line of printed.split(/[\r\n]+/).toReversed()) {
    const clean = oneLine(line);
    if (clean !== '') return clean;
  }
  return '';
}
