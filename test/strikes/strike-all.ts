import { beforeAll, describe, expect, it } from 'vitest';
import { settingOf } from '../support/settings.ts';
import { type Coverage, cover, coverAlone } from './cover.ts';
import { isChosen, partOf } from './part.ts';
import { recorded } from './play.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios/all.ts';
import { kinds } from './strike.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Plays, and says at once what came of it: all of a scenario take an hour. */
const told = async <C extends Coverage | undefined>(title: string, playing: Promise<C>): Promise<C> => {
  const since = Date.now();
  const coverage = await playing;
  if (coverage === undefined) return coverage;
  const { known, before, fallen, runs, asked, again } = coverage;
  const held = before === 0 ? '' : `, ${before} held before`;
  const seconds = Math.round((Date.now() - since) / 1000);
  say(
    `${title}: ${fallen} of ${known} strikes${held}, in ${runs} runs, ${seconds} s; a person was asked in ${asked}, and resumed or began again after ${again}`,
  );
  return coverage;
};

const faultsOf = ({ broken, unreached }: Coverage) => ({ broken, unreached });
const none = { broken: [], unreached: [] };

/**
 * Every kind of strike upon every place of a scenario, or a part of them. A strike that breaks something is named with what it broke:
 * `STRIKE='<its name>' npm run strikes -- -t '<scenario>'` plays it alone.
 */
export const strikeAll = (scenario: Scenario): void => {
  const part = partOf();
  const alone = settingOf('STRIKE');
  const isPlayed = (_: string, kind: number): boolean =>
    isChosen({ scenario: scenarios.indexOf(scenario), kind }, part);

  describe(scenario.name, () => {
    beforeAll(() => say(`STRIKES_SEED=${part.seed}`));

    it('holds while nothing strikes', async () => {
      const { played } = await recorded(scenario);
      expect(played.wrong).toEqual([]);
    });

    it.runIf(alone !== undefined)(`holds when it is struck alone: ${alone}`, async () => {
      const coverage = await told(`${scenario.name}, ${alone}`, coverAlone(scenario, alone ?? ''));
      expect(coverage && faultsOf(coverage)).toEqual(none);
    });

    it.runIf(alone === undefined).each(kinds.filter(isPlayed))('holds when it is struck: %s', async (kind) => {
      const coverage = await told(`${scenario.name}, ${kind}`, cover(scenario, kind, part));
      expect(faultsOf(coverage)).toEqual(none);
      expect(coverage.fallen).toBe(coverage.chosen);
    });
  });
};
