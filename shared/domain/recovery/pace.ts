const shortestSeconds = 1;
const longestSeconds = 60;

/** After so long nobody is helped by seconds, and a history of Step Functions holds 25,000 events, about eleven a look. */
const slowerAfter = [
  { elapsedSeconds: 90 * 60, waitSeconds: 30 },
  { elapsedSeconds: 30 * 60, waitSeconds: 10 },
  { elapsedSeconds: 60, waitSeconds: 2 },
];

/** Looks a second that all who look side by side make together, at most: AWS does not publish its request rates. */
const looksASecond = 10;

const pauses = [1, 2, 4, 8, 15, 30, 60];

export type Rhythm = Readonly<{
  elapsedSeconds: number;
  /** How many look side by side: the steps of a stage, the restores of a verification. */
  lookers: number;
  /** What the step itself asks for. */
  wishedSeconds: number;
}>;

/** Seconds until the next look. Short, since what passes between AWS being ready and our next look is time without service. */
export function pace({ elapsedSeconds, lookers, wishedSeconds }: Rhythm): number {
  const byAge = slowerAfter.find((one) => elapsedSeconds >= one.elapsedSeconds)?.waitSeconds ?? shortestSeconds;
  const byCrowd = Math.ceil(lookers / looksASecond);
  return Math.min(longestSeconds, Math.max(Math.ceil(wishedSeconds), byAge, byCrowd));
}

/** How long a call rests that was refused so many times in a row. */
export const pauseAfterRejections = (rejections: number): number =>
  rejections === 0 ? 0 : (pauses[rejections - 1] ?? longestSeconds);
