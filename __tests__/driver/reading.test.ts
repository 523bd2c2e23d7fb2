import { describe, expect, it } from 'vitest';

import { compileReading, textAnswer } from '../../src/driver/reading.ts';
import type { DeedMeaning, OperationMeaning } from '../../src/model/operation.ts';
import type { Told } from '../../src/model/outcome.ts';

const tell = (meaning: OperationMeaning, body: string | null, status: number = 200): Told | undefined =>
  compileReading(meaning)?.tell(textAnswer(status < 400, body));
const reads = (value: string | null): OperationMeaning => ({ deed: { kind: 'read', key: 'k', value, maxStaleMs: 0 } });
const isolates: OperationMeaning = { isolates: { path: '$.user', token: null } };

describe('what is read of an answer', () => {
  it.each<[string, DeedMeaning | undefined]>([
    ['no meaning', undefined],
    ['a write', { kind: 'write', key: 'k', value: 'uuid' }],
    ['an append', { kind: 'append', key: 'k', value: 'n' }],
    ['an increment whose count nobody tells', { kind: 'increment', key: 'k', by: 1, value: null }],
  ])('is nothing for %s', (_, deed) => {
    expect(compileReading(deed === undefined ? {} : { deed })).toBeNull();
  });

  it.each([
    ['{"item":{"value":"v1"}}', 'v1'],
    ['{"item":{"value":7}}', '7'],
    ['{"item":{"value":false}}', 'false'],
    ['{"item":{"value":["a",1]}}', '["a",1]'],
    ['{"item":{"value":null}}', null],
    ['{"item":{}}', null],
    ['[]', null],
    ['<html>', null],
    ['', null],
  ])('is the value at its path: in %s it is %s', (body, value) => {
    expect(tell(reads('$.item.value'), body)).toEqual({ value, owner: null, text: '' });
  });

  it('is the whole body where no path is given, without the space around it', () => {
    expect(tell(reads(null), ' v1\n')).toEqual({ value: 'v1', owner: null, text: '' });
    expect(compileReading(reads(null))?.needsBody).toBe(true);
  });

  it('is not told where it is too long to be compared, or where the body could not be had', () => {
    expect(tell(reads('$.v'), JSON.stringify({ v: 'x'.repeat(2_000) }))?.value).toHaveLength(2_000);
    expect(tell(reads('$.v'), JSON.stringify({ v: 'x'.repeat(2_001) }))?.value).toBeUndefined();
    expect(tell(reads(null), 'x'.repeat(2_001))?.value).toBeUndefined();
    const listOf = (count: number): string => JSON.stringify(Array.from({ length: count }, () => 'x'.repeat(97)));
    expect(tell(reads('$'), listOf(199))?.value).toBe(listOf(199));
    expect(tell(reads('$'), listOf(200))?.value).toBeUndefined();
    expect(tell(reads('$.v'), null)?.value).toBeUndefined();
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(tell(reads('$'), deep)?.value ?? null).toBeNull();
  });

  it('is the count where an increment tells it', () => {
    expect(tell({ deed: { kind: 'increment', key: 'k', by: 1, value: '$.stock' } }, '{"stock":12}')?.value).toBe('12');
  });

  it('is whether it was swapped: by the status, or by what the answer says', () => {
    const bare = { deed: { kind: 'compare-and-set', key: 'k', value: 'uuid', swapped: null } } as const;
    expect([tell(bare, null, 200)?.value, tell(bare, null, 412)?.value]).toEqual(['true', 'false']);
    expect(compileReading(bare)?.needsBody).toBe(false);
    const said = { deed: { ...bare.deed, swapped: '$.ok' } } as const;
    expect([tell(said, '{"ok":true}')?.value, tell(said, '{"ok":false}')?.value]).toEqual(['true', 'false']);
  });

  it('is whom it names and the whole text, where it must show nobody else', () => {
    expect(tell(isolates, '{"user":"ann","more":1}')).toEqual({ value: undefined, owner: 'ann', text: '{"user":"ann","more":1}' });
    expect(tell(isolates, '{"user":7}')?.owner).toBe('7');
    expect(tell(isolates, 'sorry')).toEqual({ value: undefined, owner: null, text: 'sorry' });
    const both = { ...isolates, ...reads('$.total') };
    expect(tell(both, '{"user":"ann","total":3}')).toMatchObject({ value: '3', owner: 'ann' });
  });
});
