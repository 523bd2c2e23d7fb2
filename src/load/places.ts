/** Places of which there are only so many at once: who asks first gets the first that is free. */
export interface Places {
  /** Resolves to whether a place was given, which it is not after the line was sent home. */
  take(): Promise<boolean>;
  give(): void;
  /** Sends home whoever waits. */
  sendHome(): void;
}

/** Opens so many places. */
export function openPlaces(limit: number): Places {
  const waiting: ((given: boolean) => void)[] = [];
  let free = limit;
  let isOpen = true;
  return {
    take: () => {
      if (!isOpen) return Promise.resolve(false);
      if (free > 0) {
        free -= 1;
        return Promise.resolve(true);
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    give: () => {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next(true);
    },
    sendHome: () => {
      isOpen = false;
      for (const resolve of waiting.splice(0)) resolve(false);
    },
  };
}
