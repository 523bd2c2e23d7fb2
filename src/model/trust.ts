/** Which certificates of a service over TLS are believed. */
export interface Trust {
  /** Certificates in PEM that are trusted instead of the well-known authorities; null for those. */
  readonly ca: string | null;
  /** Believe any certificate. */
  readonly insecure: boolean;
}
