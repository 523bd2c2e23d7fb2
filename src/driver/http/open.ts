import type { HttpOperation } from '../../model/operation.ts';
import type { Driver } from '../../model/session.ts';
import type { DriverParts } from '../parts.ts';
import { openCompat } from './compat/driver.ts';
import { openJudge } from './judge.ts';
import { openOwn } from './own/driver.ts';
import { compileRequest } from './request.ts';
import type { HttpParts } from './parts.ts';

/** Drives a service over HTTP, with the client that the settings name. */
export function openHttp({ target, operations, settings, now }: DriverParts<HttpOperation>): Driver {
  const url = new URL(target.url);
  const basePath = url.pathname.replace(/\/+$/, '');
  const parts: HttpParts = {
    url,
    requests: operations.map(({ spec, meaning }) => compileRequest(spec, basePath, meaning)),
    settings,
    judge: openJudge(settings.timeoutMs, settings.maxBodyBytes),
    now,
  };
  const { client } = settings;
  switch (client.kind) {
    case 'own':
      return openOwn(parts);
    case 'compat':
      return openCompat(parts, client.proxy);
    default:
      return client satisfies never;
  }
}
