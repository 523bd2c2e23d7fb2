import type { Flags } from './flags.ts';

/** Everything a configuration is decided from. */
export interface Given {
  readonly file: { readonly path: string; readonly text: string } | null;
  readonly flags: Flags;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute: where plimsoll runs. */
  readonly directory: string;
  readonly inActions: boolean;
  /** Whether a service that does not exist stands in for the configured one. */
  readonly simulated?: boolean;
}
