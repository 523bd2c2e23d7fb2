/** What of a configuration was given outside a file. */
interface GivenOptions {
  readonly config?: string | undefined;
  readonly start?: string | undefined;
  readonly url?: string | undefined;
  readonly users?: string | undefined;
}

/** The command line's options that lead to the same configuration again, for a command to copy. */
export function optionsAgain({ config, start, url, users }: GivenOptions): readonly string[] {
  const given = { '-c': config, '--start': start, '--url': url, '--users': users };
  return Object.entries(given).flatMap(([option, value]) => (value === undefined ? [] : [option, value]));
}
