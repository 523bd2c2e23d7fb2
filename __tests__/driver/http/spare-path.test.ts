import { describe, expect, it } from 'vitest';

import { pickSparePath } from '../../../src/driver/http/spare-path.ts';
import { operation } from '../../support/operations.ts';

const health = '/health';
const root = '/';
const log = null;
const operations = [
  operation('add', { method: 'POST' }),
  operation('one', { path: '/items/{{key}}' }),
  operation('list'),
  operation('home', { path: '/' }),
];

describe('a path to ask a silent service for', () => {
  it('is the one that tells whether it is ready', () => {
    expect(pickSparePath(health, operations, ['list', 'home'])).toBe('/health');
  });

  it('is another operation that only reads, and needs no values, where readiness is told by the log or by a stuck operation', () => {
    expect(pickSparePath(log, operations, ['home'])).toBe('/list');
    expect(pickSparePath(root, operations, ['home'])).toBe('/list');
  });

  it('is any other where none is left', () => {
    expect(pickSparePath(log, [operation('list')], ['list'])).toBe('/');
    expect(pickSparePath(root, operations, ['list', 'home'])).toBe('/plimsoll-probe');
    expect(pickSparePath(log, [operation('a', { path: '/' }), operation('b', { path: '/' })], ['a'])).toBe('/plimsoll-probe');
  });
});
