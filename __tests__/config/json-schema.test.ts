import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { decideConfig } from '../../src/config/decide.ts';
import { configJsonSchema, schemaText } from '../../src/config/json-schema.ts';
import { faultOf, givenFile } from './a-given.ts';

const root = join(import.meta.dirname, '../..');
const configs = join(root, 'fixtures/configs');
const schema: AnySchema = JSON.parse(schemaText());
const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true }).compile(schema);
const named = (folder: string): readonly (readonly [name: string, text: string])[] =>
  readdirSync(join(configs, folder))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => [name, readFileSync(join(configs, folder, name), 'utf8')]);

describe('plimsoll.schema.json', () => {
  it('is what the source says: after a change of settings, build again', () => {
    expect(readFileSync(join(root, 'plimsoll.schema.json'), 'utf8')).toBe(schemaText());
  });

  it('describes every key in one line', () => {
    const undescribed: string[] = [];
    const visit = (part: unknown, path: string): void => {
      if (typeof part !== 'object' || part === null) return;
      const { properties = {}, additionalProperties, items, anyOf = [] } = Object(part);
      for (const [name, property] of Object.entries(properties)) {
        if (!/^[^\n]{10,160}$/.test(String(Object(property).description))) undescribed.push(`${path}.${name}`);
        visit(property, `${path}.${name}`);
      }
      for (const inner of [additionalProperties, items, ...anyOf]) visit(inner, path);
    };
    visit(configJsonSchema(), '');
    expect(undescribed).toEqual([]);
  });

  it('shows defaults the way a file has them', () => {
    expect(schema).toMatchObject({
      properties: { users: { default: '1..20' }, budget: { default: '2m' }, limits: { properties: { p95: { default: '500ms' } } } },
    });
  });
});

describe('a good configuration', () => {
  it.each([...named('good'), ...named('.')])('%s passes the schema and decides without a fault', (_, text) => {
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
    const environment = Object.fromEntries(
      [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => [String(name), name === 'DATABASE_URL' ? 'postgres://x@127.0.0.1/x' : 'x']),
    );
    expect(decideConfig(givenFile(text, { environment })).hash).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('a bad configuration', () => {
  it.each(named('bad'))('%s fails the schema and has faults', (_, text) => {
    expect(validate(parse(text))).toBe(false);
    expect(faultOf(() => decideConfig(givenFile(text)))).toMatch(/^plimsoll\.yml has /);
  });

  it.each(named('bad/beyond-schema'))('%s has faults that no schema can say', (_, text) => {
    expect(faultOf(() => decideConfig(givenFile(text)))).toMatch(/^plimsoll\.yml has /);
  });
});
