import { describe, expect, it } from 'vitest';
import { decideConfig } from '../../src/config/decide.ts';
import { demoConfig, demoFaults } from '../../src/config/demo.ts';
import { simulatedDemoConfig } from '../../src/config/simulated-demo.ts';
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

  it('is the same shop where it does not exist', () => {
    const simulated = (fault: (typeof demoFaults)[number] | null) => decideConfig(givenFile(simulatedDemoConfig(fault)));
    const told = ({ operations }: ReturnType<typeof decided>) => operations.map(({ name, weight, meaning }) => ({ name, weight, meaning }));
    expect(told(simulated(null))).toEqual(told(decided(null)));
    for (const fault of demoFaults) expect(simulated(fault).service.simulated).not.toEqual(simulated(null).service.simulated);
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
    expect(findDemo('demo')).toEqual({ simulated: false, fault: null });
    expect(findDemo('simulated-demo')).toEqual({ simulated: true, fault: null });
    for (const fault of demoFaults) {
      expect(findDemo(`demo-${fault}`)).toEqual({ simulated: false, fault });
      expect(findDemo(`simulated-demo-${fault}`)).toEqual({ simulated: true, fault });
    }
    expect(findDemo('demo-gremlins')).toBeUndefined();
    expect(findDemo('demo-')).toBeUndefined();
  });
});
