/** A text whose `{{key}}` and `{{user}}` are filled: the name of a key, or a user's own token. */
export type KeyText = (key: string, user: number) => string;

/** Compiles such a text once. */
export function compileKeyText(source: string): KeyText {
  // The capturing group makes split() alternate: text, name, text, name, …, text.
  const parts = source.split(/\{\{\s*(key|user)\s*\}\}/);
  return (key, user) => parts.map((part, index) => (index % 2 === 0 ? part : part === 'key' ? key : String(user))).join('');
}
