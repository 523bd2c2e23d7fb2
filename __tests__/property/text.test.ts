import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/fault.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { readScenario, readSeek, readTarget, writeScenario } from '../../src/property/text.ts';

const scenario: Scenario = {
  model: 'closed',
  users: 3,
  mix: { stock: 1, list: 8 },
  thinkMs: 20,
  keys: 100,
  durationMs: 2_000,
  warmupMs: 300,
  seed: 1_180_428,
};
const open: Scenario = {
  model: 'open',
  arrivals: { pattern: 'poisson', ratePerSecond: 1_000 },
  mix: { stock: 1, list: 8 },
  keys: 100,
  durationMs: 2_000,
  warmupMs: 300,
  seed: 1,
  connections: 1_000,
};
const openText = 'open poisson:1000/s mix=stock:1,list:8 keys=100 d=2s warm=300ms seed=1 conns=1000';
const text = 'u3 closed mix=stock:1,list:8 think=20ms keys=100 d=2s warm=300ms seed=1180428';

describe('a scenario as text', () => {
  it('is one short line', () => {
    expect(writeScenario(scenario)).toBe(text);
    expect(readScenario(text)).toEqual(scenario);
    expect(writeScenario(open)).toBe(openText);
    expect(readScenario(openText)).toEqual(open);
  });

  it('is read with the white space that copying leaves around it', () => {
    expect(readScenario(`  ${text.replaceAll(' ', '  ')}\n`)).toEqual(scenario);
  });

  it('says what is not as usual: skewed keys, and how large a payload is', () => {
    const said = { ...scenario, skew: 1.2, payloadBytes: 4_096 };
    const skewed = text.replace('keys=100', 'keys=100 skew=1.2 body=4KB');
    expect(writeScenario(said)).toBe(skewed);
    expect(readScenario(skewed)).toStrictEqual(said);
    const opened = openText.replace('keys=100', 'keys=100 skew=2 body=1000B');
    expect(writeScenario({ ...open, skew: 2, payloadBytes: 1_000 })).toBe(opened);
    expect(readScenario(opened)).toStrictEqual({ ...open, skew: 2, payloadBytes: 1_000 });
  });

  it('keeps what it is meant for apart from the scenario', () => {
    const meant = writeScenario(scenario, 'demo');
    expect(meant).toBe(`${text} on=demo`);
    expect(readScenario(meant)).toEqual(scenario);
    expect(readTarget(meant)).toBe('demo');
    expect(readTarget(text)).toBeNull();
    expect(readTarget(writeScenario(open, 'demo'))).toBe('demo');
  });

  it('says what is looked for when it is run again', () => {
    const sought = writeScenario(scenario, 'demo', 'leak');
    expect(sought).toBe(`${text} seek=leak on=demo`);
    expect(readScenario(sought)).toEqual(scenario);
    expect(readSeek(sought)).toBe('leak');
    expect(readSeek(text)).toBeNull();
    for (const seek of ['leak', 'consistency', 'isolation'] as const) expect(readSeek(writeScenario(scenario, undefined, seek))).toBe(seek);
    expect(() => readSeek(`${text} seek=gold`)).toThrow(/seek=leak, .*seek=isolation/);
  });

  it('carries what the service is put under', () => {
    const pressed: Scenario = {
      ...scenario,
      constraints: [
        { kind: 'descriptors', count: 16, beyond: 'held' },
        { kind: 'network', delayMs: 50, bytesPerSecond: 1_024 ** 2 },
      ],
    };
    const written = `${text} under=fds=+16,net=50ms/1MB/s`;
    expect(writeScenario(pressed)).toBe(written);
    expect(readScenario(written)).toEqual(pressed);
    expect(writeScenario(pressed, 'demo')).toBe(`${written} on=demo`);
    expect(readScenario(`${text} under=cpu=1core+hog`)).toEqual({ ...scenario, constraints: [{ kind: 'cpu', by: 'one-core-and-hog' }] });
  });

  it('holds operations named like parts of an object', () => {
    const odd = { ...scenario, mix: Object.fromEntries([['__proto__', 2]]) };
    const read = readScenario(writeScenario(odd));
    expect(Object.entries(read.mix)).toEqual([['__proto__', 2]]);
    expect(Object.getPrototypeOf(read.mix)).toBe(Object.prototype);
  });

  it.each([
    ['', 'users'],
    ['hello', 'users'],
    [text.replace('u3', 'u0'), 'u1 to u1000'],
    [text.replace('u3', 'u1001'), 'u1 to u1000'],
    [text.replace('u3', 'u-3'), 'u1 to u1000'],
    [text.replace('closed', 'open'), 'closed'],
    [text.replace('stock:1', 'stock:0'), 'weights above 0'],
    [text.replace('stock:1', 'stock:1e999'), 'weights above 0'],
    [text.replace('stock:1', 'stock'), 'weights above 0'],
    [text.replace('stock:1', 'sto%zzck:1'), 'weights above 0'],
    [text.replace('stock:1', 'sto%FFck:1'), 'weights above 0'],
    [text.replace('stock:1', 'list:1'), 'only once'],
    [text.replace('mix=stock:1,list:8', 'mix='), 'weights above 0'],
    [text.replace('20ms', '20'), 'a duration of 0ms to 10m'],
    [text.replace('20ms', '-20ms'), 'a duration'],
    [text.replace('d=2s', 'd=11m'), 'a duration of 1ms to 10m'],
    [text.replace('d=2s', 'd=0ms'), 'a duration of 1ms to 10m'],
    [text.replace('keys=100', 'keys=1000001'), '1 to 1000000'],
    [text.replace('keys=100', 'keys=0x10'), '1 to 1000000'],
    [text.replace('keys=100', 'keys=100 skew=10.1'), 'a number of 0 to 10'],
    [text.replace('keys=100', 'keys=100 skew=-1'), 'a number of 0 to 10'],
    [text.replace('keys=100', 'keys=100 skew='), 'a number of 0 to 10'],
    [text.replace('keys=100', 'keys=100 skew=NaN'), 'a number of 0 to 10'],
    [text.replace('keys=100', 'keys=100 body=0B'), 'a size of 1B to 1MB'],
    [text.replace('keys=100', 'keys=100 body=2MB'), 'a size of 1B to 1MB'],
    [text.replace('keys=100', 'keys=100 body=1.5KB'), 'a size of 1B to 1MB'],
    [text.replace('keys=100', 'keys=100 body=4096'), 'a size of 1B to 1MB'],
    [text.replace('seed=1180428', 'seed=4294967296'), '0 to 4294967295'],
    [text.replace('seed=1180428', 'seed=1.5'), '0 to 4294967295'],
    [text.replace(' seed=1180428', ''), 'seed='],
    [`${text} seed=1`, 'only once'],
    [`${text} on=a on=b`, 'only once'],
    [`${text} on=`, 'on=<word>'],
    [`${text} under=`, 'a constraint such as'],
    [`${text} under=fds=+16,`, 'a constraint such as'],
    [`${text} under=fds=0`, 'fds=64 or fds=+16'],
    [`${text} under=fds=+16,fds=8`, 'each kind of constraint only once'],
    [`${text} under=net=1ms seek=leak`, 'no seek= beside under='],
    [openText.replace(' conns', ' under=net=1ms conns'), 'one of mix= keys='],
    [`${text} --fault=slow`, 'one of mix='],
    [`${text}\nu3`, 'a whole number'],
    [openText.replace('poisson:1000/s ', ''), 'arrivals such as constant:1000/s'],
    [openText.replace('poisson', 'constructor'), 'arrivals such as constant:1000/s'],
    [openText.replace('1000/s', '1e9/s'), 'arrivals such as poisson:1000/s'],
    [openText.replace('1000/s', '100001/s'), 'rates of 0 to 100000/s'],
    [openText.replace('1000/s', '0/s'), 'a rate above 0'],
    [openText.replace('conns=1000', 'conns=0'), '1 to 10000'],
    [openText.replace(' conns=1000', ''), 'conns='],
    [openText.replace(' seed', ' think=1ms seed'), 'one of mix= keys='],
    [openText.replace('open', 'u3 open'), 'one of mix='],
    ['u3 '.repeat(100_000), 'at most'],
  ])('refuses %j', (hostile, expected) => {
    expect(() => readScenario(hostile)).toThrow(Fault);
    expect(() => readScenario(hostile)).toThrow(expected);
  });

  it('says where, without repeating what a terminal would act on', () => {
    const hostile = `${text} \u001b[31m::add-path::\`x\`${'y'.repeat(200)}`;
    const message = ((): string => {
      try {
        return writeScenario(readScenario(hostile));
      } catch (error) {
        return String(error);
      }
    })();
    expect(message).toContain('`?[31m::add-path::?x?yyy');
    expect(message).not.toContain('\u001b');
    expect(message.length).toBeLessThan(300);
  });
});
