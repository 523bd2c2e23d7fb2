/** Why a process could not be looked at any longer; `gone`: it was ended by us, and none started in its place. */
export type Ended = 'died' | 'hung' | 'gone';

/** The same, as part of a sentence. */
export const whyEnded: Readonly<Record<Ended, string>> = {
  died: 'it died before',
  hung: 'it got stuck before',
  gone: 'no fresh process of it started',
};
