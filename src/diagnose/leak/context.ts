/** What is known beside the looks. */
export interface LeakContext {
  /** What would be full, as `512 MB (NAME)`; null where nobody knows. */
  readonly limit: { readonly bytes: number; readonly name: string } | null;
  /** The places of the program that hold most of what came to stay, largest first; hostile text. */
  readonly naming: readonly string[];
  readonly replay?: string;
}
