import { type Phrase, read, words } from './phrase.ts';

/** `2026-03-02 10:15 UTC`; what is no such time stays foreign. */
export function moment(text: string): Phrase {
  const [, date = '', minute = ''] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):[\d.]{1,12}Z$/.exec(text) ?? [];
  return date === '' ? read(text, 40) : words(`${date} ${minute} UTC`);
}

/** `2026-03-02`, likewise. */
export function day(text: string): Phrase {
  const [, date = ''] = /^(\d{4}-\d\d-\d\d)T[\d:.]{5,18}Z$/.exec(text) ?? [];
  return date === '' ? read(text, 40) : words(date);
}
