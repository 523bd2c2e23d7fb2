export type ConfigPath = readonly (string | number)[];

/** One thing wrong with a configuration. */
export interface ConfigFault {
  /** Where; for an unknown key its own path, for something missing the path where it belongs. */
  readonly path: ConfigPath;
  /** The flag or input it came from, when not from the file. */
  readonly origin?: string;
  readonly line?: number;
  readonly expected: string;
  /** Short and safe to show: no control characters, never the value of a variable. */
  readonly found: string;
  /** The nearest known name. */
  readonly meant?: string;
}
