/** The environment that makes a Node service open an inspector on a free port of loopback; added to the NODE_OPTIONS that it would have. */
export function inspectable(environment: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { NODE_OPTIONS: given = '' } = environment;
  // Whoever has chosen an inspector of their own keeps it.
  return { NODE_OPTIONS: opensInspector(given) ? given : `${given} --inspect=127.0.0.1:0`.trim() };
}

/** Whether options, or what the kernel tells of a command line or an environment, open an inspector; --inspect-port alone does not. */
export function opensInspector(options: string): boolean {
  return /(?:^|[\s"=\0])--inspect(?:-brk|-wait)?(?:[\s"=\0]|$)/.test(options);
}
