import { describe, expect, it } from 'vitest';
import { cover, coverAlone } from './cover.ts';
import { noJournal } from './journal.ts';
import { recorded } from './play.ts';
import { scenarios } from './scenarios/all.ts';
import { regionLost } from './scenarios/recoveries.ts';
import { kinds } from './strike.ts';

/** Names of what the stack deploys and no scenario of these strikes, with what to do about it. */
const unstruck = async (): Promise<string[]> => {
  const struck = new Set<string>();
  const deployed = new Set<string>();
  for (const scenario of scenarios) {
    const { places, functions, machines } = await recorded(scenario);
    for (const name of [...functions, ...machines]) deployed.add(name);
    for (const place of places.filter(scenario.isStruck ?? (() => true))) struck.add(place.actor);
    if ([...deployed].every((name) => struck.has(name))) break;
  }
  return [...deployed]
    .filter((name) => !struck.has(name))
    .map((name) => `nothing strikes ${name}: add a scenario that passes it to test/strikes/scenarios/all.ts`);
};

describe('the strikes', () => {
  it('fall upon every function and every machine that the stack deploys', async () => {
    expect(await unstruck()).toEqual([]);
  });
});

const unlimited = { journal: noJournal, until: Number.POSITIVE_INFINITY };

/** A sample of what `npm run strikes` plays: of each kind one run, each in another scenario. */
const sample = kinds.map((kind, index) => {
  const scenario = scenarios[index % scenarios.length];
  if (scenario === undefined) throw new Error('there is no scenario');
  return { kind, scenario, name: scenario.name };
});

describe('what must hold whatever strikes', () => {
  it.each(sample)('holds of $name: $kind', async ({ kind, scenario }) => {
    const { broken, unreached, fallen } = await cover(scenario, kind, { runs: 1, seed: 1, ...unlimited });
    expect({ broken, unreached }).toEqual({ broken: [], unreached: [] });
    expect(fallen).toBeGreaterThan(0);
  });
});

/** Before anything is chosen, in a step, and while the run is being closed. */
const stops = ['recover, visit 1, IsRunOpen #1', 'run-step, visit 1, WhichKind #1', 'recover, visit 1, CloseRun #1'];

describe('a lost Region', () => {
  it.each(stops)('is recovered from with a stop at %s', async (place) => {
    expect(await coverAlone(regionLost, `${place}, stopped`)).toMatchObject({ fallen: 1, broken: [], unreached: [] });
  });
});
