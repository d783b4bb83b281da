import { settingOf } from '../support/settings.ts';
import type { Part } from './cover.ts';

const dayMs = 86_400_000;
/** Of each kind and scenario, unless told: what five minutes on two cores take. */
const runsOfPart = 1;

/** STRIKES=all plays all of them, a number so many runs of each kind and scenario. Which ones changes from day to day. */
export const partOf = (): Part => {
  const strikes = settingOf('STRIKES') ?? String(runsOfPart);
  const seed = Number(settingOf('STRIKES_SEED') ?? Math.floor(Date.now() / dayMs));
  return { runs: strikes === 'all' ? Number.POSITIVE_INFINITY : Number(strikes), seed };
};

/** So many of these, evenly spread. Seeds that follow each other choose all of them in turn. */
export const chosenOf = <T>(all: readonly T[], { runs, seed }: Part): T[] => {
  const stride = Math.max(1, Math.ceil(all.length / runs));
  return all.filter((_, index) => index % stride === seed % stride);
};
