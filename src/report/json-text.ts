/** JSON for people and programs. No runner takes a command from it and no terminal a control sign: they are written as escapes. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
    .replace(/##\[/g, '#\\u0023[')
    .replace(/[\u007F-\u009F\p{Cf}\u2028\u2029]/gu, (sign) => [...Array(sign.length).keys()].map((at) => escape(sign, at)).join(''));
  return `${text}\n`;
}

function escape(text: string, at: number): string {
  return `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
}
