/** Deeper lists than this are no answers. */
const deepest = 100;

/** A reply of the client, whose texts are bytes and whose numbers are text, as a JSON value; an error in a list as its text. */
export function readReply(raw: unknown, depth: number = 0): unknown {
  if (Buffer.isBuffer(raw)) return raw.toString('utf8');
  if (Array.isArray(raw)) return depth === deepest ? null : raw.map((one: unknown) => readReply(one, depth + 1));
  if (raw instanceof Error) return raw.message;
  return typeof raw === 'string' ? exactNumber(raw) : null;
}

/** A whole number where JSON has it with all of its digits, else the server's text. */
function exactNumber(digits: string): number | string {
  return Number.isSafeInteger(Number(digits)) ? Number(digits) : digits;
}

/** How much of what was asked for is there, from 0 to 1: nothing of nil, of an empty text and of an empty list; of a list, the share of what is in it. */
export function hitShare(raw: unknown): number {
  if (!Array.isArray(raw)) return isEmpty(raw) ? 0 : 1;
  return raw.length === 0 ? 0 : raw.filter((one) => !isEmpty(one)).length / raw.length;
}

/** Whether a reply says yes: to a comparison that is answered by that alone. */
export function isYes(raw: unknown): boolean {
  return raw !== null && raw !== '0';
}

function isEmpty(raw: unknown): boolean {
  return raw === null || raw === undefined || (Buffer.isBuffer(raw) && raw.length === 0) || (Array.isArray(raw) && raw.length === 0);
}
