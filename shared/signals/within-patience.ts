/** All reads of one look together: a Region that is silent must not hold up those that can speak. */
const patienceSeconds = 1.2;

/** For one read among several of a signal that has something to say without it. */
export const partSeconds = 0.8;

/** Throws NoAnswerInTime when it takes longer. The work goes on, and nobody listens to it any more. */
export async function withinPatience<T>(work: Promise<T>, seconds: number = patienceSeconds): Promise<T> {
  const { promise: outOfPatience, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(noAnswer(seconds)), seconds * 1000);
  try {
    return await Promise.race([work, outOfPatience]);
  } finally {
    clearTimeout(timer);
  }
}

const noAnswer = (seconds: number): Error =>
  Object.assign(new Error(`no answer within ${seconds} s`), { name: 'NoAnswerInTime' });
