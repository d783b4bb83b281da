/** What was asked for by name, or undefined where AWS says by this error that there is none. */
export async function orUndefined<T>(notFound: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && error.name === notFound) return undefined;
    throw error;
  }
}
