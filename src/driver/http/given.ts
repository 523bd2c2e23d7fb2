/** What an operation may do with its path. */
export const methods = ['get', 'post', 'put', 'patch', 'delete', 'head'] as const;

type MethodsGiven = Readonly<Partial<Record<(typeof methods)[number], string | undefined>>>;

/** What an HTTP request is given as. */
export interface HttpGiven extends MethodsGiven {
  readonly headers: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly body?: string | undefined;
}
