import type { Answer, Api } from './api.ts';
import { at, numberLike, textLike } from './field.ts';

export interface ListedComment {
  readonly id: number;
  readonly body: string;
  readonly login: string;
  readonly type: string;
}

export interface Listed {
  /** Oldest first. */
  readonly comments: readonly ListedComment[];
  readonly pages: number;
  /** Pages in the middle were not read. */
  readonly skipped: boolean;
  /** The page on which a new comment will be found. */
  readonly nextPage: number;
}

const perPage = 100;

/**
 * Reads a pull request's comments: the first two and the last two pages of a hundred, because ours was written early or lately,
 * and more requests would not be polite. With `page`, that page alone.
 */
export async function listComments(
  api: Api,
  where: { readonly owner: string; readonly repo: string; readonly issue: number; readonly page?: number },
): Promise<Answer<Listed>> {
  const first = await readPage(api, where, where.page ?? 1);
  if (first.kind === 'refused') return first;
  const pages = where.page === undefined ? first.value.last : 1;
  const read = [first.value];
  for (const page of [...new Set([2, pages - 1, pages])].filter((one) => one > 1 && one <= pages)) {
    const next = await readPage(api, where, page);
    if (next.kind === 'refused') return next;
    read.push(next.value);
  }
  const lastPage = read.at(-1);
  return {
    kind: 'answered',
    value: {
      comments: read.flatMap((one) => one.comments).sort((one, other) => one.id - other.id),
      pages,
      skipped: pages > 4,
      nextPage: (lastPage?.size ?? 0) >= perPage ? pages + 1 : pages,
    },
  };
}

interface Page {
  readonly comments: readonly ListedComment[];
  readonly size: number;
  readonly last: number;
}

function readPage(
  api: Api,
  where: { readonly owner: string; readonly repo: string; readonly issue: number },
  page: number,
): Promise<Answer<Page>> {
  return api.ask(async (octokit, request) => {
    const { owner, repo, issue } = where;
    const answer: unknown = await octokit.rest.issues.listComments({ owner, repo, issue_number: issue, per_page: perPage, page, request });
    const data = at(answer, 'data');
    if (!Array.isArray(data)) throw new Error('GitHub answered with something else than comments');
    return {
      comments: data.flatMap(readComment),
      size: data.length,
      last: readLast(at(answer, 'headers', 'link')) ?? page,
    };
  });
}

/** The last page's number from a Link header, `<https://…?page=3>; rel="last"`; none on the last page itself. */
function readLast(link: unknown): number | null {
  const url = /<([^>]+)>;\s*rel="last"/.exec(textLike(link, /./))?.[1] ?? '';
  return URL.canParse(url) ? numberLike(Number(new URL(url).searchParams.get('page'))) : null;
}

function readComment(value: unknown): readonly ListedComment[] {
  const id = numberLike(at(value, 'id'));
  const anyText = /^/;
  if (id === null) return [];
  return [
    {
      id,
      body: textLike(at(value, 'body'), anyText),
      login: textLike(at(value, 'user', 'login'), anyText),
      type: textLike(at(value, 'user', 'type'), anyText),
    },
  ];
}
