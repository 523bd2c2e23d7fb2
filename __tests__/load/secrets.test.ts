import { describe, expect, it } from 'vitest';
import { Secrets } from '../../src/load/secrets.ts';
import { values } from '../support/operations.ts';

describe('secrets', () => {
  it('go with the values of a step, which stay what they are', () => {
    const secrets = new Secrets(0xabcd_ef01);
    const marked = secrets.mark(3, { ...values, last: 'x', payload: 'p'.repeat(100) });
    expect(marked.uuid).toMatch(/^[0-9a-f]{8}-0003-4000-8000-[0-9a-f]{12}$/);
    expect(marked.payload).toHaveLength(100);
    expect(marked.payload?.startsWith(marked.uuid)).toBe(true);
    expect(marked).toMatchObject({ n: values.n, key: values.key, last: 'x' });
    expect(secrets.mark(3, values).uuid).not.toBe(marked.uuid);
  });

  it('tell a session its own from those of others, however often they come', () => {
    const secrets = new Secrets(7);
    const [own, other] = [secrets.mark(1, values).uuid, secrets.mark(2, values).uuid];
    expect(secrets.search(1, 'echo', `{"text":"${own}"}`)).toBe(true);
    expect(secrets.take()).toEqual({ secrets: [], leaks: 0 });
    expect(secrets.search(1, 'echo', `${other} ${other} and ${own}`)).toBe(true);
    expect(secrets.search(1, 'echo', other)).toBe(false);
    expect(secrets.take()).toEqual({ secrets: [{ asker: 1, owner: 2, operation: 'echo', count: 2 }], leaks: 2 });
    expect(secrets.take().leaks).toBe(0);
  });

  it('are not found in what others write, nor beyond what is searched of a huge answer', () => {
    const secrets = new Secrets(0);
    const own = secrets.mark(1, values).uuid;
    expect(secrets.search(1, 'echo', '01234567-89ab-4cde-8f01-23456789abcd 0000000f')).toBe(false);
    expect(secrets.search(2, 'echo', `${' '.repeat(300_000)}${own}`)).toBe(false);
    expect(secrets.take().leaks).toBe(0);
  });
});
