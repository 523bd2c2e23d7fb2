import { describe, expect, it } from 'vitest';

import type { HttpClient } from '../../../src/model/driver-settings.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import type { Trust } from '../../../src/model/trust.ts';
import { driverSettings, now, perform, openHttpAt } from '../../support/driving.ts';
import { operation } from '../../support/operations.ts';
import { certificate, serveTls } from '../../support/tls-server.ts';

const clients: readonly HttpClient[] = [{ kind: 'own' }, { kind: 'compat', proxy: null }];
const trusting: Trust = { ca: certificate, insecure: false };
const credulous: Trust = { ca: null, insecure: true };
const strict: Trust = { ca: null, insecure: false };

const ask = async (url: string, client: HttpClient, trust: Trust): Promise<readonly Outcome[]> => {
  const driver = openHttpAt({ url }, [operation('a')], driverSettings({ client, trust }), now);
  const session = driver.openSession(0);
  const outcomes = [await perform(session, 0), await perform(session, 0)];
  await driver.close();
  return outcomes;
};

describe.each(clients)('an HTTP session over TLS ($kind)', (client) => {
  const version = client.kind === 'own' ? '1.1' : '2.0';

  it('speaks to a service whose certificate it was given, asking for it by name', async () => {
    await using server = await serveTls();
    expect(await ask(`https://localhost:${server.port}`, client, trusting)).toMatchObject([{ kind: 'ok', bytes: 2 }, { kind: 'ok' }]);
    expect(server.asked).toEqual([`${version} localhost /a`, `${version} localhost /a`]);
  });

  it('names no address as a server name', async () => {
    await using server = await serveTls();
    expect(await ask(`https://127.0.0.1:${server.port}`, client, trusting)).toMatchObject([{ kind: 'ok' }, { kind: 'ok' }]);
    expect(server.asked[0]).toMatch(/^\S+ (false|undefined|null) \/a$/);
  });

  it('believes anything when told to', async () => {
    await using server = await serveTls();
    expect(await ask(`https://127.0.0.2:${server.port}`, client, strict)).toMatchObject([{ error: 'refused' }, { error: 'refused' }]);
    expect(await ask(`https://127.0.0.1:${server.port}`, client, credulous)).toMatchObject([{ kind: 'ok' }, { kind: 'ok' }]);
  });

  it('says of a certificate that it does not believe why, and which setting would help', async () => {
    await using server = await serveTls();
    const hint = 'set tls: { ca: FILE } or tls: { insecure: true }';
    expect(await ask(`https://localhost:${server.port}`, client, strict)).toMatchObject(
      [1, 2].map(() => ({ error: 'refused', detail: `certificate not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): ${hint}` })),
    );
    expect(server.asked).toEqual([]);
  });
});
