import { openApi, type Api, type ApiOptions } from '../../src/github/api.ts';

/** A clock that stands still and counts the naps it was asked for. */
export interface Naps {
  readonly naps: number[];
  readonly clock: ApiOptions['clock'];
}

/** Sleeps no longer than asked by a test. */
export function countNaps(): Naps {
  const naps: number[] = [];
  let nowMs = 0;
  return {
    naps,
    clock: {
      now: () => nowMs,
      sleep: (ms) => {
        naps.push(ms);
        nowMs += ms;
        return Promise.resolve();
      },
    },
  };
}

export const token: string = 'ghs_secretSecretSecret';

/** The real client on a fake API, without its real pauses. */
export function openTestApi(baseUrl: string, more: Partial<ApiOptions> = {}): Api {
  return openApi({ token, baseUrl, clock: countNaps().clock, retryMs: 1, ...more });
}
