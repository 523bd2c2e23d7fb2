import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { decideConfig } from '../../src/config/decide.ts';
import { certificate } from '../support/tls-server.ts';
import { faultOf, givenFile } from './a-given.ts';

const started = 'service: { start: node server.js }\n';
const directory = mkdtempSync(join(tmpdir(), 'plimsoll-ca-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const put = (name: string, content: string): void => writeFileSync(join(directory, name), content);
/** The fault of a configuration that lies in `config/` and names this file. */
const faultOfCa = (name: string): string =>
  faultOf(() => decideConfig({ ...givenFile(`${started}tls: { ca: ${JSON.stringify(name)} }`, { directory }) }));

describe('the certificates to trust', () => {
  it('are read beside the file that names them, and travel as text', () => {
    mkdirSync(join(directory, 'config'), { recursive: true });
    put('config/ca.pem', certificate);
    const file = { path: 'config/plimsoll.yml', text: `${started}tls: { ca: ca.pem }` };
    const config = decideConfig({ ...givenFile(''), file, directory });
    expect(config.driver.trust).toEqual({ ca: certificate, insecure: false });
    expect(config.service.trust).toEqual(config.driver.trust);
  });

  it.each([
    ['nowhere.pem', 'no such file'],
    ['.', 'not a file'],
    ['key.pem', 'no certificate in it'],
    ['empty.pem', 'no certificate in it'],
    ['huge.pem', 'larger'],
  ])('in %s are a fault: %s', (name, why) => {
    put('key.pem', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n');
    put('empty.pem', '');
    put('huge.pem', certificate.repeat(2_000));
    expect(faultOfCa(name)).toBe(
      `plimsoll.yml has one fault:\n  tls.ca (line 2): expected a file of certificates in PEM, of at most 1 MB, found "${name}": ${why}`,
    );
  });

  it('are told among the other faults', () => {
    const lines = faultOf(() => decideConfig(givenFile(`${started}tls: { ca: nowhere.pem }\nusers: many`, { directory }))).split('\n');
    expect(lines.map((line) => line.trim().split(' ')[0])).toEqual(['plimsoll.yml', 'tls.ca', 'users']);
  });
});

describe('the client', () => {
  const client = (text: string): unknown => decideConfig(givenFile(started + text)).driver.client;

  it('is our own, compat where it is asked for, and compat by itself with a proxy', () => {
    expect(client('')).toEqual({ kind: 'own' });
    expect(client('client: own')).toEqual({ kind: 'own' });
    expect(client('client: compat')).toEqual({ kind: 'compat', proxy: null });
    expect(client('proxy: http://localhost:3128')).toEqual({ kind: 'compat', proxy: 'http://localhost:3128' });
  });

  it('cannot be our own with a proxy', () => {
    expect(faultOf(() => client('client: own\nproxy: http://localhost:3128'))).toContain(
      '  client (line 2): expected compat, because only that one speaks to a proxy, found "own"',
    );
  });

  it.each(['https://127.0.0.1:1', 'http://example.com:1', 'http://127.0.0.1:1/path', 'http://u:p@127.0.0.1:1', '127.0.0.1:1'])(
    'speaks to no proxy at %s',
    (proxy) => {
      expect(faultOf(() => client(`proxy: ${proxy}`))).toContain('  proxy (line 2): expected the http address of a proxy on this machine');
    },
  );

  it('fills no template that it does not know', () => {
    const text = 'operations: { a: { get: /, headers: { authorization: "Bearer {{user}} {{usr}}" } } }';
    expect(faultOf(() => client(text))).toContain(
      'expected only {{uuid}}, {{n}}, {{key}}, {{user}}, {{last}}, {{last+1}} and {{payload}}, found {{usr}}; did you mean {{user}}?',
    );
  });
});
