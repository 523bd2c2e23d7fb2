import type { Answer, Api } from './api.ts';
import { cutBytes, oneLine } from './cut.ts';
import { degraded, done, type Delivery } from './delivery.ts';
import { at, numberLike, textLike } from './field.ts';

export interface CheckPlace {
  /** `owner/name`. */
  readonly repository: string;
  /** Head commit. */
  readonly commit: string;
  /** Tells one matrix leg from another; empty or `default` for the only one. */
  readonly suite: string;
  /** Our own mark on it, e.g. `<run_id>-<attempt>`. */
  readonly externalId: string;
  /** Where "Details" leads; empty for GitHub's choice. */
  readonly detailsUrl: string;
}

export interface CheckResult {
  readonly conclusion: 'success' | 'failure' | 'neutral' | 'cancelled' | 'timed_out';
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
}

/** A check run in progress. The block that opened it ends it: disposed without a conclusion, it is concluded as cancelled. */
export interface Check extends AsyncDisposable {
  readonly opening: Delivery;
  /** Only the first conclusion counts. */
  conclude(result: CheckResult): Promise<Delivery>;
}

const unfinished: CheckResult = {
  conclusion: 'cancelled',
  title: 'No verdict',
  summary: 'The run ended before there was a verdict. Its log says why.',
};

/** The check's name: stable, so that it can be required, and at most 255 bytes as GitHub wants. */
export function checkName(suite: string): string {
  const clean = cutBytes(oneLine(suite, 200), 240);
  return clean === '' || clean === 'default' ? 'Plimsoll' : `Plimsoll (${clean})`;
}

/** Puts a check in progress on the commit. A token that may not is no error. */
export async function openCheck(api: Api, place: CheckPlace): Promise<Check> {
  const [owner = '', repo = ''] = place.repository.split('/');
  const name = checkName(place.suite);
  const common = {
    owner,
    repo,
    name,
    ...(place.detailsUrl === '' ? {} : { details_url: place.detailsUrl }),
    ...(place.externalId === '' ? {} : { external_id: cutBytes(oneLine(place.externalId, 255), 255) }),
  };
  const create = (progress: object): Promise<Answer<Created>> =>
    api.ask(async (octokit, request) =>
      readCreated(await octokit.rest.checks.create({ ...common, head_sha: place.commit, ...progress, request })),
    );

  const nowhere = owner === '' || repo === '' || place.commit === '';
  const created: Answer<Created> = nowhere
    ? { kind: 'refused', status: 404, why: 'the event names no commit to put it on' }
    : await create({ status: 'in_progress' });

  const finish = async (result: CheckResult): Promise<Delivery> => {
    // A lasting refusal would only be repeated; after an outage the check can still be made in one go.
    if (created.kind === 'refused' && created.status >= 400 && created.status < 429) return refusal(created);
    const progress = { status: 'completed' as const, conclusion: result.conclusion, output: output(result) };
    if (created.kind === 'answered' && created.value.id !== null) {
      const { id } = created.value;
      const updated = await api.ask(async (octokit, request) =>
        readCreated(await octokit.rest.checks.update({ ...common, check_run_id: id, ...progress, request })),
      );
      return told(updated, result.conclusion, created.value.url);
    }
    return told(await create(progress), result.conclusion, '');
  };

  let concluded: Promise<Delivery> | undefined;
  const conclude = (result: CheckResult): Promise<Delivery> => (concluded ??= finish(result));
  return {
    opening: created.kind === 'answered' ? done(`Check run \`${name}\` is in progress.`, created.value.url) : refusal(created),
    conclude,
    [Symbol.asyncDispose]: async () => {
      await conclude(unfinished);
    },
  };
}

interface Created {
  readonly id: number | null;
  readonly url: string;
}

function readCreated(response: unknown): Created {
  return { id: numberLike(at(response, 'data', 'id')), url: textLike(at(response, 'data', 'html_url'), /^https?:\/\/\S+$/) };
}

/** The last guard: the report cuts itself better, by whole sections. */
function output(result: CheckResult): { readonly title: string; readonly summary: string } {
  return { title: oneLine(result.title, 255), summary: cutBytes(result.summary, 65_535) };
}

function told(answer: Answer<Created>, conclusion: string, url: string): Delivery {
  return answer.kind === 'answered' ? done(`Check run concluded: ${conclusion}.`, answer.value.url || url) : refusal(answer, url);
}

function refusal(answer: { readonly status: number; readonly why: string }, url = ''): Delivery {
  const hint = answer.status === 403 ? '; it needs `checks: write`, which a pull request from a fork never gets' : '';
  return degraded(`No check run: ${answer.why}${hint}.`, url);
}
