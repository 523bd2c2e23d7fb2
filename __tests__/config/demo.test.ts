import { describe, expect, it } from 'vitest';
import { decideConfig } from '../../src/config/decide.ts';
import { demoConfig, demoFaults } from '../../src/config/demo.ts';
import { findDemo } from '../../src/commands/demo.ts';
import { givenFile } from './a-given.ts';

const decided = (fault: (typeof demoFaults)[number] | null) => decideConfig(givenFile(demoConfig('/bin/node', '/a shop/shop.js', fault)));

describe('the demo', () => {
  it('starts its shop with one planted fault, or with none', () => {
    expect(decided(null).service.start).toEqual({ kind: 'argv', argv: ['/bin/node', '/a shop/shop.js'] });
    for (const fault of demoFaults) {
      expect(decided(fault).service.start).toEqual({ kind: 'argv', argv: ['/bin/node', '/a shop/shop.js', '--fault', fault] });
    }
  });

  it('declares a counter that is added to and read, and whose data a session is', () => {
    const meanings = Object.fromEntries(decided(null).operations.map(({ name, meaning }) => [name, meaning]));
    expect(meanings).toMatchObject({
      stock: { deed: { kind: 'increment', key: '{{key}}', by: 1, value: '$.stock' } },
      count: { deed: { kind: 'read', key: '{{key}}', value: '$.stock', maxStaleMs: 0 }, kind: 'cache' },
      whoami: { isolates: { path: '$.user', token: null } },
    });
  });

  it('is found again by the name that a replay gives it', () => {
    expect(findDemo('demo')).toEqual({ fault: null });
    for (const fault of demoFaults) expect(findDemo(`demo-${fault}`)).toEqual({ fault });
    expect(findDemo('demo-gremlins')).toBeUndefined();
    expect(findDemo('demo-')).toBeUndefined();
  });
});
