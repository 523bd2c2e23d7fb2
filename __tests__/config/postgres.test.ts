import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { examineConfig } from '../../src/config/examine.ts';

const root = join(import.meta.dirname, '../..');

function examine(text: string, environment: Readonly<Record<string, string>> = {}): ReturnType<typeof examineConfig> {
  return examineConfig({ file: { path: 'plimsoll.yml', text }, flags: {}, environment, directory: root, inActions: false });
}

function faults(text: string): readonly string[] {
  const examined = examine(text);
  return examined.kind === 'faulty'
    ? examined.faults.map(({ path, expected, found }) => `${path.join('.')}: ${expected}, found ${found}`)
    : [];
}

const operations = 'operations: { one: { sql: SELECT 1 } }';

describe('a suite of SQL', () => {
  it.each(['postgres.yml', 'postgres-lost-update.yml'])('is decided from the example %s, on the server it names', (name) => {
    const text = readFileSync(join(root, 'fixtures/configs', name), 'utf8');
    const examined = examine(text, { DATABASE_URL: 'postgres://app:secret@127.0.0.1:5433/shop' });
    expect(examined).toMatchObject({
      kind: 'decided',
      config: { service: { url: 'tcp://127.0.0.1:5433', start: null, ready: { kind: 'port' } } },
    });
    expect(JSON.stringify(examined.kind === 'decided' ? examined.config.service : '')).not.toContain('secret');
  });

  it('may leave the port to us where the service is started', () => {
    const url = 'postgres://app@127.0.0.1:${PORT}/shop';
    expect(examine(`{ postgres: { url: "${url}" }, service: { start: ./start.sh }, ${operations} }`)).toMatchObject({
      kind: 'decided',
      config: { service: { url: 'tcp://127.0.0.1:${PORT}' }, driver: { postgres: { url } } },
    });
    expect(faults(`{ postgres: { url: "${url}" }, ${operations} }`)).toEqual([
      expect.stringMatching(/^postgres\.url: a fixed port, because without service\.start/),
    ]);
  });

  it('is refused without a server, and never with the password of a wrong one', () => {
    expect(faults(`{ ${operations} }`).join()).toMatch(/postgres, because operations are performed by it/);
    const told = faults(`{ postgres: { url: "postgres://app:do-not-tell@db.example.com/shop" }, ${operations} }`).join();
    expect(told).toMatch(/^postgres\.url: an address on this machine/);
    expect(told).not.toContain('do-not-tell');
  });

  it('knows what an earlier statement told only in a transaction', () => {
    const suite = (one: string): string => `{ postgres: { url: "postgres://app@127.0.0.1/shop" }, operations: { one: ${one} } }`;
    const later = '{ sql: "SELECT $1", values: ["{{read.stock+1}}"] }';
    expect(faults(suite(`{ transaction: [SELECT 1, ${later}] }`))).toEqual([]);
    expect(faults(suite(`{ transaction: [${later}] }`))).not.toEqual([]);
    expect(faults(suite(`{ sql: ${later} }`))).not.toEqual([]);
    expect(faults(suite('{ transaction: [SELECT 1, { sql: "SELECT $1", values: ["{{reed.stock}}"] }] }')).join()).toMatch(
      /\{\{read\.COLUMN\}\}/,
    );
  });
});
