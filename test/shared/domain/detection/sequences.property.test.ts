import fc from 'fast-check';
import { expect, it } from 'vitest';
import { playStory } from './sequences/play-story.ts';
import { story } from './sequences/story.ts';
import { promotionsIn } from './sequences/watch-over.ts';

const seed = 20_260_105;

it('never promotes twice in an epoch, without a quorum or a person, or past a kill switch, whatever happens in whatever order', async () => {
  const seen = { promotions: 0, byItself: 0, refused: 0, deaths: 0 };
  await fc.assert(
    fc.asyncProperty(story, async (one) => {
      const { world, faults } = await playStory(one);
      expect(faults).toEqual([]);
      seen.promotions += promotionsIn(world).length;
    }),
    { numRuns: 10_000, seed },
  );
  console.log(seen);
});
