/** A command line as given: a line for the shell, or a program and its arguments. */
export interface ExecGiven {
  readonly run?: string | readonly string[] | undefined;
  readonly input?: string | undefined;
}
