/** 1 for the letters of a name (tchar, RFC 9110 §5.6.2). */
export const isNameLetter: Uint8Array = tableOf((code) => /[!#$%&'*+.^_`|~0-9A-Za-z-]/.test(String.fromCharCode(code)));

/** 1 for what a value may hold: tab, space, visible ASCII, and bytes beyond it (RFC 9110 §5.5). */
export const isValueLetter: Uint8Array = tableOf((code) => code === 9 || (code >= 32 && code !== 127));

/** The value of a hexadecimal digit; 255 for any other byte. */
export const hexValues: Uint8Array = Uint8Array.from({ length: 256 }, (_, code) => {
  const value = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase());
  return value < 0 ? 255 : value;
});

function tableOf(holds: (code: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) => (holds(code) ? 1 : 0));
}
