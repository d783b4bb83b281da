/**
 * Every place where a function may die passes here. At the chosen one it never comes back: no catch, no finally, nothing
 * that stands behind it happens.
 */
export const createFuse = () => {
  let passed = 0;
  let fatal = Number.POSITIVE_INFINITY;
  let die = (): void => undefined;
  return {
    pass: async (): Promise<void> => {
      passed += 1;
      if (passed !== fatal) return;
      die();
      await new Promise<never>(() => undefined);
    },
    killAt: (place: number): void => {
      fatal = passed + place;
    },
    /** What became of a function: its answer, or nothing. */
    outlive: async <T>(work: () => Promise<T>): Promise<T | undefined> => {
      const death = new Promise<undefined>((resolve) => {
        die = () => resolve(undefined);
      });
      return await Promise.race([work(), death]);
    },
  };
};
