// The package ships no types; this is the part that portable.ts uses.
declare module 'pidusage' {
  interface Usage {
    readonly memory: number;
    /** User and system time so far, in milliseconds. */
    readonly ctime: number;
  }
  export default function pidusage(
    pids: number[],
    options: { readonly maxage: number },
  ): Promise<Readonly<Record<string, Usage | null | undefined>>>;
}
