/** Text of at most `most` UTF-16 units: what users' values print as knows no bounds. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
