import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decideLook, type LookOptions, type LookOrder } from '../../src/config/look.ts';
import { Fault } from '../../src/fault.ts';

const asTyped = { duration: '10s', warmup: '1s', method: 'get', header: [], timeout: '10s' };
const decide = (url: string, options: Partial<LookOptions> = {}): LookOrder => decideLook(url, { ...asTyped, ...options }, 7, '/');

/** Every sentence of the refusal. */
function refusal(url: string, options: Partial<LookOptions> = {}): readonly string[] {
  try {
    decide(url, options);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    expect(error).toMatchObject({ code: 'usage', status: 2 });
    return error.message.split('\n');
  }
  return [];
}

describe('a quick look', () => {
  it('is ten users and one GET, when only a URL is given', () => {
    expect(decide('http://127.0.0.1:3000')).toMatchObject({
      target: { url: 'http://127.0.0.1:3000' },
      operation: { name: 'request', spec: { method: 'GET', path: '/', headers: {} } },
      driver: { timeoutMs: 10_000 },
      scenario: { model: 'closed', users: 10, thinkMs: 0, mix: { request: 1 }, durationMs: 10_000, warmupMs: 1_000, seed: 7 },
    });
  });

  it.each([
    ['http://localhost:80/items?page=2&q=a%20b', 'http://localhost', '/items?page=2&q=a%20b'],
    ['http://127.0.0.1:3000?x=1', 'http://127.0.0.1:3000', '/?x=1'],
    ['http://[::1]:3000/stock/{{key}}', 'http://[::1]:3000', '/stock/{{key}}'],
    ['  http://127.0.0.1:3000/  ', 'http://127.0.0.1:3000', '/'],
    ['http://127.0.0.1:3000/${x}', 'http://127.0.0.1:3000', '/${x}'],
  ])('at %s requests the path as it is written', (url, origin, path) => {
    expect(decide(url)).toMatchObject({ target: { url: origin }, operation: { spec: { path } } });
  });

  it('sends the method, headers and body that are given', () => {
    const header = ['Authorization: Bearer a:b', 'x-empty:', 'accept:  text/plain '];
    expect(decide('http://127.0.0.1:1', { method: 'POST', header, body: '{"id":"{{uuid}}","${x}":1}' }).operation.spec).toMatchObject({
      method: 'POST',
      headers: { authorization: 'Bearer a:b', 'x-empty': '', accept: 'text/plain' },
      body: '{"id":"{{uuid}}","${x}":1}',
    });
  });

  it.each([
    [{ rate: '1000' }, { pattern: 'constant', ratePerSecond: 1_000 }],
    [{ rate: '1000/s' }, { pattern: 'constant', ratePerSecond: 1_000 }],
    [{ rate: '60/m' }, { pattern: 'constant', ratePerSecond: 1 }],
    [{ pace: 'poisson:50/s' }, { pattern: 'poisson', ratePerSecond: 50 }],
    [{ pace: 'ramp:100/s..1000/s' }, { pattern: 'ramp', fromPerSecond: 100, toPerSecond: 1_000 }],
  ])('with %j is an open load', (options, arrivals) => {
    expect(decide('http://127.0.0.1:1', options).scenario).toMatchObject({ model: 'open', arrivals, connections: 1_000 });
    expect(decide('http://127.0.0.1:1', { ...options, connections: '20' }).scenario).toMatchObject({ connections: 20 });
  });
});

