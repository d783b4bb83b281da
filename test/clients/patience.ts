const pollMs = 250;
const patienceMs = 60_000;

/** The first answer that will do, asked for again and again; fails with the last one that would not. */
export const until = async <T>(ask: () => Promise<T>, willDo: (answer: T) => boolean): Promise<T> => {
  const givenUpAt = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (willDo(answer)) return answer;
    if (Date.now() > givenUpAt) throw new Error(`not after ${patienceMs / 1000} s: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
};
