import { afterEach, describe, expect, it, vi } from 'vitest';
import { readInputs, type Inputs } from '../../src/github/inputs.ts';

const read = (inputs: Readonly<Record<string, string>>): Inputs => {
  for (const [name, value] of Object.entries(inputs)) vi.stubEnv(`INPUT_${name.toUpperCase()}`, value);
  return readInputs();
};

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the action’s inputs', () => {
  it('have their defaults when the runner gives empty texts', () => {
    expect(read({ mode: '', config: '', start: '', token: '', 'check-run': '' })).toEqual({
      mode: 'gate',
      config: undefined,
      flags: {},
      out: '.plimsoll/out',
      token: '',
      checkRun: true,
      comment: true,
      artifact: true,
    });
  });

  it('are read as given, spaces around them left out', () => {
    const given = {
      mode: 'report',
      start: ' node server.js ',
      users: '1..20',
      'check-run': 'false',
      comment: 'FALSE',
      out: 'x',
      token: 't',
    };
    expect(read(given)).toMatchObject({
      mode: 'report',
      flags: { start: 'node server.js', users: '1..20' },
      checkRun: false,
      comment: false,
      artifact: true,
      out: 'x',
      token: 't',
    });
  });

  it.each([
    [{ mode: 'gates' }, 'Input mode takes gate, measure or report, not `gates`.'],
    [{ comment: 'maybe' }, 'Input comment takes true or false.'],
  ])('are refused when they make no sense: %j', (inputs, message) => {
    expect(() => read(inputs)).toThrow(message);
  });
});
