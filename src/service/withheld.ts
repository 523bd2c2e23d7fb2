/** Files through which a step speaks to the runner: whoever writes them speaks in our name. */
const commandFiles: ReadonlySet<string> = new Set(['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY']);

/** What would change how the service's own Node runs, or tie it to our parent. NODE_EXTRA_CA_CERTS stays: no secret, and `npm ci` may need it. */
const nodeSwitches: ReadonlySet<string> = new Set([
  'NODE_OPTIONS',
  'NODE_CHANNEL_FD',
  'NODE_CHANNEL_SERIALIZATION_MODE',
  'NODE_UNIQUE_ID',
  'NODE_V8_COVERAGE',
]);

const runnerPrefix = /^(?:ACTIONS|INPUT)_/;
const token = /^(?:GITHUB|GH|RUNNER)_(?:.*_)?(?:TOKEN|PAT|SECRET|PASSWORD)$/;

/** Whether a variable is the runner's own and must not reach a service; names are compared without case, as Windows does. */
export function isWithheld(name: string): boolean {
  const upper = name.toUpperCase();
  return commandFiles.has(upper) || nodeSwitches.has(upper) || runnerPrefix.test(upper) || token.test(upper);
}
