// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const escapeSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
// oxlint-disable-next-line no-control-regex -- as above
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** A text as one line, without what would move a cursor: whoever wrote it may be hostile. */
export function oneLine(text: string): string {
  return text.replace(escapeSequence, '').replace(control, ' ').trim();
}

/** What runtimes print below why they gave up: a stack, what belongs to the error, and who they are. */
const below = /^(?:\s.*|[\])}],?|Node\.js v\d.*)$/;

/** The line of what was printed that tells most: the last above any stack; empty where there is none. */
export function tellingLine(printed: string): string {
  // An engine that gives up says why first, and prints a stack of its own after it.
  const fatal = /^FATAL ERROR: .*$/m.exec(printed)?.[0];
  if (fatal !== undefined) return oneLine(fatal);
  const lines = printed.split(/[\r\n]+/).filter((line) => oneLine(line) !== '');
  return oneLine(lines.findLast((line) => !below.test(line)) ?? lines.at(-1) ?? '');
}
