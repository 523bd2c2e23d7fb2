import type { TemplateValues } from '../../model/session.ts';

/** A text whose `{{uuid}}`, `{{n}}` and `{{key}}` are filled anew for every request. */
export type Template = (values: TemplateValues) => string;

/** Compiles a text once; `encode` makes a value safe for the place where it lands. Other `{{…}}` stay as they are. */
export function compileTemplate(text: string, encode: (value: string) => string): Template {
  // The capturing group makes split() alternate: text, name, text, name, …, text.
  const parts = text.split(/\{\{\s*(uuid|n|key)\s*\}\}/);
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return () => first;

  return (values) => {
    let filled = first;
    for (let index = 0; index < rest.length; index += 2) {
      filled += encode(valueOf(values, rest[index])) + (rest[index + 1] ?? '');
    }
    return filled;
  };
}

function valueOf(values: TemplateValues, name: string | undefined): string {
  if (name === 'uuid') return values.uuid;
  return name === 'n' ? String(values.n) : values.key;
}
