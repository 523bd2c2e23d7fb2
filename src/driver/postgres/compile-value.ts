import type { TemplateValues } from '../../model/session.ts';
import { compileTemplate } from '../template.ts';
import type { Rows } from './rows.ts';

/** A value of a statement, or why there is none. */
export type Filled = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'missing'; readonly why: string };

/** A value of one request: as it is, or what it becomes once an earlier statement was answered. */
export type BoundValue = string | ((read: Rows) => Filled);

/** Fills a value for one request, at once: the values are good for no longer. */
export type BindValue = (values: TemplateValues, user: number) => BoundValue;

/** Compiles a value once. What another statement told is never looked through for templates. */
export function compileValue(source: string): BindValue {
  const pieces = source.split(/\{\{\s*(read\.[A-Za-z_]\w{0,62}(?:[+-]\d{1,9})?)\s*\}\}/);
  // The capturing group makes split() alternate: text, name, text, name, …, text.
  const parts = pieces.map((piece, index): BindValue =>
    index % 2 === 1 ? compileColumn(piece.slice('read.'.length)) : compileText(piece),
  );
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return (values, user) => {
    const bound = parts.map((part) => part(values, user));
    return (read) => {
      let text = '';
      for (const part of bound) {
        const filled: Filled = typeof part === 'string' ? { kind: 'text', text: part } : part(read);
        if (filled.kind === 'missing') return filled;
        text += filled.text;
      }
      return { kind: 'text', text };
    };
  };
}

function compileText(source: string): BindValue {
  const template = compileTemplate(source, (value) => value);
  return (values, user) => template.text(values, user);
}

function compileColumn(source: string): BindValue {
  const [, name = '', by] = /^(\w+?)([+-]\d+)?$/.exec(source) ?? [];
  const read = ({ columns, rows }: Rows): Filled => {
    const at = columns.findIndex((column) => column.name === name);
    const row = rows[0];
    if (at < 0) return { kind: 'missing', why: `no statement before it told ${name}` };
    if (row === undefined) return { kind: 'missing', why: `no row was found to read ${name} of` };
    const text = row[at] ?? null;
    if (text === null) return { kind: 'missing', why: `${name} is NULL in the row that was read` };
    if (by === undefined) return { kind: 'text', text };
    if (!/^-?\d{1,40}$/.test(text)) return { kind: 'missing', why: `${name} is no whole number in the row that was read` };
    return { kind: 'text', text: String(BigInt(text) + BigInt(by)) };
  };
  return () => read;
}
