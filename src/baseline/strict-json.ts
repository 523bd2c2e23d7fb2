/** What stands in place of a document that is not one. */
export const notJson: unique symbol = Symbol('not JSON');

const deepest = 64;

/**
 * Parses JSON that a stranger may have written. `notJson` when it is malformed, nested deeper than 64, or has a key that
 * occurs twice in an object or is `__proto__`: two readers could understand such a document differently.
 */
export function parseStrictly(text: string): unknown {
  try {
    // JSON.parse keeps its own stack, so depth cannot overflow ours; after it, the text is known to be well formed.
    const value: unknown = JSON.parse(text);
    return hasHonestKeys(text) ? value : notJson;
  } catch {
    return notJson;
  }
}

function hasHonestKeys(text: string): boolean {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '{' || char === '[') {
      if (open.push(char === '{' ? new Set() : null) > deepest) return false;
    } else if (char === '}' || char === ']') {
      open.pop();
    } else if (char === '"') {
      const end = endOfString(text, at);
      if (isKey(text, end) && !isNew(text.slice(at, end + 1), open.at(-1))) return false;
      at = end;
    }
  }
  return true;
}

function isNew(literal: string, keys: Set<string> | null | undefined): boolean {
  const key = String(JSON.parse(literal));
  if (key === '__proto__' || keys?.has(key) === true) return false;
  keys?.add(key);
  return true;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function isKey(text: string, end: number): boolean {
  let at = end + 1;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\t' || text[at] === '\r') at += 1;
  return text[at] === ':';
}
