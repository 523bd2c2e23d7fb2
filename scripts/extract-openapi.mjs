// Writes fixtures/github-openapi.json: the few GitHub operations we use, taken from GitHub's own OpenAPI description.
//
// The package that carries the description is 385 MB installed, so it is no dependency. To run this again, outside the checkout:
//   npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz package/generated/api.github.com.json
//   node scripts/extract-openapi.mjs <there>/package/generated/api.github.com.json
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const wanted = {
  '/repos/{owner}/{repo}': ['get'],
  '/repos/{owner}/{repo}/issues/{issue_number}/comments': ['get', 'post'],
  '/repos/{owner}/{repo}/issues/comments/{comment_id}': ['get', 'patch', 'delete'],
  '/repos/{owner}/{repo}/check-runs': ['post'],
  '/repos/{owner}/{repo}/check-runs/{check_run_id}': ['get', 'patch'],
  '/repos/{owner}/{repo}/pulls': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}': ['get'],
  '/repos/{owner}/{repo}/pulls/{pull_number}/commits': ['get'],
  '/repos/{owner}/{repo}/commits/{commit_sha}/pulls': ['get'],
};

const [source] = process.argv.slice(2);
if (source === undefined) {
  console.error('usage: node scripts/extract-openapi.mjs <path of api.github.com.json>; the head of this file says where to get it');
  process.exit(2);
}
const target = fileURLToPath(new URL('../fixtures/github-openapi.json', import.meta.url));
const api = JSON.parse(readFileSync(source, 'utf8'));

const follow = (value) => {
  let at = value;
  while (at?.$ref !== undefined)
    at = at.$ref
      .slice(2)
      .split('/')
      .reduce((node, key) => node[key.replaceAll('~1', '/')], api);
  return at;
};

const words = new Set([
  'description',
  'example',
  'examples',
  'title',
  'externalDocs',
  'deprecated',
  'default',
  'readOnly',
  'discriminator',
]);

/** The schema without its prose; the $refs stay and point to `components`. */
const strip = (value, insideProperties = false) => {
  if (Array.isArray(value)) return value.map((one) => strip(one));
  if (value === null || typeof value !== 'object') return value;
  // GitHub means null to be one of the values; JSON Schema wants it in the list.
  if (value.nullable === true && Array.isArray(value.enum) && !value.enum.includes(null))
    return strip({ ...value, enum: [...value.enum, null] });
  // The same where one of several schemas is meant.
  if (value.nullable === true && Array.isArray(value.oneOf)) {
    const { nullable: _, ...rest } = value;
    return strip({ ...rest, oneOf: [...value.oneOf, { type: 'null' }] });
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => insideProperties || !(words.has(key) || key.startsWith('x-')))
      .map(([key, one]) => [key, strip(one, key === 'properties' && !insideProperties)]),
  );
};

const schemas = {};
/** Keeps every schema that this one needs. */
const keep = (value) => {
  if (Array.isArray(value)) value.forEach(keep);
  else if (value !== null && typeof value === 'object') {
    const name = value.$ref?.replace('#/components/schemas/', '');
    if (name !== undefined && schemas[name] === undefined) {
      schemas[name] = strip(api.components.schemas[name]);
      keep(schemas[name]);
    }
    Object.values(value).forEach(keep);
  }
  return value;
};

const parameter = ({ name, in: where, required = false, schema }) => ({ name, in: where, required, schema: keep(strip(schema)) });

const answer = (responses) =>
  Object.fromEntries(
    Object.entries(responses)
      .filter(([status]) => status.startsWith('2'))
      .map(([status, response]) => [status, keep(strip(follow(response).content?.['application/json']?.schema ?? {}))]),
  );

const paths = Object.fromEntries(
  Object.entries(wanted).map(([path, methods]) => [
    path,
    Object.fromEntries(
      methods.map((method) => {
        const operation = api.paths[path][method];
        const body = operation.requestBody?.content['application/json'].schema;
        return [
          method,
          {
            operationId: operation.operationId,
            parameters: operation.parameters.map(follow).map(parameter),
            ...(body === undefined ? {} : { body: keep(strip(body)) }),
            responses: answer(operation.responses),
          },
        ];
      }),
    ),
  ]),
);

const sorted = Object.fromEntries(Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1)));
const text = `${JSON.stringify({ source: '@octokit/openapi 23.0.2', license: 'MIT', paths, components: { schemas: sorted } })}\n`;
writeFileSync(target, text);
console.log(`${target}: ${Object.keys(paths).length} paths, ${Object.keys(sorted).length} schemas, ${Math.round(text.length / 1024)} KB`);
