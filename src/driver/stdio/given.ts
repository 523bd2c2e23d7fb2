/** A request as given: its JSON, or the line of a prompt. */
export interface StdioGiven {
  readonly request?: unknown;
  readonly notify?: unknown;
}
