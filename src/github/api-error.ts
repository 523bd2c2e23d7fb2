import { oneLine } from './cut.ts';
import { at } from './field.ts';

/** How long GitHub wants us to wait after a rate limit; null when the error is another. */
export function waitAskedMs(error: unknown): number | null {
  const status = at(error, 'status');
  const headers = at(error, 'response', 'headers');
  if (status !== 403 && status !== 429) return null;
  const seconds = number(at(headers, 'retry-after'));
  if (seconds !== null) return seconds * 1_000;
  if (at(headers, 'x-ratelimit-remaining') === '0') {
    // Both on GitHub's clock, so that ours may be wrong.
    const reset = number(at(headers, 'x-ratelimit-reset'));
    const sentMs = Date.parse(String(at(headers, 'date')));
    return reset === null || Number.isNaN(sentMs) ? 60_000 : Math.max(1_000, reset * 1_000 - sentMs);
  }
  return status === 429 ? 60_000 : null;
}

/** Status and one short clause for people; the token cannot be in it. */
export function describeError(error: unknown, token: string): { readonly status: number; readonly why: string } {
  const answered = at(error, 'response') !== undefined;
  const status = at(error, 'status');
  const message = error instanceof Error ? error.message : String(error);
  // Octokit appends the address of its documentation.
  const said = oneLine(message.replace(/ - https?:\/\/\S+$/, '').replaceAll(token, '***'), 160);
  if (!answered) return { status: 0, why: said.startsWith('GitHub') ? said : `GitHub could not be reached (${said})` };
  // A rate limit that came as 403 is not a missing permission.
  return { status: waitAskedMs(error) === null ? Number(status) : 429, why: `GitHub answered ${String(status)} (${said})` };
}

function number(value: unknown): number | null {
  return typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : null;
}
