import { describe, expect, it } from 'vitest';
import { runRecovery, setScene, startInput } from '../support/virtual-run.ts';
import { endStateOf, recovered, untouched } from './end-state.ts';
import { mutations } from './mutations.ts';
import { outsideAnyVpc } from './stack-roles.ts';

const durations = { promotionSeconds: 60 };

describe('recover, when the databases are private', () => {
  it('gets through with its functions in the VPC that the network file names', async () => {
    const scene = await setScene({ durations });
    const { aws, landscape, standby } = scene;
    expect(aws.rds.inspect({ region: standby, id: 'shielda-replica-us-east-1' }).PubliclyAccessible).toBe(false);
    expect(landscape).toBeDefined();
    aws.network.cut('us-west-2');
    const { record } = await runRecovery(scene, startInput(scene));
    expect(record.outcome).toBe('succeeded');
    expect(await endStateOf(scene)).toEqual(recovered);
  });

  it.each(['approval', 'automatic'])(
    'is refused outside any VPC before anything is done, and says what to do: %s',
    async (mode) => {
      const scene = await setScene({ durations, repackage: outsideAnyVpc });
      scene.aws.network.cut('us-west-2');
      const { record } = await runRecovery(scene, startInput(scene, { mode }));
      expect(record.outcome).toBe('refused');
      expect(record.reason).toMatch(/nothing has been changed yet/);
      expect(record.reason).toContain(
        'shielda-replica-us-east-1 is private, and this function runs outside any VPC: name subnets and security groups of one that reaches us-east-1 in network.yml, and deploy again',
      );
      expect(mutations(scene.events)).toEqual([]);
      expect(await endStateOf(scene)).toEqual(untouched);
    },
  );

  it('says so in a dry run, too', async () => {
    const scene = await setScene({ durations, repackage: outsideAnyVpc });
    const { record } = await runRecovery(scene, startInput(scene, { dryRun: true }));
    expect(record.decision?.reason).toMatch(/without it the run would refuse \(blocked\): .*outside any VPC/);
  });
});
