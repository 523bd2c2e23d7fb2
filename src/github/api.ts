import type { getOctokit } from '@actions/github';
import { describeError, waitAskedMs } from './api-error.ts';

/** Time as a parameter. */
interface Clock {
  /** Monotonic milliseconds. */
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface ApiOptions {
  /** Empty when there is none: then every call is refused without a request. */
  readonly token: string;
  readonly baseUrl: string;
  readonly clock: Clock;
  /** Longest time for one call with its retries. Default 30 s. */
  readonly callMs?: number;
  /** Longest time for all calls and waits together. Default 3 min. */
  readonly totalMs?: number;
  /** First pause before a retry after a 5xx; then 4 and 9 times that. Default 1 s. */
  readonly retryMs?: number;
}

type Octokit = ReturnType<typeof getOctokit>;

/** What a call gave. `status` is 0 when GitHub did not answer; `why` names no secret. */
export type Answer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'refused'; readonly status: number; readonly why: string };

/** GitHub's REST API behind deadlines, retries and polite waiting. Never rejects. */
export interface Api {
  ask<T>(call: (octokit: Octokit, request: { readonly signal: AbortSignal }) => Promise<T>): Promise<Answer<T>>;
}

/** GitHub asks for a minute or so after a burst; longer blocks are not worth a job's time. */
const maxWaitMs = 60_000;
const maxWaits = 2;
/** After a call that no answer came to, retries and all, the next gets only this long: a verdict must not wait for GitHub. */
const lastHopeMs = 3_000;

/** Opens the API; nothing is loaded or sent before the first call. */
export function openApi(options: ApiOptions): Api {
  const { clock, token, callMs = 30_000, totalMs = 180_000 } = options;
  let octokit: Promise<Octokit> | undefined;
  let waits = 0;
  let spentMs = 0;
  let unreachable = false;

  const attempt = async <T>(call: (octokit: Octokit, request: { readonly signal: AbortSignal }) => Promise<T>): Promise<T> => {
    octokit ??= load(options);
    const loaded = await octokit;
    const allowedMs = Math.max(1, Math.round(Math.min(unreachable ? lastHopeMs : callMs, totalMs - spentMs)));
    const signal = AbortSignal.timeout(allowedMs);
    // The signal alone would not do: a pause between two retries does not listen to it.
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error(`GitHub did not answer within ${allowedMs / 1_000} s`)), { once: true });
    });
    return Promise.race([call(loaded, { signal }), late]);
  };

  return {
    ask: async (call) => {
      if (token === '') return { kind: 'refused', status: 0, why: 'no token was given' };
      for (;;) {
        if (spentMs >= totalMs) return { kind: 'refused', status: 0, why: `GitHub took more than ${totalMs / 1_000} s in all` };
        const startMs = clock.now();
        try {
          const value = await attempt(call);
          unreachable = false;
          spentMs += clock.now() - startMs;
          return { kind: 'answered', value };
        } catch (error) {
          spentMs += clock.now() - startMs;
          const waitMs = waitAskedMs(error);
          if (waitMs === null || waitMs > maxWaitMs || waits >= maxWaits || spentMs + waitMs > totalMs) {
            const refusal = describeError(error, token);
            unreachable = refusal.status === 0;
            return { kind: 'refused', ...refusal };
          }
          waits += 1;
          spentMs += waitMs;
          await clock.sleep(waitMs);
        }
      }
    },
  };
}

async function load(options: ApiOptions): Promise<Octokit> {
  const [{ getOctokit: open }, { retry }] = await Promise.all([import('@actions/github'), import('@octokit/plugin-retry')]);
  const quiet = (): void => undefined;
  // No `request` here: it would replace the proxy settings of @actions/github. Rate limits (429) are ours, not the plugin's.
  return open(
    options.token,
    {
      baseUrl: options.baseUrl,
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      retry: { doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451], retryAfterBaseValue: options.retryMs ?? 1_000 },
    },
    retry,
  );
}
