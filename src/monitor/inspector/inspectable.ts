/** The environment that makes a Node service open an inspector on a free port of loopback; added to the NODE_OPTIONS that it would have. */
export function inspectable(environment: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { NODE_OPTIONS: given = '' } = environment;
  // Whoever has chosen an inspector of their own keeps it. Options such as --inspect-port open none.
  const options = /(?:^|\s)"?--inspect(?:-brk|-wait)?(?:[=\s"]|$)/.test(given) ? given : `${given} --inspect=127.0.0.1:0`.trim();
  return { NODE_OPTIONS: options };
}
