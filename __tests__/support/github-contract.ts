import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: unknown;
}

interface Described {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly body?: unknown;
  readonly responses: Readonly<Record<string, unknown>>;
}

/** One operation of GitHub's API, by its official id, e.g. `issues/create-comment`. */
interface ContractOperation {
  readonly id: string;
  /** What is wrong with a request, in AJV's words; empty when nothing is. */
  faults(values: Readonly<Record<string, unknown>>, body: unknown): string;
  /** What of our fake's answer GitHub would never say: a wrong type or a field it does not have. Left-out fields are fine. */
  answerFaults(status: number, body: unknown): string;
}

/** A request line, matched to its operation. */
export interface Matched {
  readonly operation: ContractOperation;
  /** Path and query parameters. */
  readonly values: Record<string, string | number>;
}

/** GitHub's own description of the operations we use (scripts/extract-openapi.mjs), as a judge of requests and answers. */
export function openGithubContract(): { match(method: string, url: string): Matched | undefined } {
  const text = readFileSync(new URL('../../fixtures/github-openapi.json', import.meta.url), 'utf8');
  const document: { readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>> } = JSON.parse(text);
  // Path and query come as text; a body's types must be right as they are.
  const lines = judge(document, true);
  const requests = judge(document);
  const answers = judge(JSON.parse(text, loosen));

  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const at = `github#/paths/${encodeURIComponent(path.replaceAll('/', '~1'))}/${method}`;
      const parameters = lines.compile({
        type: 'object',
        required: described.parameters.filter((one) => one.required).map((one) => one.name),
        properties: Object.fromEntries(described.parameters.map((one) => [one.name, rebase(one.schema)])),
      });
      const body = described.body === undefined ? undefined : requests.compile({ $ref: `${at}/body` });
      const answer = Object.fromEntries(
        Object.keys(described.responses).map((status) => [status, answers.compile({ $ref: `${at}/responses/${status}` })]),
      );
      const operation: ContractOperation = {
        id: described.operationId,
        faults: (values, given) => wrong(parameters, { ...values }) || (body === undefined ? '' : wrong(body, given)),
        answerFaults: (status, given) => (answer[status] === undefined || given === undefined ? '' : wrong(answer[status], given)),
      };
      const pattern = new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
      return { method: method.toUpperCase(), pattern, operation };
    }),
  );

  return {
    match: (method, url) => {
      const { pathname, searchParams } = new URL(url, 'http://x');
      for (const route of routes) {
        const found = route.method === method ? route.pattern.exec(pathname) : null;
        if (found !== null) return { operation: route.operation, values: { ...Object.fromEntries(searchParams), ...found.groups } };
      }
      return undefined;
    },
  };
}

function judge(document: unknown, coerceTypes: boolean = false): Ajv {
  const ajv = new Ajv({ strict: false, coerceTypes, allErrors: false, validateSchema: false });
  addFormats.default(ajv);
  return ajv.addSchema(Object(document), 'github');
}

function wrong(validate: ValidateFunction, value: unknown): string {
  if (validate(value)) return '';
  const [first] = validate.errors ?? [];
  return `${first?.instancePath ?? ''} ${first?.message ?? 'is wrong'} ${JSON.stringify(first?.params ?? {})}`;
}

/** References of a parameter's schema point into the whole document. */
function rebase(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) => (key === '$ref' ? `github${String(value)}` : value));
}

/** For answers: a fake may leave fields out, but may not invent any. Objects may be null: the head repository of a deleted fork is. */
function loosen(key: string, value: unknown): unknown {
  if (key === 'required' && Array.isArray(value)) return undefined;
  if (typeof value !== 'object' || value === null || !('type' in value) || value.type !== 'object' || !('properties' in value))
    return value;
  return { additionalProperties: false, nullable: true, ...value };
}
