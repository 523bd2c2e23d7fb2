import type { Further } from './accepted.ts';
import { joinAcceptances, parseAcceptances } from './baseline/acceptance-text.ts';
import type { Api } from './github/api.ts';
import type { GithubContext } from './github/context.ts';
import { readSayings, sayingsOfEvent, type Saying } from './github/sayings.ts';
import type { Acceptance } from './model/acceptance.ts';

/**
 * What labels on GitHub let get worse, and where git does not hold all commits, as in the shallow clone that actions/checkout makes, those
 * of the pull request as well. Without `api` only the event is asked.
 */
export async function findFurther(whole: boolean, context: GithubContext, api: Api | null): Promise<Further> {
  if (api === null) return { accepted: parseAll(sayingsOfEvent(context)), notes: [] };
  const { sayings, refusals } = await readSayings(api, context, !whole);
  return { accepted: parseAll(sayings), notes: refusals.map(({ sentence }) => sentence) };
}

function parseAll(sayings: readonly Saying[]): readonly Acceptance[] {
  return sayings.reduce<readonly Acceptance[]>((all, { text, by }) => joinAcceptances(all, parseAcceptances(text, by)), []);
}
