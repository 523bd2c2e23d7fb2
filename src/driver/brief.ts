const mostLetters = 20;

/** A name of the configuration in a sentence: short, and nothing in it breaks a line or moves a cursor. */
export function brief(name: string): string {
  return (name.length <= mostLetters ? name : `${name.slice(0, mostLetters - 1)}…`).replace(/[^!-~…]/g, '?');
}

/** `127.0.0.1:5432` or `[::1]:5432`. */
export function hostAndPort({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
