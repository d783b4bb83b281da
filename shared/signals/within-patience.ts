/** All reads of one look together: a Region that is silent must not hold up those that can speak. */
export const patienceSeconds = 1.2;

/** Undefined when it takes longer. The work goes on, and nobody listens to it any more. */
export const withinPatience = async <T>(work: Promise<T>): Promise<T | undefined> => {
  const { promise: outOfPatience, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), patienceSeconds * 1000);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, outOfPatience]);
  } finally {
    clearTimeout(timer);
  }
};
