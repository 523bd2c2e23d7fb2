import { describe, expect, it } from 'vitest';

import { decideModule, moduleSchema } from '../../../src/driver/module/settings.ts';
import { decideOperations, operationsSchema } from '../../../src/driver/settings.ts';

/** The faults of one operation. */
function faultsOf(operation: unknown): readonly string[] {
  const { error } = operationsSchema.safeParse({ a: operation });
  return error?.issues.map(({ path, message }) => `${path.slice(1).join('.')}: ${message}`) ?? [];
}

describe('a call of the configuration', () => {
  it('names a function and may hand it an argument', () => {
    const [plain, full] = decideOperations(
      operationsSchema.parse({ plain: { call: 'a' }, full: { call: '$b_1', argument: { n: '{{n}}' }, expect: { json: { '$.c': 1 } } } }),
    );
    expect(plain?.spec).toEqual({ driver: 'module', call: 'a', argument: null, expect: { json: [] } });
    expect(full?.spec).toEqual({
      driver: 'module',
      call: '$b_1',
      argument: '{"n":"{{n}}"}',
      expect: { json: [{ path: '$.c', equals: 1 }] },
    });
  });

  it('is refused where it names none', () => {
    for (const call of ['', 'a b', '1a', 'openSession', 'closeSession', 'default', 7]) {
      expect(faultsOf({ call })).toEqual(['call: the name of a function that the module exports']);
    }
    expect(faultsOf({ get: '/', argument: 1 })).toEqual(['argument: argument only beside call']);
    expect(faultsOf({ call: 'a', expect: { output: 'b' } })).toHaveLength(1);
  });
});

describe('the module of the configuration', () => {
  it('is a path from its directory, or more', () => {
    expect(decideModule(moduleSchema.parse('./load.mjs'), '/here')).toEqual({ file: '/here/load.mjs', environment: {}, startMs: 30_000 });
    expect(decideModule(moduleSchema.parse({ file: '/there/load.ts', environment: { A: true }, deadline: '2s' }), '/here')).toEqual({
      file: '/there/load.ts',
      environment: { A: 'true' },
      startMs: 2_000,
    });
  });

  it('is refused where it is none', () => {
    for (const given of ['', 'load', 'load.json', 'a\n.mjs', { file: 'load' }, {}, 7])
      expect(moduleSchema.safeParse(given).success).toBe(false);
  });
});