describe('a quick look that cannot be had', () => {
  it.each([
    ['somewhere else', 'http://example.invalid/'],
    ['on another machine', 'http://10.0.0.1:80/'],
    ['without a scheme', 'localhost:3000'],
    ['with credentials', 'http://user:secret@127.0.0.1:3000/'],
    ['on a port to be picked', 'http://127.0.0.1:${PORT}/'],
    ['of nothing', ''],
  ])('%s is refused in one sentence', (_, url) => {
    expect(refusal(url)).toEqual([
      expect.stringMatching(/^URL takes the http or https address of a service on this machine.*, not ".*"\.$/),
    ]);
  });

  it('says that it is the credentials', () => {
    expect(refusal('http://user:secret@127.0.0.1:3000/')[0]).toMatch(
      /no user and password in it: a header carries them, not "(?!.*secret)/,
    );
  });

  it.each([
    [{ users: '0' }, '--users takes a whole number from 1 to 10000, not 0.'],
    [{ users: 'many' }, '--users takes a whole number from 1 to 10000, not "many".'],
    [{ rate: 'fast' }, '--rate takes requests per second or minute, such as 1000/s or 60/m, not "fast".'],
    [{ rate: 'poisson:5/s' }, '--rate takes requests per second or minute, such as 1000/s or 60/m, not "poisson:5/s".'],
    [{ rate: '0' }, '--rate takes a rate above 0, not "0".'],
    [{ pace: 'ramp:1' }, '--pace takes arrivals such as ramp:100/s..1000/s, not "ramp:1".'],
    [{ duration: '10' }, '--duration takes a duration, such as 500ms, from 100ms to 24h, not "10".'],
    [{ warmup: 'long' }, '--warmup takes a duration, such as 500ms, from 0ms to 10m, not "long".'],
    [{ rate: '5', connections: '0' }, '--connections takes a whole number from 1 to 10000, not 0.'],
    [{ timeout: '0ms' }, '--timeout takes a duration, such as 500ms, from 1ms to 10m, not "0ms".'],
    [{ method: 'brew' }, '--method takes one of get, post, put, patch, delete, head, not "brew".'],
    [{ header: ['nothing'] }, "--header takes a header such as 'accept: text/plain', not a text of 7 characters."],
  ])('with %j says what was expected', (options, sentence) => {
    expect(refusal('http://127.0.0.1:3000/', options)).toEqual([sentence]);
  });

  it('with an unknown template names those there are', () => {
    expect(refusal('http://127.0.0.1:1/', { body: '{{nope}}' })).toEqual([
      expect.stringMatching(/^--body takes only {{uuid}}, .*, not {{nope}}\.$/),
    ]);
    expect(refusal('http://127.0.0.1:1/{{nope}}')).toEqual([
      expect.stringMatching(/^The path of the URL takes only {{uuid}}, .*, not {{nope}}\.$/),
    ]);
  });

  it('never repeats what a header holds', () => {
    const [sentence = ''] = refusal('http://127.0.0.1:1/', { header: ['authorization: töken'] });
    expect(sentence).toMatch(/^--header "authorization" takes a text of one line in ASCII, not a text of \d+ characters\.$/);
  });

  it('says what excludes what', () => {
    expect(refusal('http://127.0.0.1:1/', { users: '5', rate: '100' })).toEqual([expect.stringContaining('exclude each other')]);
    expect(refusal('http://127.0.0.1:1/', { rate: '5', pace: 'poisson:5/s' })).toEqual([expect.stringContaining('exclude each other')]);
    expect(refusal('http://127.0.0.1:1/', { connections: '5' })).toEqual([expect.stringContaining('--connections goes with')]);
  });

  it('tells all of its faults at once', () => {
    expect(refusal('ftp://x', { users: 'a', duration: 'b', timeout: 'c', method: 'd', header: ['e'] })).toHaveLength(6);
  });

  it('is a fault and nothing else, whatever was typed', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('10s', '5', '1/s', 'ramp:', '${', '{{', 'http://127.0.0.1:1/'),
    );
    const options = fc.record(
      {
        users: text,
        rate: text,
        pace: text,
        duration: text,
        warmup: text,
        connections: text,
        method: text,
        body: text,
        timeout: text,
        header: fc.array(text, { maxLength: 3 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          text.map((path) => `http://127.0.0.1:1/${path}`),
        ),
        options,
        (url, given) => {
          for (const sentence of refusal(url, given)) expect(sentence).toMatch(/\S.*\.$/);
        },
      ),
    );
  });
});
