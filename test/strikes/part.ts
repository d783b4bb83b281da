import { settingOf } from '../support/settings.ts';

/** Which part of the packs is played: at most so many. */
export type Part = Readonly<{ runs: number; seed: number }>;

const dayMs = 86_400_000;
/** Of each kind and scenario, unless told: what five minutes on two cores take. */
const runsOfPart = 1;

/**
 * STRIKES=all plays all of them, a number so many runs of each kind and scenario; of 0.25 every fourth kind of a scenario one run. Which ones
 * changes from day to day, unless STRIKES_SEED says.
 */
export const partOf = (): Part => {
  const strikes = settingOf('STRIKES') ?? String(runsOfPart);
  const seed = Number(settingOf('STRIKES_SEED') ?? Math.floor(Date.now() / dayMs));
  const runs = strikes === 'all' ? Number.POSITIVE_INFINITY : Number(strikes);
  if (!(runs > 0) || !Number.isInteger(seed))
    throw new Error(`STRIKES=${strikes} STRIKES_SEED=${seed} chooses nothing`);
  return { runs, seed };
};

/** Of less than one run of each kind and scenario: whether this pair has one. Each scenario has others than the next one. */
export const isChosen = (pair: Readonly<{ scenario: number; kind: number }>, { runs, seed }: Part): boolean => {
  const stride = Math.max(1, Math.round(1 / runs));
  return (pair.scenario + pair.kind) % stride === seed % stride;
};

/** So many of these, at least one, evenly spread. Seeds that follow each other choose all of them in turn. */
export const chosenOf = <T>(all: readonly T[], { runs, seed }: Part): T[] => {
  const stride = Math.max(1, Math.ceil(all.length / Math.max(1, runs)));
  return all.filter((_, index) => index % stride === seed % stride);
};
