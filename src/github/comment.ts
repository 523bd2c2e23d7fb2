import type { Answer, Api } from './api.ts';
import { listComments, type Listed, type ListedComment } from './comment-list.ts';
import { cutChars } from './cut.ts';
import { degraded, done, type Delivery } from './delivery.ts';
import { at, numberLike, textLike } from './field.ts';

export interface CommentPlace {
  /** `owner/name`. */
  readonly repository: string;
  readonly pullRequest: number;
  /** First line of our comment, `<!-- plimsoll:… -->`: with the author it tells ours from all others. */
  readonly marker: string;
  /** Login our token writes as. Default `github-actions[bot]`. */
  readonly author?: string;
}

/** GitHub takes 65 536 characters. */
const maxChars = 65_000;
const cutNote = '\n\n*Cut here: GitHub takes no longer comment. The job summary holds the whole.*';

/** A suite's hidden marker; nothing of the suite's name can end the HTML comment early. No name and the default's are one. */
export function commentMarker(suite: string): string {
  return `<!-- plimsoll:${cutChars((suite || 'default').replaceAll(/[^\w.]+/g, '-'), 100)} -->`;
}

/**
 * Writes our one comment: updates the oldest that is ours, or creates it and then looks again, because another job may have
 * done so at the same moment; the oldest stays. At most 8 requests.
 */
export async function stickComment(api: Api, place: CommentPlace, markdown: string): Promise<Delivery> {
  const [owner = '', repo = ''] = place.repository.split('/');
  const where = { owner, repo };
  const body = fit(place.marker, markdown);

  const send = (id: number | null): Promise<Answer<Sent>> =>
    api.ask(async (octokit, request) =>
      readSent(
        id === null
          ? await octokit.rest.issues.createComment({ ...where, issue_number: place.pullRequest, body, request })
          : await octokit.rest.issues.updateComment({ ...where, comment_id: id, body, request }),
      ),
    );
  const remove = (comments: readonly ListedComment[]): Promise<unknown> =>
    Promise.all(
      comments.map(({ id }) => api.ask((octokit, request) => octokit.rest.issues.deleteComment({ ...where, comment_id: id, request }))),
    );

  const listed = await listComments(api, { ...where, issue: place.pullRequest });
  if (listed.kind === 'refused') return refusal(listed);
  const note = listed.value.skipped
    ? ` Of ${listed.value.pages} pages of comments only the first and last two were searched for an older one.`
    : '';
  const ours = listed.value.comments.filter(
    (one) => isOurs(one, place.marker, place.author ?? 'github-actions[bot]') && one.type === 'Bot',
  );

  const [oldest, ...later] = ours;
  if (oldest !== undefined) {
    const updated = await send(oldest.id);
    if (updated.kind === 'answered') {
      await remove(later.slice(0, 3));
      return done(`Comment updated.${note}`, updated.value.url);
    }
    // Somebody removed it in the meantime: then a new one.
    if (updated.status !== 404) return refusal(updated);
  }

  const created = await send(null);
  if (created.kind === 'refused') return refusal(created);
  return oldest === undefined ? settle(created.value, listed.value) : done(`Comment created.${note}`, created.value.url);

  async function settle(sent: Sent, before: Listed): Promise<Delivery> {
    const again = await listComments(api, { ...where, issue: place.pullRequest, page: before.nextPage });
    const known = again.kind === 'answered' ? [...before.comments, ...again.value.comments] : before.comments;
    // Now we know for certain who we are.
    const twins = known.filter((one) => one.id !== sent.id && isOurs(one, place.marker, sent.login));
    const first = twins.find((one) => one.id < sent.id);
    if (first !== undefined) {
      const updated = await send(first.id);
      if (updated.kind === 'answered') {
        await remove([{ ...first, id: sent.id }]);
        return done(`Comment updated.${note}`, updated.value.url);
      }
    }
    await remove(twins.filter((one) => one.id > sent.id).slice(0, 1));
    return done(`Comment created.${note}`, sent.url);
  }
}

interface Sent {
  readonly id: number;
  readonly login: string;
  readonly url: string;
}

function readSent(response: unknown): Sent {
  const data = at(response, 'data');
  return {
    id: numberLike(at(data, 'id')) ?? 0,
    login: textLike(at(data, 'user', 'login'), /./),
    url: textLike(at(data, 'html_url'), /^https?:\/\/\S+$/),
  };
}

function isOurs(comment: ListedComment, marker: string, login: string): boolean {
  return login !== '' && comment.login === login && comment.body.startsWith(marker);
}

/** The marker first, and never more than GitHub takes. */
function fit(marker: string, markdown: string): string {
  const whole = markdown.startsWith(marker) ? markdown : `${marker}\n${markdown}`;
  return whole.length <= maxChars ? whole : `${cutChars(whole, maxChars - cutNote.length)}${cutNote}`;
}

function refusal(answer: { readonly status: number; readonly why: string }): Delivery {
  const hint = answer.status === 403 ? '; it needs `pull-requests: write`, which a pull request from a fork never gets' : '';
  return degraded(`No comment: ${answer.why}${hint}.`);
}
