import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { decideConfig } from '../../../src/config/decide.ts';
import { addressOf } from '../../../src/driver/traits.ts';
import type { Operation } from '../../../src/model/operation.ts';
import { faultOf, givenFile } from '../../config/a-given.ts';

const server = 'redis: { url: "redis://127.0.0.1" }\n';
const decide = (text: string, environment: Readonly<Record<string, string>> = {}): ReturnType<typeof decideConfig> =>
  decideConfig(givenFile(text, { environment }));
const operationOf = (text: string): Operation['spec'] | undefined => decide(`${server}operations: { it: ${text} }`).operations[0]?.spec;
const fault = (text: string): string => faultOf(() => decide(text));

describe('an operation of Redis', () => {
  it('is one command, given as a text or a list', () => {
    const spec = { driver: 'redis', mode: 'single', commands: [['SET', 'a b', '5']], lua: null, hits: false, expect: { json: [] } };
    expect(operationOf(`{ redis: 'SET "a b" 5' }`)).toEqual(spec);
    expect(operationOf('{ redis: [SET, a b, 5] }')).toEqual(spec);
  });

  it('is several commands at once, or a script known by its digest', () => {
    expect(operationOf('{ pipeline: [GET a, [GET, b]], hits: true, expect: { json: { "$[0]": null } } }')).toMatchObject({
      mode: 'pipeline',
      commands: [
        ['GET', 'a'],
        ['GET', 'b'],
      ],
      hits: true,
      expect: { json: [{ path: '$[0]', equals: null }] },
    });
    expect(operationOf('{ multi: [INCR a] }')).toMatchObject({ mode: 'transaction', commands: [['INCR', 'a']] });
    const digest = createHash('sha1').update('return 1').digest('hex');
    expect(operationOf('{ script: { lua: return 1, keys: ["k:{{key}}"], arguments: [1, two] } }')).toMatchObject({
      mode: 'script',
      commands: [['EVALSHA', digest, '1', 'k:{{key}}', '1', 'two']],
      lua: 'return 1',
    });
  });

  it.each([
    ['redis: ""', 'a command with its arguments'],
    ['redis: [""]', 'a command with its arguments'],
    [`redis: 'GET "a'`, 'a command with its arguments'],
    ['redis: []', 'a command with its arguments'],
    ['redis: subscribe news', 'a command with one answer'],
    ['redis: [CLIENT, reply, "off"]', 'a command with one answer'],
    ['redis: AUTH secret', 'a command with one answer'],
    ['pipeline: [MULTI, GET a, EXEC]', 'a command with one answer'],
    ['pipeline: []', 'a list of 1 to 1000 commands'],
    ['script: { lua: "return {{key}}" }', 'a script in Lua, without templates'],
    ['redis: GET a, headers: { a: b }', 'headers only beside'],
    ['redis: GET a, expect: { status: 200 }', 'status only beside'],
    ['redis: GET a, hits: maybe', 'true or false'],
    ['redis: "GET {{nokey}}"', 'only {{uuid}}'],
  ])('is not %s', (given, expected) => {
    expect(fault(`${server}operations: { it: { ${given} } }`)).toContain(expected);
  });

  it('needs a server', () =>
    expect(fault('operations: { it: { redis: PING } }')).toContain('redis, because operations are performed by it'));
});

describe('the address of Redis', () => {
  const config = (url: string, more = ''): string => `redis: { url: '${url}' }\n${more}operations: { it: { redis: PING } }`;

  it('is the service where nothing else is, with a port of its own', () => {
    expect(decide(config('redis://user:pass@127.0.0.1/3')).service).toMatchObject({
      url: 'tcp://127.0.0.1:6379',
      ready: { kind: 'port' },
      start: null,
    });
    expect(decide(config('redis://[::1]:7000')).service.url).toBe('tcp://[::1]:7000');
  });

  it('may leave the port to us', () => {
    const { service, driver, operations } = decide(config('redis://127.0.0.1:${PORT}/1', 'service: { start: redis-server }\n'));
    expect(service.url).toBe('tcp://127.0.0.1:${PORT}');
    expect(addressOf(operations, driver)).toBe(service.url);
  });

  it('may come from a variable', () => {
    const environment = { REDIS_URL: 'redis://:secret@localhost:6380' };
    expect(decide(config('${REDIS_URL}'), environment).driver.redis?.url).toBe(environment.REDIS_URL);
  });

  it.each([
    'redis://example.com:6379',
    'redis://127.0.0.1.example.com',
    'redis://127.999.0.1',
    'redis://:hunter2@10.0.0.1:6379/0',
    'rediss://127.0.0.1',
    'http://127.0.0.1:6379',
    'redis://127.0.0.1:0',
    'redis://127.0.0.1:99999',
    'redis://127.0.0.1/zero',
    'redis://127.0.0.1/0?db=hunter2',
    'redis://hunter2@127.0.0.1',
    'redis://127.0.0.1:6379\\n',
    '',
  ])('is on this machine and none of the kind of %s, and is not repeated', (url) => {
    const told = fault(config(url));
    expect(told).toContain('redis.url (line 1): expected an address on this machine');
    expect(told).not.toContain('hunter2');
  });
});
