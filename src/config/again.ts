/** What of a configuration was given outside a file. */
interface GivenOptions {
  readonly config?: string | undefined;
  readonly start?: string | undefined;
  readonly url?: string | undefined;
  readonly users?: string | undefined;
  readonly simulated?: boolean | undefined;
}

/** The command line's options that lead to the same configuration again, for a command to copy. */
export function optionsAgain({ config, start, url, users, simulated }: GivenOptions): readonly string[] {
  const given = { '-c': config, '--start': start, '--url': url, '--users': users };
  const values = Object.entries(given).flatMap(([option, value]) => (value === undefined ? [] : [option, value]));
  return simulated === true ? [...values, '--simulated'] : values;
}
