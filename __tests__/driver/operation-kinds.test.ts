import { describe, expect, it } from 'vitest';
import { decideConfig } from '../../src/config/decide.ts';
import type { Config } from '../../src/config/schema.ts';
import { addressOf, keepsProcesses, sharesPool, speaksHttp, startsProcesses, usersAreProcesses } from '../../src/driver/traits.ts';
import { faultOf, givenFile } from '../config/a-given.ts';

const decide = (text: string): Config => decideConfig(givenFile(text));
const faults = (text: string): string => faultOf(() => decide(text));

describe('who performs an operation', () => {
  it('is said by one key, and several may stand in one suite', () => {
    const { operations } = decide(`
service: { url: "http://127.0.0.1:3000" }
stdio: { command: [node, agent.js] }
postgres: { url: "postgres://x@127.0.0.1/x" }
redis: { url: "redis://127.0.0.1" }
module: ./pay.mjs
operations:
  a: { get: / }
  b: { request: { method: ping } }
  c: { run: [ls] }
  d: { sql: SELECT 1 }
  e: { redis: PING }
  f: { call: pay }
`);
    expect(operations.map(({ spec }) => spec.driver)).toEqual(['http', 'stdio', 'exec', 'postgres', 'redis', 'module']);
    expect([startsProcesses, keepsProcesses, usersAreProcesses, sharesPool, speaksHttp].map((has) => has(operations))).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
  });

  it('knows nothing of what belongs to another, and says beside what it does', () => {
    expect(
      faults('operations: { a: { run: [ls], headers: { a: b } }, b: { call: pay, expect: { status: 200 } } }\nmodule: ./pay.mjs'),
    ).toMatch(
      /operations\.a\.headers .*expected headers only beside get, post, .*\n.*operations\.b\.expect\.status .*expected status only beside get/,
    );
    expect(faults('operations: { a: { run: [ls], sql: SELECT 1 } }')).toContain('found run, sql');
  });

  it('needs its settings where it has any, and no service where nobody listens', () => {
    expect(faults('operations: { a: { sql: SELECT 1 } }')).toContain('expected postgres, because operations are performed by it');
    expect(faults('operations: { a: { get: / } }')).toContain('start (a command), or url');
    const alone = decide('operations: { a: { run: [ls] } }');
    expect(alone.service).toMatchObject({ start: null, url: 'none:', ready: { kind: 'port' } });
  });

  it('says where it is answered: at the database, without who asks and by which password', () => {
    const at = (url: string): string => {
      const { operations, driver } = decide(`postgres: { url: "${url}" }\noperations: { a: { sql: SELECT 1 } }`);
      return addressOf(operations, driver);
    };
    expect(at('postgres://gate:pa%40ss@127.0.0.1:5433/shop')).toBe('tcp://127.0.0.1:5433');
    expect(at('postgres://gate@[::1]/shop')).toBe('tcp://[::1]:5432');
    const redis = decide('redis: { url: "redis://localhost" }\noperations: { a: { redis: PING } }');
    expect(redis.service.url).toBe('tcp://localhost:6379');
  });
});
