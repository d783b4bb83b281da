type At = Readonly<{ at: string }>;

/** The last one that is not later than a moment. The list has the oldest first. */
export const lastUntil = <T extends At>(list: readonly T[], now: string): T | undefined =>
  list[countOfHead(list, ({ at }) => at <= now) - 1];

/** How many at the head of a list fulfil a condition that holds of its head only. */
function countOfHead<T>(list: readonly T[], isOfHead: (one: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const [one] = list.slice(middle, middle + 1);
    if (one !== undefined && isOfHead(one)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many are not later than a moment. */
export const countUntil = (list: readonly At[], now: string): number => countOfHead(list, ({ at }) => at <= now);

/** Those from a moment on, and before another one; undefined: to the end. */
export const within = <T extends At>(
  list: readonly T[],
  { from, until }: Readonly<{ from: string; until: string | undefined }>,
): readonly T[] =>
  list.slice(
    countOfHead(list, ({ at }) => at < from),
    until === undefined ? undefined : countOfHead(list, ({ at }) => at < until),
  );
