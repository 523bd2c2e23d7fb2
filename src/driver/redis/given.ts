/** A command as given: its words in one text, or a list of them. */
export type CommandGiven = string | readonly (string | number)[];

/** A script as given. */
export interface ScriptGiven {
  readonly lua: string;
  readonly keys: readonly string[];
  readonly arguments: readonly (string | number)[];
}

/** One command, several at once, or a script. */
export interface RedisGiven {
  readonly redis?: CommandGiven | undefined;
  readonly pipeline?: readonly CommandGiven[] | undefined;
  readonly multi?: readonly CommandGiven[] | undefined;
  readonly script?: ScriptGiven | undefined;
  readonly hits?: boolean | undefined;
}
