import { afterAll, describe, expect, it } from 'vitest';
import { settingOf } from '../support/settings.ts';
import { type Coverage, cover, coverAlone } from './cover.ts';
import { partOf } from './part.ts';
import { recorded } from './play.ts';
import type { Scenario } from './scenario.ts';
import { kinds } from './strike.ts';

const lineOf = (title: string, { known, fallen, runs, asked, again }: Coverage): string =>
  `${title}: ${fallen} of ${known} strikes in ${runs} runs; a person was asked in ${asked}, and resumed or began again after ${again}`;

const faultsOf = ({ broken, unreached }: Coverage) => ({ broken, unreached });
const none = { broken: [], unreached: [] };

/**
 * Every kind of strike upon every place of a scenario, or a part of them. A strike that breaks something is named with what it broke:
 * `STRIKE='<its name>' npm run strikes -- -t '<scenario>'` plays it alone.
 */
export const strikeAll = (scenario: Scenario): void => {
  const part = partOf();
  const alone = settingOf('STRIKE');
  const lines: string[] = [];
  afterAll(() => {
    if (lines.length > 0) process.stdout.write(`STRIKES_SEED=${part.seed}\n${lines.join('\n')}\n`);
  });

  describe(scenario.name, () => {
    it('holds while nothing strikes', async () => {
      const { played } = await recorded(scenario);
      expect(played.wrong).toEqual([]);
    });

    it.runIf(alone !== undefined)(`holds when it is struck alone: ${alone}`, async () => {
      const coverage = await coverAlone(scenario, alone ?? '');
      if (coverage !== undefined) lines.push(lineOf(`${scenario.name}, ${alone}`, coverage));
      expect(coverage && faultsOf(coverage)).toEqual(none);
    });

    it.runIf(alone === undefined).each(kinds)('holds when it is struck: %s', async (kind) => {
      const coverage = await cover(scenario, kind, part);
      lines.push(lineOf(`${scenario.name}, ${kind}`, coverage));
      expect(faultsOf(coverage)).toEqual(none);
      expect(coverage.fallen).toBe(coverage.chosen);
    });
  });
};
