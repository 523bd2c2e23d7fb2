import { X509Certificate } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

import type { ConfigFault } from './config-fault.ts';
import { showFound } from './show.ts';

/** The text of a file of certificates, or why it cannot be had. */
export type Certificate = { readonly kind: 'read'; readonly pem: string | null } | { readonly kind: 'faulty'; readonly fault: ConfigFault };

const maxBytes = 1_000_000;
const path = ['tls', 'ca'] as const;

/** Reads the certificates that `tls.ca` names, if it names any; what is no text is the schema's to refuse. */
export function readCertificate(name: unknown, directory: string): Certificate {
  if (typeof name !== 'string' || name === '' || name.includes('\0')) return { kind: 'read', pem: null };
  const fault = (why: string): Certificate => ({
    kind: 'faulty',
    fault: { path, expected: 'a file of certificates in PEM, of at most 1 MB', found: `${showFound(name, path)}: ${why}` },
  });
  try {
    const bytes = readBytes(resolve(directory, name));
    if (bytes === null) return fault('not a file');
    if (bytes.length > maxBytes) return fault('larger');
    // The first one of a bundle speaks for all: what it must not be is a key, or something else altogether.
    const pem = new X509Certificate(bytes).toString() === '' ? '' : bytes.toString('latin1');
    return pem.includes('-----BEGIN CERTIFICATE-----') ? { kind: 'read', pem } : fault('not PEM');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return fault('no such file');
    return fault(/^E[A-Z]+$/.test(code) ? code : 'no certificate in it');
  }
}

/** At most one byte more than is allowed; null when it is no plain file, which to open could mean to wait for ever. */
function readBytes(file: string): Buffer | null {
  if (!statSync(file).isFile()) return null;
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(maxBytes + 1);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(descriptor);
  }
}
