/** What a scanner gives instead of the place where it ended: the bytes ran out, or they break the protocol. */
export const more = -1;
export const broken = -2;

export const CR = 13;
export const LF = 10;
export const TAB = 9;
export const SPACE = 32;
export const COLON = 58;
export const DELETE = 127;
