import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Control } from '../../../../shared/control/control.ts';
import type { World } from '../../../decisions/world/world.ts';
import { fates, inTime, outages, storyOf } from './sequences/events.ts';
import { type Mutation, playStory } from './sequences/play-story.ts';
import { type Service, services, story } from './sequences/story.ts';
import { promotionsIn } from './sequences/watch-over.ts';

const seed = 20_260_105;

const startsIn = ({ calls }: World): string[] =>
  calls.flatMap(({ text }) => (text.startsWith('states:StartExecution') ? [text] : [])).sort();

describe('whatever happens, in whatever order, with whoever dying between two calls', () => {
  it('nothing is promoted twice in an epoch, without a quorum or a person, past a kill switch, by two runs at once, or when it is well again', async () => {
    const seen = { promotions: 0, byBoth: 0, doubted: 0, openedByItself: 0, refused: 0, died: 0 };
    await fc.assert(
      fc.asyncProperty(story, async (one) => {
        const { world, faults } = await playStory(one);
        expect(faults).toEqual([]);
        const promoted = promotionsIn(world);
        seen.promotions += promoted.length;
        seen.byBoth += new Set(promoted.map(({ plan }) => plan)).size === 2 ? 1 : 0;
        seen.openedByItself += startsIn(world).some((text) => / (orders|billing)-2026/.test(text)) ? 1 : 0;
        seen.doubted += world.verdicts.some(({ text }) => text.startsWith('confirm ')) ? 1 : 0;
        seen.refused += world.verdicts.some(({ text }) => text === 'open refused') ? 1 : 0;
        seen.died += [...world.executions.values()].some(({ process }) => process.isDead()) ? 1 : 0;
      }),
      { numRuns: 10_000, seed },
    );
    // A sequence in which nothing happens proves nothing.
    expect(seen.promotions).toBeGreaterThan(2000);
    const { doubted, ...often } = seen;
    expect(doubted).toBeGreaterThan(0);
    for (const count of Object.values(often)) expect(count).toBeGreaterThan(50);
  });
});

describe('events', () => {
  it('start the same runs when they come twice, late, in another order or never', async () => {
    let started = 0;
    await fc.assert(
      fc.asyncProperty(outages, fates, fc.nat(), async (all, some, chance) => {
        const fateOf = (index: number) => some[index % some.length] ?? inTime;
        const asTheyShould = await playStory(
          storyOf(all, () => inTime, chance),
          { isOrderly: true },
        );
        const asTheyCame = await playStory(storyOf(all, fateOf, chance), { isOrderly: true });
        expect(startsIn(asTheyCame.world)).toEqual(startsIn(asTheyShould.world));
        started += startsIn(asTheyShould.world).length;
      }),
      { numRuns: 500, seed },
    );
    expect(started).toBeGreaterThan(200);
  });
});

describe('two plans', () => {
  const linesOf = ({ verdicts }: World, plan: Service) =>
    verdicts.filter((one) => one.plan === plan).map(({ atMs, subject, text }) => [atMs, subject, text]);
  it('never affect each other', async () => {
    let lines = 0;
    await fc.assert(
      fc.asyncProperty(story, fc.constantFrom(...services), async (one, only) => {
        const both = await playStory(one, { isOrderly: true });
        const alone = await playStory(one, { isOrderly: true, only });
        expect(linesOf(both.world, only)).toEqual(linesOf(alone.world, only));
        lines += linesOf(both.world, only).length;
      }),
      { numRuns: 500, seed },
    );
    expect(lines).toBeGreaterThan(1000);
  });
});

describe('a mistake in what keeps this is found', () => {
  const withControl = (change: (control: Control) => Partial<Control>): Mutation => ({
    control: (control) => ({ ...control, ...change(control) }),
  });
  const mistakes: [what: string, mutation: Mutation, found: RegExp][] = [
    [
      'a lock that everybody gets',
      withControl(({ acquire }) => ({
        acquire: async (...args) => {
          const attempt = await acquire(...args);
          return { kind: 'acquired', epoch: attempt.epoch };
        },
      })),
      /both hold/,
    ],
    [
      'a quorum of one',
      { plan: (plan) => ({ ...plan, detection: { ...plan.detection, quorum: 1 } }) },
      /without a quorum/,
    ],
    [
      'no bar after a failover',
      withControl(({ standing }) => ({
        standing: async (plan) => {
          const { lastRun: _forgotten, holdDownUntil: _over, ...rest } = await standing(plan);
          return rest;
        },
      })),
      /before anybody had acknowledged/,
    ],
    [
      'a kill switch that nobody looks at',
      withControl(({ standing }) => ({
        standing: async (plan) => {
          const { killSwitch: _unseen, ...rest } = await standing(plan);
          return rest;
        },
        objection: async () => undefined,
      })),
      /while the kill switch/,
    ],
  ];
  it.each(mistakes)('when it is %s', async (_what, mutation, found) => {
    const faults: string[] = [];
    for (const one of fc.sample(story, { numRuns: 1500, seed })) {
      faults.push(...(await playStory(one, { mutation })).faults.filter((fault) => found.test(fault)));
      if (faults.length > 0) break;
    }
    expect(faults).not.toEqual([]);
  });
});
