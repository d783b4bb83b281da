import { expect, it } from 'vitest';
import { runRecovery, setScene, startInput } from '../support/virtual-run.ts';

/** Every event of a run in which a fifth of all calls to RDS, ECS and Secrets Manager goes wrong by chance. */
const eventsOf = async (seed: number) => {
  const scene = await setScene({
    seed,
    durations: { promotionSeconds: 60 },
    answers: { approval: 'approve', failure: 'retry' },
  });
  for (const service of ['rds', 'ecs', 'secretsmanager'])
    scene.aws.faults.add({ service, role: 'Role', chance: 0.2, kind: { throttle: true } });
  const { record } = await runRecovery(scene, startInput(scene), 'run');
  return { record, events: scene.events };
};

it('repeats itself to the last event and hash with the same seed', async () => {
  const [first, again] = [await eventsOf(7), await eventsOf(7)];
  expect(again.events).toEqual(first.events);
  expect(again.record).toEqual(first.record);
});
