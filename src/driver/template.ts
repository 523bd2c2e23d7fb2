import type { TemplateValues } from '../model/session.ts';

/** What a filled text depends on: `by-user` is the same for all of a user's requests, `by-request` is not. */
export type Varies = 'never' | 'by-user' | 'by-request';

/** A text whose `{{uuid}}`, `{{n}}`, `{{key}}`, `{{user}}`, `{{last}}`, `{{last+1}}` and `{{payload}}` are filled. */
export interface Template {
  readonly varies: Varies;
  /** `user` is the user's number: 0, 1, 2, … */
  text(values: TemplateValues, user: number): string;
}

/** Compiles a text once; `encode` makes a value safe for the place where it lands. Other `{{…}}` stay as they are. */
export function compileTemplate(source: string, encode: (value: string) => string): Template {
  // The capturing group makes split() alternate: text, name, text, name, …, text.
  const parts = source.split(/\{\{\s*(uuid|n|key|user|last(?:\+\d{1,9})?|payload)\s*\}\}/);
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return { varies: 'never', text: () => first };

  const text = (values: TemplateValues, user: number): string => {
    let filled = first;
    for (let index = 0; index < rest.length; index += 2) {
      const name = rest[index];
      // A payload may be long, and needs no escape.
      filled += (name === 'payload' ? (values.payload ?? '') : encode(valueOf(values, user, name))) + (rest[index + 1] ?? '');
    }
    return filled;
  };
  return { varies: rest.every((name, index) => index % 2 === 1 || name === 'user') ? 'by-user' : 'by-request', text };
}

/** What a text made of several depends on. */
export function variesMost(all: readonly Varies[]): Varies {
  if (all.includes('by-request')) return 'by-request';
  return all.includes('by-user') ? 'by-user' : 'never';
}

function valueOf(values: TemplateValues, user: number, name: string | undefined): string {
  if (name === 'uuid') return values.uuid;
  if (name === 'user') return String(user);
  if (name === 'last') return values.last ?? '';
  // The new count is reckoned where the operation's meaning is known; nobody has counted before one that saw nothing.
  if (name?.startsWith('last+') === true) return values.last || name.slice('last+'.length);
  return name === 'n' ? String(values.n) : values.key;
}
